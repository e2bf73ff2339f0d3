"""Draws the pooled difference against the shift of imputed scores: exposed alone, comparators alone, both."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.figures.style import (
    ARMS,
    BODY,
    GREY,
    INK,
    LEADING,
    MARGIN,
    SMALL,
    TEXT_WIDTH,
    Page,
    arm_names,
    journal_style,
    new_page,
    write_empty,
)
from chart2paper.figures.tipping import DRAWN, why_empty
from chart2paper.tables.figures import PATHS
from chart2paper.writing.printed import MINUS
from chart2paper.writing.values import Values

LEFT, GAP, HEIGHT = 40.0, 22.0, 165.0
WIDTH = (TEXT_WIDTH - MARGIN - LEFT - 2 * GAP) / 3
TOP, AXIS = 2.4 * BODY * LEADING, 66.0
COLOURS = {"exposed": ARMS["exposed"].colour, "comparator": ARMS["comparator"].colour, "against": INK}


def draw_tipping(frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return the three lines of `frame` (rows of TIPPING_FIGURE), each in a panel of its own."""
    with journal_style():
        page = new_page(TOP + HEIGHT + AXIS, title, banner)
        points = frame[frame["estimate"].notna()]
        if points.empty:
            axes = page.axes(LEFT, TOP, 3 * WIDTH + 2 * GAP, HEIGHT)
            axes.set_xticks([])
            axes.set_yticks([])
            write_empty(axes, why_empty(frame, words))
            return page.figure
        limits = _limits(points)
        names = arm_names(words, short_name)
        for number, path in enumerate(PATHS):
            x = LEFT + number * (WIDTH + GAP)
            axes = page.axes(x, TOP, WIDTH, HEIGHT)
            _set_axes(axes, points, limits, words, first=number == 0)
            _draw_line(axes, points[points["path"] == path], path)
            page.lines(x, 0, _head(path, names, words), BODY, weight="bold")
        _write_below(page, words)
    return page.figure


def _head(path: str, names: dict[str, str], words: Values) -> list[str]:
    """Return the two lines above a panel: whose imputed scores are shifted."""
    name = {"name": names[path]} if path in names else {}
    return [words.words(f"{DRAWN}#{part}", {"path": path}, **name) for part in ("head", "beneath_head")]


def _limits(points: pd.DataFrame) -> tuple[float, float]:
    low, high = min(points["ci_low"].min(), 0.0), max(points["ci_high"].max(), 0.0)
    space = 0.06 * (high - low)
    return low - space, high + space


def _set_axes(
    axes: Axes, points: pd.DataFrame, limits: tuple[float, float], words: Values, first: bool
) -> None:
    reach = max(points["shift"].abs().max(), 0.5)
    axes.set(xlim=(-reach, reach), ylim=limits)
    ticks = [-reach, 0.0, reach]
    axes.set_xticks(ticks, [f"{tick:g}".replace("-", MINUS) for tick in ticks])
    axes.axhline(0, color=INK, linewidth=0.6, zorder=1)
    axes.axvline(0, color=GREY, linewidth=0.7, linestyle=(0, (4, 2)), zorder=1)
    axes.set_xlabel(words.words(f"{DRAWN}#shift"))
    if first:
        axes.set_ylabel(words.words(f"{DRAWN}#difference"))
    else:
        axes.set_yticklabels([])


def _draw_line(axes: Axes, line: pd.DataFrame, path: str) -> None:
    """Draw one line with its interval; hollow points are those whose interval includes zero."""
    x, y = line["shift"].to_numpy(), line["estimate"].to_numpy()
    low, high = line["ci_low"].to_numpy(), line["ci_high"].to_numpy()
    colour = COLOURS[path]
    axes.fill_between(x, low, high, color=colour, alpha=0.16, linewidth=0, zorder=2, gid=f"band-{path}")
    axes.plot(x, y, color=colour, linewidth=1.6, zorder=3, gid=f"line-{path}")
    unclear = (low <= 0) & (high >= 0)
    for chosen, fill, kind in ((~unclear, colour, "clear"), (unclear, "white", "unclear")):
        axes.plot(
            x[chosen],
            y[chosen],
            "o",
            color=fill,
            markeredgecolor=colour,
            markeredgewidth=1.0,
            markersize=4.5,
            zorder=4,
            clip_on=False,
            gid=f"{kind}-{path}",
        )


def _write_below(page: Page, words: Values) -> None:
    y = TOP + HEIGHT + AXIS - 2 * SMALL * LEADING - 2
    bands = words.words(f"{DRAWN}#bands", {"better": words.outcome.better})
    page.lines(MARGIN, y, [bands, words.words(f"{DRAWN}#points")], SMALL, color=GREY)
