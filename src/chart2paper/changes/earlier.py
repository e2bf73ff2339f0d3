"""The earlier run: can it be compared with?"""

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from chart2paper.changes.named import HOW, KEEP, manifest_in
from chart2paper.changes.run import PER_ANALYSIS, SHARED, Run, read_run
from chart2paper.jobs.prints import Prints
from chart2paper.problems import Problem, Problems, raise_if_any
from chart2paper.tables.clean import CLEAN_TABLES, PERSON
from chart2paper.tables.cohort import CANDIDATES, COHORT
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.match import MATCHES
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import read_table

# Of the people in both runs at least this share must have the same birth date, where it is known.
LEAST_AGREEMENT = 0.5
_CSV = {"cohort/cohort.csv": COHORT, "match/matches.csv": MATCHES, "model/estimates.csv": ESTIMATES}


def open_earlier(previous: str, now: Run, prints: Prints) -> Run:
    """Return the earlier run in the folder `previous`; raise `Problems` when it cannot be compared with `now`."""
    if not previous:
        raise Problems([Problem("previous", "no earlier run is named", HOW)])
    if Path(previous).resolve() == now.folder.resolve():
        raise Problems([Problem(previous, "this is the present run, not an earlier one", HOW)])
    before = _read(previous, str(now.folder))
    raise_if_any([*_other_study(before, now), *_other_key(before, now)])
    raise_if_any(_unusable_files(before, prints))
    raise_if_any(_other_people(before, now))
    return before


def _read(previous: str, present: str) -> Run:
    manifest = manifest_in(previous, present)
    try:
        return read_run(previous)
    except (OSError, ValueError, KeyError):
        raise Problems([Problem(str(manifest), "this is not the manifest of a run", KEEP)]) from None


def _other_study(before: Run, now: Run) -> Iterator[Problem]:
    if before.study["study"] != now.study["study"]:
        what = f"it is a run of the study {before.study['study']}, and this one is {now.study['study']}"
        yield Problem(str(before.folder), what, "name an earlier run of the same study")


def _other_key(before: Run, now: Run) -> Iterator[Problem]:
    if before.key_id not in (None, now.key_id):
        what = (
            "its fingerprints were made with another key, so that nobody can see whether it is as it was made"
        )
        todo = "restore data/linkage as it was then from a backup, and run again (docs/privacy.md)"
        yield Problem(str(before.folder), what, todo)


def _unusable_files(before: Run, prints: Prints) -> Iterator[Problem]:
    for inside in before.needed():
        path = before.path(inside)
        if before.name(inside) not in before.manifest["files"]:
            what = "the earlier version of the workflow did not make this file"
            yield Problem(
                str(path), what, "run the earlier export once with the present version, and keep that"
            )
        elif not path.is_file():
            yield Problem(str(path), "missing", KEEP)
        elif not before.is_as_made(inside, prints):
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
    """With a linkage log begun anew a study id means somebody else, which shows in the birth dates.

    Birth dates are corrected for few people; those of two different people hardly ever agree.
    """
    columns = ["person_id", "birth_date"]
    born = [read_table(PERSON, run.path("clean/person.parquet"), columns).dropna() for run in (before, now)]
    both = born[0].merge(born[1], on="person_id", suffixes=("_then", "_now"))
    agree = both["birth_date_then"].eq(both["birth_date_now"])
    if len(both) and float(agree.mean()) < LEAST_AGREEMENT:
        what = "most study ids of both runs have another birth date now: P0042 may be somebody else"
        yield Problem(str(before.folder), what, "restore the linkage log of the earlier run, and run again")
