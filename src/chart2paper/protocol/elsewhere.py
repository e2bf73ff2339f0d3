"""Were outcomes of these records opened anywhere else in the project's folder, whatever the study was called?

All registers and all folders of results are looked through. What was moved out of the folder, or deleted, no file in it
can show.
"""

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chart2paper.jobs.linkage_key import key_id, key_of
from chart2paper.jobs.prints import KEYED, Prints, fingerprint, shown
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.fingerprints import file_prints
from chart2paper.protocol.lock_status import State
from chart2paper.protocol.register import OPENED, Entry, read_register
from chart2paper.protocol.sources import EXPORT, linkage_of

# What a run leaves in its folder of results once outcomes were opened; any of it is enough.
OUTCOMES = (
    "protocol/outcomes_opened.txt",
    "*/model/analysis_set.csv",
    "*/model/estimates.csv",
    "paper/values.json",
)
# Folders of tools, in which no results lie.
OF_TOOLS = (".git", ".snakemake", ".venv")
UNKNOWN_RECORDS = "whose records cannot be told"


def opened_elsewhere(state: State, data: dict[str, str], register: str, results: str) -> tuple[str, ...]:
    """Return each place, but the study's own `register` and `results`, where outcomes of its records were opened.

    data: the files that are the study's data, name -> path (see `sources.data_files`).
    Records are the same when they are under the same clinic's name, or when a file of the export has the same rows (in
    any order; in the results, the same bytes) under the key of the other name. Where that cannot be told, because the
    key of the other clinic or every record of its jobs is gone, the place counts as well, and says so. Raises
    `Problems` when a register was edited or must not be shared.
    """
    export = {name: path for name, path in data.items() if name.startswith(EXPORT) and _has_rows(path)}
    found = [*_in_registers(state, export, Path(register)), *_in_results(state, export, Path(results))]
    return tuple(sorted(place if known else f"{place} ({UNKNOWN_RECORDS})" for place, known in found))


def _has_rows(path: str) -> bool:
    with Path(path).open("rb") as lines:
        return sum(1 for line, _ in zip(lines, range(2), strict=False) if line.strip()) == 2


def _in_registers(state: State, export: dict[str, str], own: Path) -> Iterator[tuple[str, bool]]:
    """Give the first opening of these records in each other register, and whether it is known that they are these."""
    # Of a register that was deleted the hash of its newest entry may be left, and tells that it is missing.
    left = {file.with_suffix(".jsonl") for kind in ("*.jsonl", "*.head") for file in own.parent.glob(kind)}
    for file in sorted(left - {own}):
        for entry in read_register(file, file.stem):
            same = _is_entry_of(entry, file, state, export) if entry["kind"] == OPENED else False
            if same is not False:
                yield f"{file}, entry {entry['entry']}", same is True
                break


def _is_entry_of(entry: Entry, register: Path, state: State, export: dict[str, str]) -> bool | None:
    """Return whether an entry is about these records; None where its clinic's key is not here to tell."""
    if entry["clinic"] == state.clinic:
        return True
    key, owner = key_of(linkage_of(entry["clinic"])), register.with_suffix(".records")
    if not (key.is_file() and owner.is_file() and key_id(key) == owner.read_text("utf-8").strip()):
        return None
    return bool(_rows_of(export, key) & set(entry["files"].values()))


def _rows_of(export: dict[str, str], key: Path) -> set[str]:
    return set(file_prints(export, key).values())


def _in_results(state: State, export: dict[str, str], own: Path) -> Iterator[tuple[str, bool]]:
    """Give each other folder of results of these records, and whether it is known that they are these."""
    for folder in folders_with_outcomes(Path()):
        record = _record(folder)
        same = _is_record_of(record, state, export) if record else None
        if folder.resolve() != own.resolve() and same is not False:
            yield str(folder), same is True


def folders_with_outcomes(root: Path) -> Iterator[Path]:
    """Give every folder of results below `root`, or that a link in it leads to, in which outcomes were opened.

    Raises `Problems` for a folder that cannot be looked into.
    """
    for folder, inside, _ in os.walk(root, onerror=_unreadable):
        inside[:] = sorted(set(inside) - set(OF_TOOLS))
        for name in list(inside):
            if has_outcomes(Path(folder, name)):
                yield Path(folder, name)
                inside.remove(name)


def _unreadable(error: OSError) -> None:
    what = "the folder cannot be read, so nobody can tell whether it holds results of these records"
    raise Problems(
        [Problem(str(error.filename), what, "make it readable, or move it out of the project")]
    ) from None


def has_outcomes(results: str | Path) -> bool:
    """Return whether a folder of results holds outcomes of a run."""
    return any(True for pattern in OUTCOMES for _ in Path(results).glob(pattern))


def _record(folder: Path) -> dict[str, Any] | None:
    """Return the record of the job that read whose records they are; None where there is none that can be read."""
    try:
        record = json.loads(Path(folder, "logs", "link_persons.json").read_bytes())
        _ = record["params"]["linkage"], [shown(print_) for print_ in record["inputs"].values()]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(record)


def _is_record_of(record: dict[str, Any], state: State, export: dict[str, str]) -> bool | None:
    """Return whether a job read these records; None where its clinic's key is not here to tell."""
    linkage, read = str(record["params"]["linkage"]), record["inputs"].values()
    plain = {fingerprint(path)["sha256"] for path in export.values()}
    if linkage == linkage_of(state.clinic) or _is_any_of(plain, read):
        return True
    if not any(KEYED in print_ for print_ in read):
        return False
    prints = Prints(str(key_of(linkage)), str(record.get("key_id", "")))
    if not prints.can_check(prints.id):
        return None
    return _is_any_of({prints.keyed(path) for path in export.values()}, read)


def _is_any_of(made: set[str], read: Iterable[dict[str, Any]]) -> bool:
    return not made.isdisjoint(shown(print_) for print_ in read)
