"""The key beside a linkage log when work starts: made where there never was one, missed where there was."""

import json
from pathlib import Path
from typing import Any

from chart2paper.extract.linkage_key import key_id, key_of, make_key
from chart2paper.prints import KEYED


def start_key(linkage: str, results: str) -> dict[str, str]:
    """Return the key beside a linkage log as `prints.Prints` takes it; one is made where there never was one.

    Where an earlier run in the folder `results` had one and it is gone, the id is empty, and none is made: whoever
    needs the key says that it is gone.
    """
    key = key_of(linkage)
    if not key.exists() and _had_key(results, linkage):
        return {"key": str(key), "id": ""}
    make_key(key)
    return {"key": str(key), "id": key_id(key)}


def _had_key(results: str, linkage: str) -> bool:
    """Return whether an earlier run in the folder `results`, of the same clinic, made fingerprints with a key."""
    record = record_of(Path(results, "logs", "link_persons.json"))
    keyed = any(KEYED in print_ for print_ in record.get("inputs", {}).values())
    return keyed and record["params"].get("linkage") == linkage


def record_of(path: Path) -> dict[str, Any]:
    """Return the record that a job left; empty where there is none, or the report of a job that failed."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return json.loads(text) if text.startswith("{") else {}
