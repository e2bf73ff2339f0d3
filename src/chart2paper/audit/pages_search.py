"""What the search looks through: numbers, files, rules, choices and people, each as short texts."""

from pathlib import Path

import duckdb

from chart2paper.audit.pages_files import job_item
from chart2paper.audit.pages_pieces import write_keyed, write_list
from chart2paper.audit.pages_tables import declared, source
from chart2paper.audit.run import Run
from chart2paper.audit.value_sources import ranked

# Of the sentence or table row a number stands in, the search keeps so many characters.
PLACE_LENGTH = 220
COPIES = "paper/generated/"


def write(run: Run, folder: Path) -> None:
    """Write the lists `search/number`, `search/file`, `search/rule` and the items of kind `search/person`."""
    write_list(folder, "search/number", numbers(run))
    write_list(folder, "search/file", files(run))
    write_list(folder, "search/rule", rules(run))
    write_keyed(folder, "search/person", people(run))


def numbers(run: Run) -> list[list[str]]:
    """Return id, text and the first sentence or table row of each number, the likeliest first."""
    return [
        [identifier, run.values[identifier]["text"], _first_position(run, identifier)]
        for identifier in ranked(run)
    ]


def _first_position(run: Run, identifier: str) -> str:
    places = run.places.get(identifier, [])
    return places[0]["text"][:PLACE_LENGTH] if places else ""


def files(run: Run) -> list[list[str]]:
    """Return path and content of each file that is data; the paper's own copies come last."""
    paths = [path for path in run.fingerprints if not path.endswith(".py")]
    ordered = sorted(paths, key=lambda path: (COPIES in path, path))
    return [[path, _content(run, path)] for path in ordered]


def _content(run: Run, path: str) -> str:
    inside = run.inside(path)
    table = declared(inside) if inside and path.endswith((".csv", ".parquet")) else None
    return f"one row is {table.one_row_is}" if table else ""


def rules(run: Run) -> list[list[str]]:
    """Return key, what it does and script of each job."""
    items = {key: job_item(run, key) for key in sorted(run.jobs)}
    return [[key, item["does"], item["script"]] for key, item in items.items()]


def people(run: Run) -> dict[str, str]:
    """Return for each person in the records their part in the primary analysis, or why they have none."""
    cohort = f"{run.results}/{run.study['primary_analysis']}/cohort/cohort.csv"
    what = "coalesce(role, 'no role') || coalesce(': left out, ' || excluded_because, '')"
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT person_id, {what} FROM {source(cohort)}").fetchall()
    return dict(found)
