"""Is every file still what it was when the run was made, and made from what is there now?"""

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError
from typing import Any

from chart2paper.audit.manifest import version_of
from chart2paper.audit.verify.evidence import ON_DEMAND, UNKNOWN, Evidence
from chart2paper.audit.verify.guard import AGAIN
from chart2paper.jobs.prints import identity, shown
from chart2paper.problems import Problem

Current = dict[str, str | None]


def print_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield a `Problem` per file that is missing, edited or stale, and per setting, tool or file of the project
    that is another one than that of the run.

    Without the key with which the run was made, what has a keyed fingerprint cannot be checked, which is one `Problem`.
    """
    manifest, files, current = evidence.manifest, evidence.files(), evidence.current
    if not evidence.has_key:
        yield _without_key(current, evidence.prints.key)
    if evidence.study is not None and not evidence.rebuilt:
        yield from _changed_settings(manifest["study"], evidence.study)
    yield from _missing_or_edited(files, current)
    yield from _missing_sources(manifest["sources"], current)
    yield from _stale(files, current)
    yield from _project(manifest["project"] | manifest["lock_file"], evidence)
    yield from _tools(manifest["software"], str(evidence.manifest_file))


def _without_key(current: Current, key: str) -> Problem:
    count = sum(print_ == UNKNOWN for print_ in current.values())
    what = (
        f"the key with which the fingerprints were made is not here, so {count} files that may hold something of "
        "patients cannot be checked; code, settings and lists were"
    )
    return Problem(key, what, "restore the key from a backup (docs/privacy.md), or verify where it lies")


def _missing_or_edited(files: dict[str, Any], current: Current) -> Iterator[Problem]:
    for path, entry in files.items():
        if current[path] is None:
            yield Problem(path, "missing", "run snakemake again")
        elif current[path] not in (shown(entry), UNKNOWN):
            yield Problem(path, f"edited: it is not what rule {entry['rule']} made", AGAIN)


def _missing_sources(sources: dict[str, Any], current: Current) -> Iterator[Problem]:
    for path in sources:
        if current[path] is None:
            yield Problem(path, "missing: results were made from it", "put it back")


def _stale(files: dict[str, Any], current: Current) -> Iterator[Problem]:
    for path, entry in files.items():
        changed = [
            name for name, print_ in entry["inputs"].items() if current[name] not in (print_, None, UNKNOWN)
        ]
        if changed:
            # `snakemake` alone runs nothing that is beside a run.
            again = f"snakemake {entry['rule']}" if entry["rule"] in ON_DEMAND else "snakemake"
            what = f"stale: made from an earlier version of {', '.join(changed)}"
            yield Problem(path, what, f"run {again} again")


def _project(before: dict[str, Any], evidence: Evidence) -> Iterator[Problem]:
    for path, print_ in before.items():
        # Nearly all of these were read by a job, and are known already.
        now = evidence.current.get(path) or evidence.print_of(path)
        if now is None:
            yield Problem(path, "missing: it belongs to the workflow that made the results", "put it back")
        elif now not in (identity(print_), UNKNOWN):
            what = "changed since the results were made"
            yield Problem(path, what, "put back what stood there, or run snakemake again")


def _tools(software: dict[str, str], manifest_file: str) -> Iterator[Problem]:
    """Yield the tools whose version is another one here: what is made again may then differ in its last digits."""
    for tool, before in software.items():
        now = _version(tool)
        if now != before:
            what = f"made with {tool} {before}; here is {now or 'none'}"
            yield Problem(manifest_file, what, "install what requirements.lock lists, or run snakemake again")


def _version(tool: str) -> str:
    try:
        return version_of(tool)
    except (PackageNotFoundError, ValueError):
        return ""


def _changed_settings(before: Any, now: Any, place: str = "") -> Iterator[Problem]:
    if isinstance(before, dict) and isinstance(now, dict):
        for key in sorted({*before, *now}):
            yield from _changed_settings(before.get(key), now.get(key), f"{place}.{key}" if place else key)
    elif before != now:
        what = "stale: this setting changed since the results were made"
        yield Problem("the protocol", what, "run snakemake again", column=place)
