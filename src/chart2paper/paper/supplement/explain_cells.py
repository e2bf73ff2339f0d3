"""Cells of the tables on what could explain the result away, each with the place that it comes from."""

from typing import Any

from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.supplement.cells import Cells
from chart2paper.status import OK, noted
from chart2paper.writing.material import Sheet
from chart2paper.writing.numbers import Kind
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.values import Values

# Columns of a table of results and how their numbers are written; None = as a p value.
Columns = dict[str, Kind | None]


def shown(
    values: Values, sheet: Sheet, place: int, row: dict[str, Any], identifier: str, columns: Columns
) -> list[str]:
    """Add the numbers of a row of results, and return what prints them."""
    return [
        values.show(cell) for cell in added(Cells(values, sheet, place, row, identifier), columns).values()
    ]


def added(cells: Cells, columns: Columns) -> dict[str, str]:
    """Add the numbers of a row, and return their ids by column."""
    return {
        column: cells.p(column) if kind is None else cells.number(column, kind)
        for column, kind in columns.items()
    }


def reasons(values: Values, sheet: Sheet | None, identifier: str) -> str:
    """Return why rows have no numbers, and what must be known of those that have, each once."""
    told: dict[str, str] = {}
    for place, row in sheet.rows() if sheet else ():
        status = str(row["status"])
        if sheet is not None and status != OK:
            note = noted(status) or why_not(status)
            text, cell = sentence_case(note), f"{identifier}.reason{place}"
            values.add(cell, None, text, file=sheet.file, row=place, column="status")
            told.setdefault(status, cell)
    return "".join(f" {values.show(identifier)}." for identifier in told.values())
