"""The parts of what a stage page shows.

A section is `{title, note, head, rows}`; a cell is a text, or `{"to": [view, argument, query], "text": text}`.
"""

from typing import Any

import duckdb

Section = dict[str, Any]


def query(question: str) -> list[list[str]]:
    """Return the answer of an SQL question as texts; nothing becomes an empty text."""
    with duckdb.connect() as connection:
        found = connection.execute(question).fetchall()
    return [["" if cell is None else str(cell) for cell in row] for row in found]


def section(title: str, note: str, head: list[str], rows: list[list[Any]]) -> Section:
    """Return a section: its title, a note, the column names and the rows of cells."""
    return {"title": title, "note": note, "head": head, "rows": rows}


def link(view: str, argument: str, text: str) -> dict[str, Any]:
    """Return a cell that leads to a page."""
    return {"to": [view, argument, {}], "text": text}


def rows_link(file: str, text: str, **cells: str) -> dict[str, Any]:
    """Return a link to the rows of a table that hold exactly these texts in these columns."""
    return {"to": ["table", file, {f"is.{column}": cell for column, cell in cells.items()}], "text": text}
