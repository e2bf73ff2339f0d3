"""Draws the forest plot: a panel per unit, this study's estimates filled, published results open."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.figures.lettering import wrap
from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import (
    ARMS,
    BODY,
    GREY,
    INK,
    LEADING,
    MARGIN,
    RULE,
    SMALL,
    TEXT_WIDTH,
    Page,
    journal_style,
    new_page,
)
from chart2paper.writing.outcome_words import better_side, outcome_words

LABELS, NUMBERS = 196.0, 112.0  # widths of the columns left and right of the plot
PLOT = TEXT_WIDTH - 2 * MARGIN - LABELS - NUMBERS
LINE, INDENT = SMALL * LEADING, 10.0
HEAD, AXIS, KEY, GAP = 17.0, 22.0, 17.0, 2.4
# Intervals that reach further than this many times the spread of the estimates end in an arrow.
REACH = 2.0

OURS = ARMS["exposed"].colour
LOOKS = {
    "estimate": ("s", OURS, 6.0, "This study"),
    "subgroup": ("s", OURS, 4.2, "Its subgroups"),
    "trial": ("o", "white", 5.5, "Published trial"),
    "pooled": ("D", "white", 5.0, "Pooled trials"),
    "cohort": ("^", "white", 5.5, "Published cohort"),
    "exposed": (ARMS["exposed"].marker, OURS, 5.5, ""),
    "comparator": (ARMS["comparator"].marker, ARMS["comparator"].colour, 5.0, ""),
}
TITLES = {
    "points": "Difference between arms ({points})",
    "percent": "Difference between arms in percent change (percentage points)",
    "standardised": "Standardised difference between arms (SD)",
    "change": "Change within one arm ({points}): not an effect",
}
PUBLISHED = ("trial", "pooled", "cohort")


@dataclass(frozen=True)
class _Line:
    """A line of a panel: the row of the frame it shows (none for a heading), its texts and its height."""

    row: Any
    label: list[str]
    detail: list[str]
    words: list[str]
    height: float


def draw_forest(frame: pd.DataFrame, title: str, banner: str, short_name: str, outcome: Outcome) -> Figure:
    """Return the forest plot of `frame` (rows of `forest.TWIN`)."""
    panels = {panel: _lines(frame[frame["panel"] == panel]) for panel in TITLES}
    panels = {panel: lines for panel, lines in panels.items() if lines}
    notes = wrap(_notes(frame, short_name, outcome), TEXT_WIDTH - 2 * MARGIN, SMALL)
    body = sum(HEAD + _height(lines) + AXIS for lines in panels.values())
    with journal_style():
        page = new_page(KEY + body + len(notes) * LINE, title, banner)
        _draw_key(page, KEY / 2, set(frame["marker"]))
        y = KEY
        for panel, lines in panels.items():
            y = _draw_panel(page, y, panel, frame[frame["panel"] == panel], lines, outcome)
        page.lines(MARGIN, y, notes, SMALL, color=GREY)
    return page.figure


def _height(lines: list[_Line]) -> float:
    return sum(line.height for line in lines)


def _notes(frame: pd.DataFrame, short_name: str, outcome: Outcome) -> str:
    """Return what stands below: the sign, and the published results that fit no axis."""
    if frame.empty:
        return "No estimate and no published result to show."
    better = outcome_words(outcome)["better_outcome"]
    text = f"{better_side(outcome)} with {short_name}; for a change within one arm, {better} than before."
    rest = frame[frame["panel"] == "words"]
    listed = "; ".join(f"{row.label} ({row.words})" for row in rows_of(rest))
    return f"{text} Published results on none of these scales: {listed}." if listed else text


def _lines(rows: pd.DataFrame) -> list[_Line]:
    """Return a panel's lines: a heading per analysis (or published), and its rows indented below."""
    lines: list[_Line] = []
    last = None
    for row in rows_of(rows):
        if row.heading != last:
            label = wrap(row.heading, TEXT_WIDTH - 2 * MARGIN, SMALL, bold=True)
            lines.append(_Line(None, label, [], [], len(label) * LINE + GAP))
            last = row.heading
        lines.append(_line(row))
    return lines


def _line(row: Any) -> _Line:
    """Return one row's line: our numbers of people follow the label, published details stand below it."""
    room = LABELS - INDENT - 6
    ours = row.marker not in PUBLISHED
    label = f"{row.label} ({row.detail})" if ours else row.label
    labels = wrap(label, room, SMALL)
    detail = [] if ours else wrap(row.detail, room, SMALL)
    drawn = pd.notna(row.estimate)
    words = wrap(row.words, NUMBERS if drawn else PLOT + NUMBERS - 8, SMALL)
    height = max(len(labels) + len(detail), len(words)) * LINE + GAP
    return _Line(row, labels, detail, words, height)


def _draw_panel(
    page: Page, top: float, panel: str, rows: pd.DataFrame, lines: list[_Line], outcome: Outcome
) -> float:
    """Draw a panel whose upper edge is at `top`; return where the next one begins."""
    right, middle = TEXT_WIDTH - MARGIN, top + HEAD / 2 + 1
    page.line([MARGIN, right], [top + 1] * 2, color=RULE, linewidth=0.8)
    page.text(MARGIN, middle, TITLES[panel].format(points=outcome.points), BODY, weight="bold")
    page.text(right, middle, "Estimate (95% interval)", SMALL, ha="right", weight="bold")
    middles, height = _write_lines(page, top + HEAD, lines), _height(lines)
    axes = page.axes(MARGIN + LABELS, top + HEAD, PLOT, height)
    axes.set(ylim=(height, 0), yticks=[], gid=f"panel-{panel}", facecolor="none")
    axes.spines["left"].set_visible(False)
    _draw_rows(axes, rows, middles - top - HEAD)
    return top + HEAD + height + AXIS


def _write_lines(page: Page, top: float, lines: list[_Line]) -> np.ndarray:
    """Write labels and numbers; return the middle of each row (headings left out)."""
    middles, y = [], top
    for line in lines:
        if line.row is None:
            page.lines(MARGIN, y + GAP / 2, line.label, SMALL, weight="bold", color=GREY)
        else:
            below = page.lines(MARGIN + INDENT, y + GAP / 2, line.label, SMALL)
            page.lines(MARGIN + INDENT, below, line.detail, SMALL, color=GREY)
            middles.append(y + GAP / 2 + LINE / 2)
            _write_words(page, y + GAP / 2, line)
        y += line.height
    return np.array(middles)


def _write_words(page: Page, y: float, line: _Line) -> None:
    if pd.notna(line.row.estimate):
        page.lines(TEXT_WIDTH - MARGIN, y, line.words, SMALL, ha="right")
        return
    # On white, because the line of no difference runs through.
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.0}
    page.lines(MARGIN + LABELS + 8, y, line.words, SMALL, color=GREY, bbox=paper)


def _draw_rows(axes: Axes, rows: pd.DataFrame, middles: np.ndarray) -> None:
    low, high = _limits(rows)
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
    for kind, (marker, face, size, _) in LOOKS.items():
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


def _limits(rows: pd.DataFrame) -> tuple[float, float]:
    """Return the axis limits: all estimates, zero, and intervals as far as they leave the rest readable."""
    points = np.append(rows["estimate"].dropna().to_numpy(), 0.0)
    spread = max(points.max() - points.min(), 0.5)
    low = max(np.nanmin([points.min(), rows["ci_low"].min()]), points.min() - REACH * spread)
    high = min(np.nanmax([points.max(), rows["ci_high"].max()]), points.max() + REACH * spread)
    gap = 0.05 * max(high - low, 1.0)
    return float(low - gap), float(high + gap)


def _draw_key(page: Page, y: float, markers: set[str]) -> None:
    x = MARGIN + 4
    for kind, (marker, face, size, name) in LOOKS.items():
        if name and kind in markers:
            page.line([x], [y], marker=marker, markerfacecolor=face, markeredgecolor=INK, markersize=size)
            page.text(x + 8, y, name, SMALL)
            x += 84
