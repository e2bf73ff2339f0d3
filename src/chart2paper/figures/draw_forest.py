"""Draws the forest plot: a panel per unit, this study's estimates filled, published results open."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from chart2paper.figures.forest_labels import LABELS, LINE, PLOT, Line, height_of, lines_of, write_lines
from chart2paper.figures.forest_words import DIGITS, DRAWN
from chart2paper.figures.lettering import wrap
from chart2paper.figures.limits import readable_limits
from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import (
    ARMS,
    BODY,
    GREY,
    INK,
    MARGIN,
    RULE,
    SMALL,
    TEXT_WIDTH,
    Page,
    journal_style,
    new_page,
)
from chart2paper.writing.values import Values

HEAD, AXIS, KEY = 17.0, 22.0, 17.0
# Intervals that reach further than this many times the spread of the estimates end in an arrow.
REACH, SPACE = 2.0, 0.05

OURS = ARMS["exposed"].colour
# The mark of each kind of result; those of single arms have no words in the key.
LOOKS = {
    "estimate": ("s", OURS, 6.0),
    "subgroup": ("s", OURS, 4.2),
    "trial": ("o", "white", 5.5),
    "pooled": ("D", "white", 5.0),
    "cohort": ("^", "white", 5.5),
    "exposed": (ARMS["exposed"].marker, OURS, 5.5),
    "comparator": (ARMS["comparator"].marker, ARMS["comparator"].colour, 5.0),
}


def draw_forest(frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return the forest plot of `frame` (rows of FOREST_FIGURE)."""
    panels = {panel: lines_of(frame[frame["panel"] == panel], words) for panel in DIGITS}
    panels = {panel: lines for panel, lines in panels.items() if lines}
    notes = wrap(_notes(frame, short_name, words), TEXT_WIDTH - 2 * MARGIN, SMALL)
    body = sum(HEAD + height_of(lines) + AXIS for lines in panels.values())
    with journal_style():
        page = new_page(KEY + body + len(notes) * LINE, title, banner)
        _draw_key(page, KEY / 2, set(frame["marker"]), words)
        y = KEY
        for panel, lines in panels.items():
            y = _draw_panel(page, y, panel, frame[frame["panel"] == panel], lines, words)
        page.lines(MARGIN, y, notes, SMALL, color=GREY)
    return page.figure


def _notes(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Return what stands below: the sign, and the published results that fit no axis."""
    if frame.empty:
        return words.words(f"{DRAWN}#nothing")
    listed = "; ".join(
        words.words(f"{DRAWN}#listed", label=row.label, words=row.words)
        for row in rows_of(frame[frame["panel"] == "words"])
    )
    facts = {"better": words.outcome.better, "others": bool(listed)}
    others = {"listed": listed} if listed else {}
    return words.words(f"{DRAWN}#notes", facts, drug=short_name, **others)


def _draw_panel(
    page: Page, top: float, panel: str, rows: pd.DataFrame, lines: list[Line], words: Values
) -> float:
    """Draw a panel whose upper edge is at `top`; return where the next one begins."""
    right, middle = TEXT_WIDTH - MARGIN, top + HEAD / 2 + 1
    page.line([MARGIN, right], [top + 1] * 2, color=RULE, linewidth=0.8)
    head = words.words(f"{DRAWN}#panel", {"panel": panel}, points=words.outcome.points)
    page.text(MARGIN, middle, head, BODY, weight="bold")
    page.text(right, middle, words.words(f"{DRAWN}#estimates"), SMALL, ha="right", weight="bold")
    middles, height = write_lines(page, top + HEAD, lines), height_of(lines)
    axes = page.axes(MARGIN + LABELS, top + HEAD, PLOT, height)
    axes.set(ylim=(height, 0), yticks=[], gid=f"panel-{panel}", facecolor="none")
    axes.spines["left"].set_visible(False)
    _draw_rows(axes, rows, middles - top - HEAD)
    return top + HEAD + height + AXIS


def _draw_rows(axes: Axes, rows: pd.DataFrame, middles: np.ndarray) -> None:
    low, high = readable_limits(rows, REACH, SPACE)
    axes.set(xlim=(low, high))
    axes.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1, gid="zero")
    drawn = rows["estimate"].notna().to_numpy()
    rows, y = rows[drawn], middles[drawn]
    known = rows["ci_low"].notna().to_numpy()
    ends = rows["ci_low"].to_numpy(), rows["ci_high"].to_numpy()
    axes.hlines(y[known], ends[0][known], ends[1][known], color=INK, linewidth=1.2, zorder=2, gid="ci")
    for beyond, edge, arrow in ((ends[0] < low, low, "<"), (ends[1] > high, high, ">")):
        axes.plot([edge] * int(beyond.sum()), y[beyond], arrow, color=INK, markersize=4, clip_on=False)
    for kind, (marker, face, size) in LOOKS.items():
        same = (rows["marker"] == kind).to_numpy()
        axes.plot(
            rows["estimate"][same],
            y[same],
            marker,
            markerfacecolor=face,
            markeredgecolor=INK,
            markeredgewidth=0.8,
            markersize=size,
            zorder=3,
            gid=f"marker-{kind}",
        )


def _draw_key(page: Page, y: float, markers: set[str], words: Values) -> None:
    x = MARGIN + 4
    for kind, (marker, face, size) in LOOKS.items():
        if kind in markers and kind not in ARMS:
            page.line([x], [y], marker=marker, markerfacecolor=face, markeredgecolor=INK, markersize=size)
            page.text(x + 8, y, words.words(f"{DRAWN}#marker", {"marker": kind}), SMALL)
            x += 84
