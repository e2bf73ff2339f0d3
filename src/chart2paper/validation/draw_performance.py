"""Draws where both designs land beside the truth, and how often the interval holds it."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import (
    ARMS,
    BODY,
    GREY,
    INK,
    LEADING,
    MARGIN,
    PALE,
    SMALL,
    TEXT_WIDTH,
    Page,
    journal_style,
    new_page,
)
from chart2paper.validation.verdict import COVERAGE
from chart2paper.writing.values import Values

# The passage of the figure's words.
FIGURE = "validation/figure"
LABELS, GAP, RIGHT = 178.0, 18.0, 112.0
LEFT = TEXT_WIDTH - 2 * MARGIN - LABELS - GAP - RIGHT
KEY, ROW, AXIS = 34.0, 19.0, 32.0
LOOKS = {"target_trial": (ARMS["exposed"], -3.5), "replication": (ARMS["comparator"], 3.5)}


def draw_performance(points: pd.DataFrame, words: Values) -> Figure:
    """Return the validation figure of `points` (rows of `plotted.TWIN`). words: the passages of the page."""
    lines = _lines(points, words)
    height = ROW * len(lines)
    with journal_style():
        page = new_page(KEY + height + AXIS, words.words(f"{FIGURE}#title"), words.words(f"{FIGURE}#banner"))
        _draw_key(page, words)
        x = MARGIN + LABELS
        effects = page.axes(x, KEY, LEFT, height)
        coverage = page.axes(x + LEFT + GAP, KEY, RIGHT, height)
        for axes in (effects, coverage):
            axes.set(ylim=(height, 0))
            axes.set_yticks([])
            axes.spines["left"].set_visible(False)
        for number, (label, row) in enumerate(lines):
            y = (number + 0.5) * ROW
            page.text(
                MARGIN + (8 if row else 0),
                KEY + y,
                label,
                SMALL if row else BODY,
                weight=None if row else "bold",
            )
            if row:
                _draw_row(effects, coverage, y, row)
        _finish(effects, coverage, words)
    return page.figure


def _lines(points: pd.DataFrame, words: Values) -> list[tuple[str, Any]]:
    """Return the label and the row of every line; a heading for each size has no row."""
    lines: list[tuple[str, Any]] = []
    for size, group in points.groupby("size", sort=False):
        lines.append((words.words(f"{FIGURE}#matched", None, size=str(size)), None))
        lines += [(row.title, row) for row in rows_of(group)]
    return lines


def _draw_row(effects: Axes, coverage: Axes, y: float, row: Any) -> None:
    for name, (look, shift) in LOOKS.items():
        low, middle, high = (getattr(row, f"{name}{end}") for end in ("_low", "", "_high"))
        effects.plot([low, high], [y + shift] * 2, color=look.colour, linewidth=1.6, linestyle=look.dashes)
        effects.plot(middle, y + shift, look.marker, color=look.colour, markeredgecolor=INK, markersize=4.5)
    effects.plot([row.truth] * 2, [y - 8, y + 8], color=INK, linewidth=1.6)
    look = ARMS["exposed"]
    coverage.plot([row.coverage_low, row.coverage_high], [y, y], color=look.colour, linewidth=1.6)
    coverage.plot(row.coverage, y, look.marker, color=look.colour, markeredgecolor=INK, markersize=4.5)


def _finish(effects: Axes, coverage: Axes, words: Values) -> None:
    effects.set_xlabel(words.words(f"{FIGURE}#effect"))
    effects.axvline(0, color=GREY, linewidth=0.6, zorder=0)
    coverage.axvspan(*COVERAGE, color=PALE, linewidth=0, zorder=0)
    coverage.axvline(95, color=GREY, linewidth=0.6, zorder=0)
    low, high = coverage.get_xlim()
    coverage.set_xlim(min(low, 91.5), max(high, 98.5))
    coverage.set_xlabel(words.words(f"{FIGURE}#coverage"))


def _draw_key(page: Page, words: Values) -> None:
    x = MARGIN + LABELS
    for name, (look, _) in LOOKS.items():
        page.line([x, x + 20], [8, 8], color=look.colour, linestyle=look.dashes, linewidth=1.6)
        page.line([x + 10], [8], marker=look.marker, color=look.colour, markeredgecolor=INK, markersize=4.5)
        page.text(x + 25, 8, words.words(f"{FIGURE}#design", {"design": name}), SMALL)
        x += 90
    page.line([x + 20, x + 20], [3, 13], color=INK, linewidth=1.6)
    page.text(x + 26, 8, words.words(f"{FIGURE}#truth"), SMALL)
    note = words.words(f"{FIGURE}#lines")
    page.text(MARGIN + LABELS, 8 + SMALL * LEADING * 1.2, note, SMALL, color=GREY)
