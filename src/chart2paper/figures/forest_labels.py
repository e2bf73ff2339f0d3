"""The words beside the lines of a forest plot: how they are broken, how high each line is, and where they stand."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.figures.forest_words import DRAWN
from chart2paper.figures.lettering import wrap
from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import ARMS, GREY, LEADING, MARGIN, SMALL, TEXT_WIDTH, Page
from chart2paper.writing.values import Values

LABELS, NUMBERS = 196.0, 112.0  # widths of the columns left and right of the plot
PLOT = TEXT_WIDTH - 2 * MARGIN - LABELS - NUMBERS
LINE, INDENT, GAP = SMALL * LEADING, 10.0, 2.4
# The markers of this study's results; all others are of published ones.
OURS = ("estimate", "subgroup", *ARMS)


@dataclass(frozen=True)
class Line:
    """A line of a panel: the row of the frame it shows (none for a heading), its texts and its height."""

    row: Any
    label: list[str]
    detail: list[str]
    words: list[str]
    height: float


def lines_of(rows: pd.DataFrame, words: Values) -> list[Line]:
    """Return a panel's lines: a heading per analysis (or published), and its rows indented below."""
    lines: list[Line] = []
    last = None
    for row in rows_of(rows):
        if row.heading != last:
            label = wrap(row.heading, TEXT_WIDTH - 2 * MARGIN, SMALL, bold=True)
            lines.append(Line(None, label, [], [], len(label) * LINE + GAP))
            last = row.heading
        lines.append(_line(row, words))
    return lines


def height_of(lines: list[Line]) -> float:
    """Return the height of a panel's lines in points."""
    return sum(line.height for line in lines)


def _line(row: Any, words: Values) -> Line:
    """Return one row's line: our numbers of people follow the label, published details stand below it."""
    room = LABELS - INDENT - 6
    ours = row.marker in OURS
    label = words.words(f"{DRAWN}#listed", label=row.label, words=row.detail) if ours else row.label
    labels = wrap(label, room, SMALL)
    detail = [] if ours else wrap(row.detail, room, SMALL)
    drawn = pd.notna(row.estimate)
    texts = wrap(row.words, NUMBERS if drawn else PLOT + NUMBERS - 8, SMALL)
    height = max(len(labels) + len(detail), len(texts)) * LINE + GAP
    return Line(row, labels, detail, texts, height)


def write_lines(page: Page, top: float, lines: list[Line]) -> np.ndarray:
    """Write labels and numbers; return the middle of each row (headings left out)."""
    middles, y = [], top
    for line in lines:
        if line.row is None:
            page.lines(MARGIN, y + GAP / 2, line.label, SMALL, weight="bold", color=GREY)
        else:
            below = page.lines(MARGIN + INDENT, y + GAP / 2, line.label, SMALL)
            page.lines(MARGIN + INDENT, below, line.detail, SMALL, color=GREY)
            middles.append(y + GAP / 2 + LINE / 2)
            _write_numbers(page, y + GAP / 2, line)
        y += line.height
    return np.array(middles)


def _write_numbers(page: Page, y: float, line: Line) -> None:
    if pd.notna(line.row.estimate):
        page.lines(TEXT_WIDTH - MARGIN, y, line.words, SMALL, ha="right")
        return
    # On white, because the line of no difference runs through.
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    page.lines(MARGIN + LABELS + 8, y, line.words, SMALL, color=GREY, bbox=paper)
