"""The tables that a reviewer opens, as one workbook: texts as texts, numbers as numbers, and what each column means.

A spreadsheet that opens a CSV works out a cell such as =1+1 and turns 5/10 into a date. In a workbook each cell says
of itself what it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from chart2paper.audit.pages_tables import MOST_ROWS, declared, source
from chart2paper.audit.run import Run
from chart2paper.audit.workbook_cells import write_row
from chart2paper.tables.contract import Column

FILE = "tables.xlsx"
# A sheet cannot have more than 1,048,576 rows; of a longer table than MOST_ROWS (as in the pages) the first are here,
# and the sheet of meanings says how many there are.
OF_THE_RUN = (
    *("clean/row_ledger", "clean/cleaning_summary", "clean/cleaning_log", "clean/quarantine"),
    *("data_quality/readings", "data_quality/unread", "data_quality/losses", "paper/checklists"),
)
OF_AN_ANALYSIS = (
    *("cohort/attrition", "cohort/cohort", "match/matches", "match/unmatched", "match/balance"),
    *("model/analysis_set", "model/estimates", "model/diagnostics", "model/harms", "model/subgroups"),
)
VALUES_COLUMNS = (
    Column("id", "text", "name of the value in the paper"),
    Column("text", "text", "as the paper prints it"),
    Column("value", "number", "the number, where it is one"),
    Column("file", "text", "file that it comes from"),
    Column("row", "integer", "row of that file, as a spreadsheet counts (header = 1)"),
    Column("column", "text", "column of that file"),
    Column("rule", "text", "how it was got from there"),
)
MEANINGS = ("sheet", "file", "one row is", "rows in the file", "rows here", "column", "meaning", "unit")
NOTICE = "Internal: single patients under study ids. This workbook must not leave the building."
WIDEST = 60


@dataclass(frozen=True)
class Part:
    """One sheet: its name, the file it shows, what a row of it is, how many rows that has, its columns and rows."""

    sheet: str
    file: str
    one_row_is: str
    total: int
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | None]]


def write(run: Run, folder: Path) -> None:
    """Write the workbook of a run to `folder`; the same run gives the same bytes."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    folder.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(folder / FILE), options) as book:
        book.set_properties({"title": f"Tables of the study {run.study['study']}", "created": _no_day()})
        meanings = book.add_worksheet("meanings")
        told: list[list[str]] = [[NOTICE], [], list(MEANINGS)]
        for part in parts(run):
            _write_sheet(book, part)
            told += _meanings(part)
        _write_meanings(book, meanings, told)


def parts(run: Run) -> Iterator[Part]:
    """Yield a part per table that is there: those of the run, then those of each analysis, then the paper's numbers."""
    primary = run.study["primary_analysis"]
    names = [primary, *(name for name in run.study["analyses"] if name != primary)]
    tables = [*OF_THE_RUN, *(f"{name}/{table}" for name in names for table in OF_AN_ANALYSIS)]
    with duckdb.connect() as connection:
        for number, inside in enumerate(tables, 2):
            path = f"{run.results}/{inside}.csv"
            if path in run.makers and Path(path).is_file():
                yield _of_file(connection, inside, path, number)
    rows = [_value_row(identifier, value) for identifier, value in sorted(run.values.items())]
    yield Part(
        "numbers of the paper",
        "paper/values.json",
        "one number or text of the paper",
        len(rows),
        VALUES_COLUMNS,
        rows,
    )


def sheet_name(inside: str, number: int) -> str:
    """Return the name of a sheet (at most 31 signs): table and analysis, its number where that is too long."""
    *folders, table = inside.split("/")
    name = f"{table} {folders[0]}" if len(folders) == 2 else table
    return name if len(name) <= 31 else f"{number} {name}"[:31].rstrip()


def _of_file(connection: duckdb.DuckDBPyConnection, inside: str, path: str, number: int) -> Part:
    found = connection.sql(f"SELECT * FROM {source(path)} LIMIT {MOST_ROWS}")
    names, rows = found.columns, found.fetchall()
    total = connection.sql(f"SELECT count(*) FROM {source(path)}").fetchall()[0][0]
    table = declared(f"{inside}.csv")
    known = {column.name: column for column in table.columns} if table else {}
    columns = [known.get(name, Column(name, "text", "")) for name in names]
    return Part(
        sheet_name(inside, number),
        f"{inside}.csv",
        table.one_row_is if table else "",
        int(total),
        columns,
        rows,
    )


def _value_row(identifier: str, value: dict[str, Any]) -> list[str | None]:
    cells = (value["text"], value["value"], value["file"], value["row"], value["column"], value["rule"])
    return [identifier, *(None if cell is None else str(cell) for cell in cells)]


def _write_sheet(book: Any, part: Part) -> None:
    sheet = book.add_worksheet(part.sheet)
    text, bold = _formats(book)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    names = [column.name for column in part.columns]
    for place, name in enumerate(names):
        longest = max([len(name), *(len(row[place] or "") for row in part.rows[:200])])
        sheet.set_column(place, place, min(longest + 2, WIDEST), text)
    write_row(sheet, 0, names, [False] * len(names), bold)
    numbers = [column.type in ("integer", "number") for column in part.columns]
    for place, row in enumerate(part.rows, 1):
        write_row(sheet, place, row, numbers)


def _formats(book: Any) -> tuple[Any, Any]:
    """Return the format of texts (also of what somebody types there later), and that of headings."""
    return book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})


def _meanings(part: Part) -> list[list[str]]:
    about = [part.sheet, part.file, part.one_row_is, f"{part.total:,}", f"{len(part.rows):,}"]
    return [[*about, column.name, column.meaning, column.unit] for column in part.columns]


def _write_meanings(book: Any, sheet: Any, rows: Sequence[Sequence[str]]) -> None:
    text, bold = _formats(book)
    for place, width in enumerate((30, 34, 30, 15, 10, 28, WIDEST, 10)):
        sheet.set_column(place, place, width, text)
    for place, row in enumerate(rows):
        write_row(sheet, place, row, [False] * len(row), bold if place < 3 else None)


def _no_day() -> datetime:
    """Return the day that stands for none: the time of making would make every run's file another one."""
    return datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
