"""Cells of the tables on what could explain the result away, each with the place that it comes from."""

from typing import Any

from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.material import Sheet
from chart2paper.paper.numbers import Kind, is_missing, number, p_value
from chart2paper.paper.values import Values

DASH = "–"
# Columns of a table of results: name and how its numbers are written; "p" = as a p value.
Columns = dict[str, Kind | str]


def cells(
    values: Values, sheet: Sheet, place: int, row: dict[str, Any], id: str, columns: Columns
) -> list[str]:
    """Add the numbers of a row of results, and return what prints them."""
    return [
        values.show(_cell(values, sheet, place, row, f"{id}.{column}", column, kind))
        for column, kind in columns.items()
    ]


def _cell(
    values: Values, sheet: Sheet, place: int, row: dict[str, Any], id: str, column: str, kind: Any
) -> str:
    """Add a number of a table of results; a missing one is a dash."""
    found = None if is_missing(row[column]) else float(row[column])
    text = DASH if found is None else p_value(found) if kind == "p" else number(found, kind)
    return values.add(id, found, text, file=sheet.file, row=place, column=column)


def reasons(values: Values, sheet: Sheet | None, id: str) -> str:
    """Return why rows have no numbers, each reason once."""
    reasons: dict[str, str] = {}
    for place, row in sheet.rows() if sheet else ():
        status = str(row["status"])
        if sheet is not None and status != "ok":
            shown = values.add(
                f"{id}.reason{place}", None, why_not(status), file=sheet.file, row=place, column="status"
            )
            reasons.setdefault(status, values.show(shown))
    return "".join(f" {reason[:1].upper()}{reason[1:]}." for reason in reasons.values())
