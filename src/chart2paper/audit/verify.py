"""Is every file of a run still what a rule made it, from what is there now?"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.crate import as_json, crate_of
from chart2paper.audit.manifest import file_entries
from chart2paper.job import reports_in
from chart2paper.prints import Prints, fingerprint, identity, is_without_records, shown
from chart2paper.problems import Problem

# Made beside the results by the audit itself: a manifest cannot hold its own fingerprint. A release is made on
# demand and carries a manifest of its own; the report is Snakemake's.
NOT_IN_MANIFEST = ("manifest.json", "ro-crate-metadata.json", "workflow/", "logs/", "release", "report.html")
# Rules that work on a finished run: the manifest is an input of theirs, so it cannot name what they make.
BESIDE = ("changes",)
# Snakemake's own empty mark in a folder that a rule made.
MARK = ".snakemake_timestamp"
UNKNOWN = "cannot be told without the key"


def findings(manifest: dict[str, Any], study: dict[str, Any], results: str, prints: Prints) -> list[Problem]:
    """Return one `Problem` per file that was edited, is stale, is missing or was not made by a rule.

    `study` is the protocol as it is now; settings that changed since the run are named too. Without the key with
    which the run was made, what has a keyed fingerprint cannot be checked, which is one `Problem`.
    """
    files = {**manifest["files"], **files_beside(results)}
    has_key = prints.can_check(manifest.get("key_id", ""))
    current = _current_prints(files, manifest["sources"], prints if has_key else None)
    return [
        *([] if has_key else [_without_key(current, prints.key)]),
        *_changed_settings(manifest["study"], study),
        *_missing_or_edited(files, current),
        *_missing_sources(manifest["sources"], current),
        *_stale(files, current),
        *_unknown(files, results),
        *_crate(manifest, Path(results, "ro-crate-metadata.json")),
    ]


def files_beside(results: str) -> dict[str, Any]:
    """Return an entry per file that a rule of BESIDE made, from the record it left; nothing when all are gone."""
    found: dict[str, Any] = {}
    for rule in BESIDE:
        log = Path(results, "logs", f"{rule}.json")
        if log.is_file() and log not in reports_in(log.parent):
            files = file_entries(json.loads(log.read_text(encoding="utf-8")))
            found |= files if any(Path(path).is_file() for path in files) else {}
    return found


def _current_prints(
    files: dict[str, Any], sources: dict[str, Any], prints: Prints | None
) -> dict[str, str | None]:
    """What tells each file that was made or made from apart from another version of it.

    None where it is gone; UNKNOWN where the key is needed and `prints` is None.
    """
    paths = {*files, *sources, *(name for entry in files.values() for name in entry["inputs"])}

    def current(path: str) -> str | None:
        if not Path(path).is_file():
            return None
        if prints is None and not is_without_records(path):
            return UNKNOWN
        return identity(fingerprint(path) if prints is None else prints.of(path))

    return {path: current(path) for path in paths}


def _without_key(current: dict[str, str | None], key: str) -> Problem:
    count = sum(print_ == UNKNOWN for print_ in current.values())
    what = (
        f"the key with which the fingerprints were made is not here, so {count} files that may hold something of "
        "patients cannot be checked; code, settings and lists were"
    )
    return Problem(key, what, "restore the key from a backup (docs/privacy.md), or verify where it lies")


def _missing_or_edited(files: dict[str, Any], current: dict[str, str | None]) -> Iterator[Problem]:
    for path, entry in files.items():
        if current[path] is None:
            yield Problem(path, "missing", "run snakemake again")
        elif current[path] not in (shown(entry), UNKNOWN):
            yield Problem(
                path,
                f"edited: it is not what rule {entry['rule']} made",
                "delete it and run snakemake again",
            )


def _missing_sources(sources: dict[str, Any], current: dict[str, str | None]) -> Iterator[Problem]:
    for path in sources:
        if current[path] is None:
            yield Problem(path, "missing: results were made from it", "put it back")


def _stale(files: dict[str, Any], current: dict[str, str | None]) -> Iterator[Problem]:
    for path, entry in files.items():
        changed = [
            name
            for name, sha in entry["inputs"].items()
            if name in current and current[name] not in (sha, None, UNKNOWN)
        ]
        if changed:
            # `snakemake` alone runs nothing that is beside a run.
            again = f"snakemake {entry['rule']}" if entry["rule"] in BESIDE else "snakemake"
            what = f"stale: made from an earlier version of {', '.join(changed)}"
            yield Problem(path, what, f"run {again} again")


def _unknown(files: dict[str, Any], results: str) -> Iterator[Problem]:
    for path in sorted(p for p in Path(results).rglob("*") if p.is_file()):
        inside = path.relative_to(results).as_posix()
        if str(path) not in files and not inside.startswith(NOT_IN_MANIFEST) and path.name != MARK:
            yield Problem(str(path), "not made by a rule", "move it out of the results folder")


def _crate(manifest: dict[str, Any], path: Path) -> Iterator[Problem]:
    """The crate is written from the manifest alone, so it can be written again and compared."""
    if not path.is_file():
        yield Problem(str(path), "missing", "run snakemake again")
    elif path.read_text(encoding="utf-8") != as_json(crate_of(manifest)):
        yield Problem(str(path), "edited: it does not describe this run", "delete it and run snakemake again")


def _changed_settings(before: Any, now: Any, place: str = "") -> Iterator[Problem]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            yield from _changed_settings(before.get(key), now.get(key), f"{place}.{key}" if place else key)
    elif before != now:
        what = "stale: this setting changed since the results were made"
        yield Problem("the protocol", what, "run snakemake again", column=place)
