"""What each stage did, as small tables: counted from the files it left, never from what it should have left.

A section is `{title, note, head, rows}`; a cell is a text, or `{"to": [view, argument, query], "text": text}`.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from chart2paper.audit.pages_tables import source
from chart2paper.audit.run import Run
from chart2paper.audit.value_sources import PROTOCOL, numbers_by_file
from chart2paper.clean.rule_book import SECTIONS as RULE_BOOK

Section = dict[str, Any]


def _ask(question: str) -> list[list[str]]:
    """Return the answer of an SQL question as texts; nothing becomes an empty text."""
    with duckdb.connect() as connection:
        found = connection.execute(question).fetchall()
    return [["" if cell is None else str(cell) for cell in row] for row in found]


def _section(title: str, note: str, head: list[str], rows: list[list[Any]]) -> Section:
    return {"title": title, "note": note, "head": head, "rows": rows}


def _link(view: str, argument: str, text: str) -> dict[str, Any]:
    return {"to": [view, argument, {}], "text": text}


def _rows(file: str, text: str, **cells: str) -> dict[str, Any]:
    """Return a link to the rows of a table that hold exactly these texts in these columns."""
    return {"to": ["table", file, {f"is.{column}": cell for column, cell in cells.items()}], "text": text}


def _extract(run: Run) -> list[Section]:
    return [_row_ledger(run, "extract"), _set_aside(run, "extract")]


def _clean(run: Run) -> list[Section]:
    return [_row_ledger(run, "clean"), _changes(run), _set_aside(run, "clean")]


def _row_ledger(run: Run, stage: str) -> Section:
    file = f"{run.results}/{stage}/row_ledger.csv"
    rows = _ask(f"""
        SELECT source_file, "table", rows_read, rows_kept, rows_quarantined,
          if(rows_read::BIGINT = rows_kept::BIGINT + rows_quarantined::BIGINT, 'yes', 'NO') AS accounted
        FROM {source(file)} WHERE stage = '{stage}' ORDER BY source_file, "table" """)
    note = "Rows read = rows kept + rows set aside, for every file."
    head = ["file of the export", "table", "rows read", "rows kept", "rows set aside", "accounted for"]
    return _section("Rows accounted for", note, head, rows)


def _set_aside(run: Run, stage: str) -> Section:
    file = f"{run.results}/{stage}/quarantine.csv"
    rows = _ask(f"""
        SELECT "table", reason, count(*), first(source_file || ', row ' || source_row ORDER BY place),
          first("column" ORDER BY place), first(raw_value ORDER BY place)
        FROM (SELECT *, row_number() OVER () AS place FROM {source(file)} WHERE stage = '{stage}')
        GROUP BY "table", reason ORDER BY "table", count(*) DESC, reason""")
    linked = [
        [table, reason, _rows(file, count, stage=stage, table=table, reason=reason), *first]
        for table, reason, count, *first in rows
    ]
    note = "No row is lost: what could not be used is kept with its reason. The count leads to the rows."
    head = ["table", "reason", "rows", "first of them", "column", "what it said"]
    return _section("Rows set aside, and why", note, head, linked)


def _changes(run: Run) -> Section:
    log = f"{run.results}/clean/cleaning_log.csv"
    rows = _ask(f"""SELECT "table", "column", rule, count, example_raw, example_new
        FROM {source(f"{run.results}/clean/cleaning_summary.csv")}""")
    book = {entry.name: entry.what for entries, _ in RULE_BOOK.values() for entry in entries}
    linked = [
        [
            table,
            column,
            rule,
            book.get(rule, ""),
            _rows(log, n, table=table, column=column, rule=rule),
            raw,
            new,
        ]
        for table, column, rule, n, raw, new in rows
    ]
    note = (
        "Every change is in the cleaning log with the value before and after. The count leads to the changes."
    )
    head = ["table", "column", "rule", "what the rule does", "changes", "example: before", "after"]
    return _section("Rules applied", note, head, linked)


def _cohort(run: Run) -> list[Section]:
    return [_attrition(run, name) for name in _analyses(run, "cohort/attrition.csv")]


def _analyses(run: Run, file: str) -> list[str]:
    """Return the analyses that left a file, the primary one first."""
    names = sorted(run.study["analyses"], key=lambda name: name != run.study["primary_analysis"])
    return [name for name in names if Path(run.results, name, file).is_file()]


def _title(run: Run, name: str) -> str:
    return str(run.study["analyses"][name]["title"])


def _attrition(run: Run, name: str) -> Section:
    people = f"{run.results}/{name}/cohort/cohort.csv"
    rows = _ask(f"""SELECT step, reason, exposed, comparator, remaining
        FROM {source(f"{run.results}/{name}/cohort/attrition.csv")} ORDER BY step::BIGINT""")
    linked = [
        [step, reason if step == "0" else _rows(people, reason, excluded_because=reason), *counts]
        for step, reason, *counts in rows
    ]
    [[total, out, inside]] = (
        _ask(f"""SELECT count(*), count(excluded_because), count(*) - count(excluded_because)
        FROM {source(people)}""")
    )
    note = (
        f"{total} people in the records = {out} left out + {inside} eligible. A reason leads to the people."
    )
    head = ["step", "left out because", "exposed", "comparators", "remaining"]
    return _section(f"People accounted for: {_title(run, name)}", note, head, linked)


def _match(run: Run) -> list[Section]:
    return [_matched(run, name) for name in _analyses(run, "match/matches.csv")]


def _matched(run: Run, name: str) -> Section:
    place = f"{run.results}/{name}"
    cohort, matches = source(f"{place}/cohort/cohort.csv"), f"{place}/match/matches.csv"
    rows = _ask(f"""
        WITH matched AS (SELECT DISTINCT person_id, role FROM {source(matches)}),
          eligible AS (SELECT person_id, role FROM {cohort} WHERE excluded_because IS NULL)
        SELECT role, (SELECT count(*) FROM eligible e WHERE e.role = r.role),
          (SELECT count(*) FROM matched m WHERE m.role = r.role),
          (SELECT count(*) FROM eligible e ANTI JOIN matched m USING (person_id, role) WHERE e.role = r.role),
          (SELECT count(*) FROM matched m ANTI JOIN eligible e USING (person_id, role) WHERE m.role = r.role)
        FROM (VALUES ('exposed'), ('comparator')) r(role) ORDER BY role DESC""")
    [[sets]] = _ask(f"SELECT count(DISTINCT set_id) FROM {source(matches)}")
    note = (
        f"{sets} matched sets. The last column counts people who serve in a set with another role than the cohort "
        f"lists them under: comparators who were exposed later. The exposed without a match are listed with the "
        f"reason in {place}/match/unmatched.csv."
    )
    head = ["role", "eligible", "in a matched set", "eligible, but in none", "in one with another role"]
    linked = [[role, total, _rows(matches, used, role=role), *others] for role, total, used, *others in rows]
    return _section(f"Who was compared: {_title(run, name)}", note, head, linked)


def _model(run: Run) -> list[Section]:
    outcomes = [_outcomes(run, name) for name in _analyses(run, "model/analysis_set.csv")]
    return [*outcomes, *(_diagnostics(run, name) for name in _analyses(run, "model/diagnostics.csv"))]


def _outcomes(run: Run, name: str) -> Section:
    file = f"{run.results}/{name}/model/analysis_set.csv"
    rows = _ask(f"""
        SELECT role, coalesce(outcome_missing_because, '') AS reason, count(*)
        FROM {source(file)} GROUP BY ALL ORDER BY role DESC, reason""")
    linked = [
        [role, reason or "outcome measured", _rows(file, count, role=role, outcome_missing_because=reason)]
        for role, reason, count in rows
    ]
    note = "Everyone in a matched set, by whether their outcome was measured. A count leads to the people."
    return _section(f"People accounted for: {_title(run, name)}", note, ["role", "outcome", "people"], linked)


def _diagnostics(run: Run, name: str) -> Section:
    file = f"{run.results}/{name}/model/diagnostics.csv"
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM {source(file)}")
        head = [column[0] for column in found.description]
        rows = [["" if cell is None else cell for cell in row] for row in found.fetchall()]
    return _section(
        f"Checks of the design: {_title(run, name)}", "Judged before any outcome rule.", head, rows
    )


def _figures(run: Run) -> list[Section]:
    files = [path for path in run.makers if path.endswith(".png") and "/figures/" in path]
    shown = sorted(path for path in files if not (run.inside(path) or "").startswith("paper/"))
    rows = [[_link("file", path, run.inside(path) or path), _plotted(path)] for path in shown]
    note = "Each figure is drawn from a table that holds exactly the plotted numbers."
    return [_section("The figures", note, ["figure", "its numbers"], rows)]


def _plotted(path: str) -> Any:
    table = path.removesuffix(".png") + ".csv"
    return _link("table", table, Path(table).name)


def _paper(run: Run) -> list[Section]:
    counts = {file: len(ids) for file, ids in numbers_by_file(run).items()}
    made = counts.pop("", 0)
    rows = [
        [_file(run, file), str(count)]
        for file, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]
    note = (
        f"{len(run.values)} numbers and sentences, each with its source. {made} of them are put together from others; "
        f"{len(run.places)} are shown in the paper."
    )
    return [_section("Where the numbers come from", note, ["file", "numbers"], rows)]


def _file(run: Run, file: str) -> Any:
    if file == PROTOCOL:
        return _link("protocol", "", file)
    return _link("file", file, file) if file in run.fingerprints else file


SECTIONS: dict[str, Callable[[Run], list[Section]]] = {
    "extract": _extract,
    "clean": _clean,
    "cohort": _cohort,
    "match": _match,
    "model": _model,
    "figures": _figures,
    "paper": _paper,
}
