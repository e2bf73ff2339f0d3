"""Draws the share of exposed people still on treatment, with the numbers at risk beneath."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import (
    ARMS,
    GREY,
    INK,
    MARGIN,
    SMALL,
    Page,
    journal_style,
    new_page,
    write_empty,
)
from chart2paper.figures.time_on_treatment import DRAWN, LAST_DAY, TOLD_DAYS
from chart2paper.writing.values import Values

LEFT, WIDTH, HEIGHT, TOP, AXIS = 46.0, 412.0, 180.0, 8.0, 62.0


def draw_time_on_treatment(
    frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values
) -> Figure:
    """Return the curve of `frame` (rows of TIME_ON_TREATMENT_FIGURE)."""
    with journal_style():
        page = new_page(TOP + HEIGHT + AXIS, title, banner)
        axes = page.axes(LEFT, TOP, WIDTH, HEIGHT)
        end = max(int(frame["day"].max()), 1) if len(frame) else LAST_DAY
        _set_axes(axes, end, short_name, words)
        if frame.empty:
            write_empty(axes, words.words(f"{DRAWN}#nobody"))
        else:
            _draw_curve(axes, frame)
            _write_at_risk(page, frame, end, words)
        note = words.words(f"{DRAWN}#note")
        page.text(MARGIN, TOP + HEIGHT + AXIS - SMALL, note, SMALL, color=GREY)
    return page.figure


def _set_axes(axes: Axes, end: int, short_name: str, words: Values) -> None:
    axes.set(xlim=(0, end), ylim=(0, 100))
    days = _spaced([day for day in TOLD_DAYS if day <= end], end)
    axes.set_xticks(days, [str(day) for day in days])
    axes.set_yticks(range(0, 101, 20))
    axes.set_xlabel(words.words(f"{DRAWN}#axis"))
    axes.set_ylabel(words.words(f"{DRAWN}#share", drug=short_name))


def _spaced(days: list[int], end: int) -> list[int]:
    """Return the days whose labels have room beside each other."""
    kept: list[int] = []
    for day in days:
        if not kept or (day - kept[-1]) / end * WIDTH >= 16:
            kept.append(day)
    return kept


def _draw_curve(axes: Axes, frame: pd.DataFrame) -> None:
    colour = ARMS["exposed"].colour
    day, share = frame["day"].to_numpy(), 100 * frame["share"].to_numpy()
    low, high = (100 * frame[name].to_numpy() for name in ("ci_low", "ci_high"))
    axes.fill_between(day, low, high, step="post", color=colour, alpha=0.16, linewidth=0, gid="band")
    axes.step(day, share, where="post", color=colour, linewidth=1.8, gid="curve")
    seen = frame["censored"].to_numpy() > 0
    axes.plot(day[seen], share[seen], "|", color=INK, markersize=6, markeredgewidth=0.8, gid="censored")


def _write_at_risk(page: Page, frame: pd.DataFrame, end: int, words: Values) -> None:
    y = TOP + HEIGHT + 38
    page.text(MARGIN, y, words.words(f"{DRAWN}#at_risk"), SMALL, color=GREY)
    days = _spaced([int(day) for day in frame.loc[frame["told"], "day"]], end)
    for point in rows_of(frame[frame["day"].isin(days)]):
        x = LEFT + WIDTH * point.day / end
        page.text(x, y, str(point.at_risk), SMALL, ha="center")
