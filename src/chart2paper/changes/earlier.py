"""The earlier run: can it be compared with?"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from chart2paper.changes.run import PER_ANALYSIS, SHARED, Run, read_run
from chart2paper.contract import Table
from chart2paper.dictionary import CANDIDATES, CLEAN_TABLES, COHORT, ESTIMATES, EXTRACT_TABLES, MATCHES
from chart2paper.problems import Problem, Problems, raise_if_any

KEEP = "keep a copy of the whole results folder of each run (cp -r results results_2026)"
HOW = "say where the kept results of an earlier run are: snakemake changes --cores 1 --config previous=results_2026"
_CSV = {"cohort/cohort.csv": COHORT, "match/matches.csv": MATCHES, "model/estimates.csv": ESTIMATES}


def open_earlier(previous: str, now: Run) -> Run:
    """Return the earlier run in the folder `previous`; raise `Problems` when it cannot be compared with `now`."""
    if not previous:
        raise Problems([Problem("previous", "no earlier run is named", HOW)])
    if Path(previous).resolve() == now.folder.resolve():
        raise Problems([Problem(previous, "this is the present run, not an earlier one", HOW)])
    before = _read(previous)
    raise_if_any(_other_study(before, now))
    raise_if_any(_unusable_files(before))
    raise_if_any(_other_people(before, now))
    return before


def _read(previous: str) -> Run:
    if not Path(previous).is_dir():
        raise Problems([Problem(previous, "there is no such folder", HOW)])
    manifest = Path(previous, "manifest.json")
    if not manifest.is_file():
        what = "the folder has no manifest.json: it is not the results folder of a finished run"
        raise Problems([Problem(previous, what, KEEP)])
    try:
        return read_run(previous)
    except (OSError, ValueError, KeyError):
        raise Problems([Problem(str(manifest), "this is not the manifest of a run", KEEP)]) from None


def _other_study(before: Run, now: Run) -> Iterator[Problem]:
    if before.study["study"] != now.study["study"]:
        what = f"it is a run of the study {before.study['study']}, and this one is {now.study['study']}"
        yield Problem(str(before.folder), what, "name an earlier run of the same study")


def _unusable_files(before: Run) -> Iterator[Problem]:
    for inside in before.needed():
        path = before.path(inside)
        if before.name(inside) not in before.manifest["files"]:
            what = "the earlier version of the workflow did not make this file"
            yield Problem(
                str(path), what, "run the earlier export once with the present version, and keep that"
            )
        elif not path.is_file():
            yield Problem(str(path), "missing", KEEP)
        elif not before.is_as_made(inside):
            yield Problem(
                str(path), "edited: it is not what the earlier run made", "restore it from a backup"
            )
        else:
            yield from _missing_columns(path, inside)


def _missing_columns(path: Path, inside: str) -> Iterator[Problem]:
    table = _declared(inside)
    if table is None:
        return
    if path.suffix == ".parquet":
        present = pq.read_schema(path).names
    else:
        with path.open(encoding="utf-8") as file:
            present = file.readline().strip().split(",")
    for name in table.column_names:
        if name not in present:
            what = "the earlier version of the workflow did not have this column"
            todo = "run the earlier export once with the present version, and keep that"
            yield Problem(str(path), what, todo, column=name)


def _declared(inside: str) -> Table | None:
    folder, _, file = inside.partition("/")
    name = Path(file).stem
    if inside in SHARED:
        tables = {"extract": EXTRACT_TABLES, "clean": CLEAN_TABLES}.get(folder, {})
        return tables.get(name) if file.endswith(".parquet") else None
    return CANDIDATES if file.endswith(".parquet") else _CSV.get(file) if file in PER_ANALYSIS else None


def _other_people(before: Run, now: Run) -> Iterator[Problem]:
    """The linkage log is only ever appended to: what it was then must be how it begins now."""
    for path, entry in before.manifest["files"].items():
        if entry["rule"] != "link_persons":
            continue
        then = now.manifest["files"].get(path)
        if then is None or not Path(path).is_file() or not _begins_with(Path(path), entry):
            what = "the linkage log is not the one of the earlier run: P0042 may be somebody else now"
            yield Problem(path, what, "restore the linkage log of the earlier run and run the workflow again")


def _begins_with(path: Path, entry: dict[str, object]) -> bool:
    with path.open("rb") as file:
        start = file.read(int(str(entry["bytes"])))
    return hashlib.sha256(start).hexdigest() == entry["sha256"]
