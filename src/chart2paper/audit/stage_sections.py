"""What each stage did, as small tables: counted from the files it left, never from what it should have left."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from chart2paper.audit.pages_tables import source
from chart2paper.audit.run import Run
from chart2paper.audit.section_parts import Section, link, query, rows_link, section
from chart2paper.audit.stage_people import cohort_sections, match_sections, model_sections
from chart2paper.audit.value_sources import numbers_by_file
from chart2paper.clean.rule_book import SECTIONS as RULE_BOOK
from chart2paper.writing.values import PROTOCOL


def _extract(run: Run) -> list[Section]:
    return [_row_ledger(run, "extract"), _set_aside(run, "extract")]


def _clean(run: Run) -> list[Section]:
    return [_row_ledger(run, "clean"), _changes(run), _set_aside(run, "clean")]


def _row_ledger(run: Run, stage: str) -> Section:
    file = f"{run.results}/{stage}/row_ledger.csv"
    rows = query(f"""
        SELECT source_file, "table", rows_read, rows_kept, rows_quarantined,
          if(rows_read::BIGINT = rows_kept::BIGINT + rows_quarantined::BIGINT, 'yes', 'NO') AS accounted
        FROM {source(file)} WHERE stage = '{stage}' ORDER BY source_file, "table" """)
    note = "Rows read = rows kept + rows set aside, for every file."
    head = ["file of the export", "table", "rows read", "rows kept", "rows set aside", "accounted for"]
    return section("Rows accounted for", note, head, rows)


def _set_aside(run: Run, stage: str) -> Section:
    file = f"{run.results}/{stage}/quarantine.csv"
    rows = query(f"""
        SELECT "table", reason, count(*), first(source_file || ', row ' || source_row ORDER BY place),
          first("column" ORDER BY place), first(raw_value ORDER BY place)
        FROM (SELECT *, row_number() OVER () AS place FROM {source(file)} WHERE stage = '{stage}')
        GROUP BY "table", reason ORDER BY "table", count(*) DESC, reason""")
    linked = [
        [table, reason, rows_link(file, count, stage=stage, table=table, reason=reason), *first]
        for table, reason, count, *first in rows
    ]
    note = "No row is lost: what could not be used is kept with its reason. The count leads to the rows."
    head = ["table", "reason", "rows", "first of them", "column", "what it said"]
    return section("Rows set aside, and why", note, head, linked)


def _changes(run: Run) -> Section:
    log = f"{run.results}/clean/cleaning_log.csv"
    rows = query(f"""SELECT "table", "column", rule, count, example_raw, example_new
        FROM {source(f"{run.results}/clean/cleaning_summary.csv")}""")
    book = {entry.name: entry.what for entries, _ in RULE_BOOK.values() for entry in entries}
    linked = [
        [
            table,
            column,
            rule,
            book.get(rule, ""),
            rows_link(log, n, table=table, column=column, rule=rule),
            raw,
            new,
        ]
        for table, column, rule, n, raw, new in rows
    ]
    note = (
        "Every change is in the cleaning log with the value before and after. The count leads to the changes."
    )
    head = ["table", "column", "rule", "what the rule does", "changes", "example: before", "after"]
    return section("Rules applied", note, head, linked)


def _figures(run: Run) -> list[Section]:
    files = [path for path in run.makers if path.endswith(".png") and "/figures/" in path]
    shown = sorted(path for path in files if not (run.inside(path) or "").startswith("paper/"))
    rows = [[link("file", path, run.inside(path) or path), _plotted(path)] for path in shown]
    note = "Each figure is drawn from a table that holds exactly the plotted numbers."
    return [section("The figures", note, ["figure", "its numbers"], rows)]


def _plotted(path: str) -> Any:
    table = path.removesuffix(".png") + ".csv"
    return link("table", table, Path(table).name)


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
    return [section("Where the numbers come from", note, ["file", "numbers"], rows)]


def _file(run: Run, file: str) -> Any:
    if file == PROTOCOL:
        return link("protocol", "", file)
    return link("file", file, file) if file in run.fingerprints else file


SECTIONS: dict[str, Callable[[Run], list[Section]]] = {
    "extract": _extract,
    "clean": _clean,
    "cohort": cohort_sections,
    "match": match_sections,
    "model": model_sections,
    "figures": _figures,
    "paper": _paper,
}
