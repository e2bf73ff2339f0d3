"""Were outcomes of these records opened anywhere else in the project's folder, whatever the study was called?

All registers and all folders of results are looked through. What was moved out of the folder, or deleted, no file in it
can show.
"""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chart2paper.extract.linkage_key import key_id, key_of
from chart2paper.prints import Prints, fingerprint, shown
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
NOT_TOLD = "whose records cannot be told"


def opened_elsewhere(state: State, data: dict[str, str], register: str, results: str) -> tuple[str, ...]:
    """Return each place, but the study's own `register` and `results`, where outcomes of its records were opened.

    data: the files that are the study's data, name -> path (see `sources.data_files`).
    Records are the same when they are under the same clinic's name, or when a file of the export has the same rows (in
    any order; in the results, the same bytes) under the key of the other name. Results of which no record of a job
    tells whose they are count as well. Raises `Problems` when a register was edited or must not be shared.
    """
    export = {name: path for name, path in data.items() if name.startswith(EXPORT) and _has_rows(path)}
    in_registers = _registers(state, export, Path(register))
    return tuple(sorted({*in_registers, *_results(state, export, Path(results))}))


def _has_rows(path: str) -> bool:
    with Path(path).open("rb") as lines:
        return sum(1 for line, _ in zip(lines, range(2), strict=False) if line.strip()) == 2


def _registers(state: State, export: dict[str, str], own: Path) -> Iterator[str]:
    @cache
    def rows_under_key_of(clinic: str) -> frozenset[str]:
        key = key_of(linkage_of(clinic))
        return frozenset(file_prints(export, key).values() if key.is_file() else ())

    def is_same(entry: Entry) -> bool:
        return entry["clinic"] == state.clinic or bool(
            rows_under_key_of(entry["clinic"]) & set(entry["files"].values())
        )

    # Of a register that was deleted the hash of its newest entry may be left, and tells that it is missing.
    left = {file.with_suffix(".jsonl") for kind in ("*.jsonl", "*.head") for file in own.parent.glob(kind)}
    for file in sorted(left):
        if file.name != own.name:
            entries = read_register(file, file.stem)
            opened = [entry for entry in entries if entry["kind"] == OPENED and is_same(entry)]
            yield from (f"{file}, entry {entry['entry']}" for entry in opened[:1])


def _results(state: State, export: dict[str, str], own: Path) -> Iterator[str]:
    for folder in folders_with_outcomes(Path()):
        if folder.resolve() == own.resolve():
            continue
        record = _record(folder)
        if record is None:
            yield f"{folder} ({NOT_TOLD})"
        elif _is_of(record, state, export):
            yield str(folder)


def folders_with_outcomes(root: Path) -> Iterator[Path]:
    """Give every folder of results below `root`, or that a link in it leads to, in which outcomes were opened."""
    for folder, inside, _ in os.walk(root):
        inside[:] = sorted(set(inside) - set(OF_TOOLS))
        for name in list(inside):
            if has_outcomes(Path(folder, name)):
                yield Path(folder, name)
                inside.remove(name)


def has_outcomes(results: str | Path) -> bool:
    """Return whether a folder of results holds outcomes of a run."""
    return any(True for pattern in OUTCOMES for _ in Path(results).glob(pattern))


def _record(folder: Path) -> dict[str, Any] | None:
    """Return the record of the job that read whose records they are; None where there is none that can be read."""
    try:
        record = json.loads(Path(folder, "logs", "link_persons.json").read_bytes())
        _ = record["params"]["linkage"], record["inputs"].items()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return dict(record)


def _is_of(record: dict[str, Any], state: State, export: dict[str, str]) -> bool:
    linkage = str(record["params"]["linkage"])
    key = key_of(linkage)
    if linkage == linkage_of(state.clinic):
        return True
    if not key.is_file():
        return False
    prints, read = Prints(str(key), key_id(key)), {shown(print_) for print_ in record["inputs"].values()}
    return any({prints.keyed(file), fingerprint(file)["sha256"]} & read for file in export.values())
