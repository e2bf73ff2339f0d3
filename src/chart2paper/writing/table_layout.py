"""Column widths of tables, from what stands in the cells."""

import json
from collections.abc import Iterable
from typing import Any

from chart2paper.writing.engines.pandoc_ast import Node, get, plain_text

LINE = 112.0  # characters of table type that fit the text width
LONGEST_CELL, LONGEST_WORD = 90, 26  # more than this asks for no more room: it wraps, or breaks
COMFORTABLE_CELL = 25.0
GUTTER = 3.0


def column_widths(table: Node) -> list[float]:
    """Return each column's share of the text width (they add up to 1).

    `tbl-colwidths="[30,70]"` on the caption decides. Without it, columns are sized as browsers do (CSS 2.1,
    17.5.2.2, automatic layout): each gets the room of its longest word, and what is left is shared by how
    much more each would need to stay on one line.
    """
    given = get(table["c"][0], "tbl-colwidths")
    if given:
        shares = [float(share) for share in json.loads(given)]
        return [share / sum(shares) for share in shares]
    least, most = _least_and_most(table)
    spare, wanted = max(LINE - sum(least), 0.0), sum(most) - sum(least)
    share = spare / wanted if wanted > spare else 1.0
    widths = [low + share * (high - low) for low, high in zip(least, most, strict=True)]
    return [width / sum(widths) for width in widths]


def comfortable_width(table: Node) -> int:
    """Return the characters a table needs to be read without every cell being a column of single words."""
    least, most = _least_and_most(table)
    return round(sum(max(low, min(high, COMFORTABLE_CELL)) for low, high in zip(least, most, strict=True)))


def _least_and_most(table: Node) -> tuple[list[float], list[float]]:
    """Return what each column needs for its longest word, and to have no cell wrap, in characters."""
    columns = list(zip(*_cell_texts(table), strict=True))
    least = [min(_longest(" ".join(column).split()), LONGEST_WORD) + GUTTER for column in columns]
    longest = [min(_longest(column), LONGEST_CELL) + GUTTER for column in columns]
    return least, [max(pair) for pair in zip(least, longest, strict=True)]


def _longest(texts: Iterable[str]) -> int:
    return max((len(text) for text in texts), default=1)


def set_widths(table: Node, widths: list[float]) -> None:
    """Write relative column widths into a table, in place."""
    for i, (_, width) in enumerate(table["c"][2]):
        width.clear()
        width.update({"t": "ColWidth", "c": widths[i]})


def span_group_rows(table: Node) -> None:
    """Let a row that only heads a group (bold first cell, the others empty) run over all columns, in place."""
    for body in table["c"][4]:
        for row in body[3]:
            cells = row[1]
            bold = (
                [node["t"] for block in cells[0][4] for node in block["c"]] == ["Strong"] if cells else False
            )
            if bold and len(cells) > 1 and not plain_text([cell[4] for cell in cells[1:]]).strip():
                cells[0][3] = len(cells)
                del cells[1:]


def _cell_texts(table: Node) -> list[list[str]]:
    """Return the words of every simple row (cells that span columns say nothing about one column)."""
    columns = len(table["c"][2])
    texts = [[plain_text(cell[4]) for cell in row[1]] for row in rows(table)]
    return [row for row in texts if len(row) == columns] or [[""] * columns]


def rows(table: Node) -> list[Any]:
    """Return all rows of a table: head, bodies and foot."""
    head, bodies, foot = table["c"][3:6]
    return [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]
