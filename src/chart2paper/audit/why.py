"""`chart2paper why P0042`: one person's whole way through the study, told in a terminal."""

import argparse
import re
from pathlib import Path

import duckdb

from chart2paper.audit.pages_tables import source
from chart2paper.audit.person_rows import parts_of, people_known, rows_of_one
from chart2paper.audit.run import Run, read_run
from chart2paper.audit.why_text import Rows, told
from chart2paper.extract.linkage import ID_PATTERN
from chart2paper.mapping import load_mapping
from chart2paper.problems import Problem, Problems, did_you_mean
from chart2paper.protocol.load import load_study


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the person and the study file."""
    parser.add_argument("person", help="study id, such as P0042 (never a record number)")
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")


def run(arguments: argparse.Namespace) -> None:
    """Print a person's way; raise `Problems` where there is no run or nobody with this id."""
    study = load_study(arguments.configfile)
    finished = read_run(study.results_dir)
    linkage = Path("data/linkage", f"{load_mapping(study.clinic.mapping).clinic}.csv")
    with duckdb.connect() as connection:
        person = the_person(connection, finished, arguments.person, linkage)
        print("\n".join(told(finished, person, rows_of(connection, finished, person))))


def the_person(connection: duckdb.DuckDBPyConnection, run: Run, asked: str, linkage: Path) -> str:
    """Return the study id that was asked for; `Problems` when the run has no row of such a person.

    What does not look like a study id is not repeated: it may be a record number.
    """
    person = asked.strip().upper()
    if not re.fullmatch(ID_PATTERN, person):
        raise Problems([Problem("chart2paper why", "this is not a study id", "use one such as P0042")])
    known = people_known(connection, run)
    if person in known:
        return person
    if linkage.is_file() and _is_linked(connection, linkage, person):
        what = f"{person} was in an earlier export, but this run has no row of theirs"
        raise Problems([Problem(run.results, what, "look at the results of the run that had them")])
    what = f"there is no person {person}.{did_you_mean(person, known)}"
    raise Problems([Problem(run.results, what, "look up study ids on the search page of the audit pages")])


def _is_linked(connection: duckdb.DuckDBPyConnection, linkage: Path, person: str) -> bool:
    asked = f"SELECT count(*) FROM {source(str(linkage))} WHERE person_id = $id"
    return bool(connection.execute(asked, {"id": person}).fetchall()[0][0])


def rows_of(connection: duckdb.DuckDBPyConnection, run: Run, person: str) -> Rows:
    """Return a person's rows of every part, by the part's name."""
    return {part.name: (part.file, rows_of_one(connection, part, person)) for part in parts_of(run)}
