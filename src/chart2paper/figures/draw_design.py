"""Draws the design diagram: the index date as a vertical line, windows of assessment as bars (Schneeweiss 2019)."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.figures.design import DRAWN, days_of, has_target
from chart2paper.figures.lettering import width_of, wrap
from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import (
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
from chart2paper.writing.values import Values

LABELS = 150.0  # width of the words on the left
LEFT = MARGIN + LABELS + 10
WIDTH = TEXT_WIDTH - MARGIN - LEFT
ROW, HEAD_ROOM, FOOT = 29.0, 20.0, 56.0
# Okabe and Ito (2008); the words on the left say the same as the colours.
COLOURS = {"eligibility": "#999999", "covariates": "#56B4E9", "exposure": "#009E73", "outcome": "#D55E00"}
OPEN_SHARE = 0.08  # how far an open end reaches beyond the outermost day, as a share of the days shown


def draw_design(
    frame: pd.DataFrame, title: str, banner: str, index_date: str, lock_date: str, words: Values
) -> Figure:
    """Return the design diagram of `frame` (rows of DESIGN_FIGURE).

    index_date: what happens on day 0, in words. lock_date: the data lock date as printed.
    """
    low, high = _limits(frame)
    with journal_style():
        page = new_page(HEAD_ROOM + len(frame) * ROW + FOOT, title, banner)
        axes = page.axes(LEFT, HEAD_ROOM, WIDTH, len(frame) * ROW)
        axes.set(xlim=(low, high), ylim=(len(frame), 0), yticks=[])
        axes.spines["left"].set_visible(False)
        axes.axvline(0, color=INK, linewidth=1.2, zorder=3)
        axes.set_xlabel(words.words(f"{DRAWN}#axis"))
        for number, row in enumerate(rows_of(frame)):
            _draw_row(page, axes, number, row, words)
        _draw_index_date(page, words.words(f"{DRAWN}#index_date", index_date=index_date), low, high)
        _draw_key(page, words, lock_date, HEAD_ROOM + len(frame) * ROW + 48)
    return page.figure


def _limits(frame: pd.DataFrame) -> tuple[float, float]:
    """Return the days at the edges: the outermost of all windows, with room for open ends on both sides."""
    days = [0, *frame["first_day"].dropna(), *frame["last_day"].dropna()]
    low, high = float(min(days)), float(max(days))
    span = max(high - low, 30.0)
    # A window up to the data lock date needs room to be seen as one.
    open_right = span * (4 if high <= 1 else 1) * OPEN_SHARE * 3 if frame["last_day"].isna().any() else 0.0
    return low - span * OPEN_SHARE, high + span * OPEN_SHARE + open_right


def _draw_row(page: Page, axes: Axes, number: int, row: Any, words: Values) -> None:
    low, high = axes.get_xlim()
    first = low if pd.isna(row.first_day) else row.first_day
    last = high if pd.isna(row.last_day) else row.last_day
    # A day is drawn at least three points wide, around its middle.
    least = 3.0 * (high - low) / WIDTH
    spare = max(0.0, least - (last - first)) / 2
    colour, y = COLOURS[row.kind], number + 0.66
    axes.barh(
        y, last - first + 2 * spare, left=first - spare, height=0.3, color=colour, zorder=2, clip_on=False
    )
    for open_end, marker, x in ((pd.isna(row.first_day), "<", low), (pd.isna(row.last_day), ">", high)):
        if open_end:
            axes.plot(
                [x],
                [y],
                marker=marker,
                color=colour,
                markersize=9,
                markeredgewidth=0,
                clip_on=False,
                zorder=2,
            )
    if pd.notna(row.mark_day):
        axes.plot([row.mark_day], [y], marker="D", color="white", markeredgecolor=INK, markersize=5, zorder=4)
    axes.axhline(number + 1, color=RULE, linewidth=0.4, zorder=1)
    text = words.words(f"{DRAWN}#days", has_target(row), **days_of(row, words))
    _write_days(page, text, (first + last) / 2, low, high, HEAD_ROOM + number * ROW)
    lines = wrap(row.window, LABELS, SMALL)
    page.lines(MARGIN, HEAD_ROOM + (number + 0.5) * ROW - len(lines) * SMALL * LEADING / 2, lines, SMALL)


def _write_days(page: Page, text: str, middle: float, low: float, high: float, top: float) -> None:
    """Write a window's days above its bar, moved aside where they would cross the index line or the edge."""
    half = width_of(text, SMALL) / 2
    zero = LEFT + (0 - low) / (high - low) * WIDTH
    centre = LEFT + (middle - low) / (high - low) * WIDTH
    if abs(centre - zero) < half + 4:
        room_left = zero - LEFT >= 2 * half + 4
        goes_left = room_left and (middle <= 0 or zero + 2 * half + 4 > TEXT_WIDTH - MARGIN)
        centre = zero - half - 4 if goes_left else zero + half + 4
    centre = min(max(centre, LEFT + half), TEXT_WIDTH - MARGIN - half)
    page.text(centre, top + 0.28 * ROW, text, SMALL, ha="center", color=INK)


def _draw_index_date(page: Page, text: str, low: float, high: float) -> None:
    """Write what the index date is above its line."""
    zero = LEFT + (0 - low) / (high - low) * WIDTH
    lines = wrap(text, TEXT_WIDTH - 2 * MARGIN, SMALL, bold=True)[:2]
    widest = max(width_of(line, SMALL, bold=True) for line in lines) / 2
    centre = min(max(zero, MARGIN + widest), TEXT_WIDTH - MARGIN - widest)
    top = HEAD_ROOM - 4 - len(lines) * SMALL * LEADING
    page.lines(centre, top, lines, SMALL, ha="center", weight="bold")


def _draw_key(page: Page, words: Values, lock_date: str, y: float) -> None:
    """Write what the colours mean, and the data lock date."""
    locked = words.words(f"{DRAWN}#lock_date", lock_date=lock_date)
    page.text(TEXT_WIDTH - MARGIN, y, locked, SMALL, ha="right", color=GREY)
    x = MARGIN
    for kind, colour in COLOURS.items():
        name = words.words(f"{DRAWN}#kind", {"kind": kind})
        page.box(x, y - 3.5, 10, 7, facecolor=colour)
        page.text(x + 14, y, name, SMALL)
        x += 14 + width_of(name, SMALL) + 12
