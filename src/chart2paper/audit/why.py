"""`chart2paper why P0042`: one person's whole way through the study, told in a terminal."""

import argparse
import re
from pathlib import Path

import duckdb

from chart2paper.audit.pages_tables import source
from chart2paper.audit.person_rows import parts_of, people_known, rows_of_one
from chart2paper.audit.run import Run, read_run
from chart2paper.audit.why_text import Rows, person_lines
from chart2paper.extract.linkage_log import ID_PATTERN
from chart2paper.problems import Problem, Problems, did_you_mean
from chart2paper.protocol.load import load_study
from chart2paper.terminal import print_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the person and the study file."""
    parser.add_argument("person", help="study id, such as P0042 (never a record number)")
    parser.add_argument("--configfile", default="config.yaml", help="study file (default: config.yaml)")


def run(arguments: argparse.Namespace) -> None:
    """Print a person's way; raise `Problems` where there is no run or nobody with this id."""
    finished = read_run(load_study(arguments.configfile).results_dir)
    with duckdb.connect() as connection:
        person = the_person(connection, finished, arguments.person)
        print_lines(person_lines(finished, person, rows_of(connection, finished, person)))


def the_person(connection: duckdb.DuckDBPyConnection, run: Run, asked: str) -> str:
    """Return the study id that was asked for; `Problems` when the run has no row of such a person.

    What does not look like a study id is not repeated: it may be a record number.
    """
    person = asked.strip().upper()
    if not re.fullmatch(ID_PATTERN, person):
        raise Problems([Problem("chart2paper why", "this is not a study id", "use one such as P0042")])
    known = people_known(connection, run)
    if person in known:
        return person
    if _was_in_an_earlier_export(connection, run, person):
        what = f"{person} was in an earlier export, but this run has no row of theirs"
        raise Problems([Problem(run.results, what, "look at the results of the run that had them")])
    what = f"there is no person {person}.{did_you_mean(person, known)}"
    raise Problems([Problem(run.results, what, "look up study ids on the search page of the audit pages")])


def _was_in_an_earlier_export(connection: duckdb.DuckDBPyConnection, run: Run, person: str) -> bool:
    """Return whether the linkage log knows the id. Nothing but the ids is read from it."""
    logs = [path for path, job in run.makers.items() if job == "link_persons" and Path(path).is_file()]
    asked = [f"SELECT person_id FROM {source(path)} WHERE person_id = $id" for path in logs]
    return any(connection.execute(sql, {"id": person}).fetchall() for sql in asked)


def rows_of(connection: duckdb.DuckDBPyConnection, run: Run, person: str) -> Rows:
    """Return a person's rows of every part, by the part's name."""
    return {part.name: (part.file, rows_of_one(connection, part, person)) for part in parts_of(run)}
