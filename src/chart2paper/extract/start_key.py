"""The key beside a linkage log when work starts: made where there never was one, missed where there was."""

import json
from pathlib import Path
from typing import Any

from chart2paper.jobs.linkage_key import key_id, key_of, make_key
from chart2paper.jobs.machine import cause_of
from chart2paper.jobs.prints import KEYED
from chart2paper.problems import Problem, Problems


def start_key(linkage: str, results: str) -> dict[str, str]:
    """Return the key beside a linkage log as `prints.Prints` takes it; one is made where there never was one.

    Where an earlier run in the folder `results` had one and it is gone, the id is empty, and none is made: whoever
    needs the key says that it is gone. Raises `Problems` when it is damaged, or cannot be written.
    """
    key = key_of(linkage)
    if not key.exists() and _had_key(results, linkage):
        return {"key": str(key), "id": ""}
    try:
        make_key(key)
    except OSError as error:
        raise Problems([_refused(key, error)]) from None
    return {"key": str(key), "id": key_id(key)}


def _refused(key: Path, error: OSError) -> Problem:
    cause = cause_of(error)
    why = f": {cause.what}" if cause else ""
    todo = cause.todo if cause else "see whether the folder is there and yours"
    return Problem(str(key), f"the key beside the linkage log cannot be written{why}", todo)


def _had_key(results: str, linkage: str) -> bool:
    """Return whether an earlier run in the folder `results`, of the same clinic, made fingerprints with a key.

    A damaged record tells that there was a run, and not with which key: as if there had been one.
    """
    try:
        record = record_of(Path(results, "logs", "link_persons.json"))
        keyed = any(KEYED in print_ for print_ in record.get("inputs", {}).values())
        return keyed and record["params"].get("linkage") == linkage
    except (ValueError, AttributeError, KeyError, TypeError):
        return True


def record_of(path: Path) -> dict[str, Any]:
    """Return the record that a job left; empty where there is none, or the report of a job that failed."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return json.loads(text) if text.startswith("{") else {}
