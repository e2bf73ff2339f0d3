"""Tables as plain text for a terminal: no wider than a page, every cell whole."""

import textwrap
from collections.abc import Sequence

from chart2paper.terminal import printable

WIDTH = 96
NARROWEST = 8
GAP = "  "


def table_lines(rows: Sequence[dict[str, str | None]], width: int = WIDTH) -> list[str]:
    """Return rows (texts by column) as lines under a header; empty columns are left out, long cells wrapped."""
    cells = [{name: printable(text) for name, text in row.items()} for row in rows]
    names = [name for name in (cells[0] if cells else {}) if any(row[name] for row in cells)]
    if not names:
        return []
    widths = _widths([max(len(row[name]) for row in [*cells, {name: name}]) for name in names], width)
    lines = [*_wrapped(names, widths), GAP.join("-" * size for size in widths)]
    for row in cells:
        lines += _wrapped([row[name] for name in names], widths)
    return lines


def _widths(wanted: list[int], width: int) -> list[int]:
    """Return the widths of the columns: the widest give way until the table fits."""
    widths = list(wanted)
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths


def _wrapped(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    parts = [
        textwrap.wrap(cell, size, break_on_hyphens=False) or [""]
        for cell, size in zip(cells, widths, strict=True)
    ]
    height = max(map(len, parts))
    filled = [part + [""] * (height - len(part)) for part in parts]
    return [
        GAP.join(cell.ljust(size) for cell, size in zip(line, widths, strict=True)).rstrip()
        for line in zip(*filled, strict=True)
    ]
