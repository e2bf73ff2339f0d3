"""Draws the cumulative responder curve of both arms and their difference, with the marked thresholds in words."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from chart2paper.figures.numbers import rows_of
from chart2paper.figures.responders import DRAWN, difference_of
from chart2paper.figures.style import (
    ARMS,
    BODY,
    GREY,
    INK,
    LEADING,
    MARGIN,
    PALE,
    SMALL,
    Look,
    Page,
    arm_key,
    arm_marker,
    arm_names,
    journal_style,
    new_page,
    write_empty,
)
from chart2paper.writing.values import Values

LEFT, WIDTH, HEIGHT = 50.0, 284.0, 190.0
GAP, LOWER = 16.0, 84.0  # between the panels; height of the lower one
SIDE = LEFT + WIDTH + 18  # left edge of the words beside the plot
TOP, AXIS = 16.0, 68.0
BOTTOM = TOP + HEIGHT + GAP + LOWER
# Of the axis, beside the marked thresholds; those nearer to one of these leave it the room for its number.
TICKS = [-100, -50, 0, 50, 100]
ROOM = 10
DIFFERENCE = Look(INK, "D", "solid")
# The parts of the passage that stand beneath.
NOTES = ("bands", "missing")


def draw_responders(frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return the responder curves of `frame` (rows of RESPONDERS_FIGURE)."""
    with journal_style():
        page = new_page(BOTTOM + AXIS, title, banner)
        axes, lower = page.axes(LEFT, TOP, WIDTH, HEIGHT), page.axes(LEFT, TOP + HEIGHT + GAP, WIDTH, LOWER)
        points = frame[frame["share"].notna()]
        difference = points[points["role"] == "difference"]
        ticks = _ticks(sorted(points.loc[points["marked"], "threshold_percent"].unique()))
        _set_axes(axes, ticks, words)
        _set_lower_axes(lower, ticks, difference, words)
        for panel, shown, empty in (
            (axes, points, "nobody"),
            (lower, difference, "no_difference"),
        ):
            if shown.empty:
                write_empty(panel, words.words(f"{DRAWN}#{empty}"))
            for threshold in sorted(shown.loc[shown["marked"], "threshold_percent"].unique()):
                panel.axvline(
                    threshold, color=GREY, linewidth=0.7, linestyle=(0, (4, 2)), zorder=1, gid="marked"
                )
        for role in ("comparator", "exposed"):
            _draw_curve(axes, points[points["role"] == role], role, ARMS[role])
        _draw_curve(lower, difference, "difference", DIFFERENCE)
        _write_beside(page, points, arm_names(words, short_name), words)
        notes = [words.words(f"{DRAWN}#{note}") for note in NOTES]
        page.lines(MARGIN, BOTTOM + AXIS - 2 * SMALL * LEADING, notes, SMALL, color=GREY)
    return page.figure


def _ticks(marked: list[float]) -> list[float]:
    """Return where the axis has numbers: at the marked thresholds, and at round ones where there is room."""
    return sorted([*marked, *(tick for tick in TICKS if all(abs(tick - one) >= ROOM for one in marked))])


def _set_axes(axes: Axes, ticks: list[float], words: Values) -> None:
    axes.set(xlim=(-100, 100), ylim=(0, 100))
    axes.set_xticks(ticks)
    axes.set_yticks(range(0, 101, 20))
    axes.set_xticklabels([])
    axes.set_ylabel(words.words(f"{DRAWN}#people"))
    _shade_worse(axes)
    for x, side in ((-50, "worse"), (50, "better")):
        axes.text(x, 102.5, words.words(f"{DRAWN}#{side}"), ha="center", va="bottom", size=SMALL, color=GREY)


def _set_lower_axes(axes: Axes, ticks: list[float], difference: pd.DataFrame, words: Values) -> None:
    """Scale the difference by its band, in steps of 20 points, with no difference always in sight."""
    ends = 100 * difference[["ci_low", "ci_high"]].to_numpy()
    low, high = (20 * np.floor(ends.min() / 20), 20 * np.ceil(ends.max() / 20)) if len(ends) else (-20, 20)
    low, high = min(low, -20), max(high, 20)
    axes.set(xlim=(-100, 100), ylim=(low, high))
    axes.set_xticks(ticks, [f"{tick:g}".replace("-", "−") for tick in ticks])
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[2, 4, 5, 10], integer=True))
    axes.set_xlabel(words.words(f"{DRAWN}#improvement_axis"))
    axes.set_ylabel(
        "\n".join(words.words(f"{DRAWN}#{line}") for line in ("difference_axis", "difference_of"))
    )
    _shade_worse(axes)
    axes.axhline(0, color=INK, linewidth=0.6, zorder=1, gid="no-difference")


def _shade_worse(axes: Axes) -> None:
    axes.axvspan(-100, 0, color=PALE, linewidth=0, zorder=0)
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)


def _draw_curve(axes: Axes, points: pd.DataFrame, role: str, look: Look) -> None:
    """Draw one curve: the share at a threshold holds back to the threshold before it."""
    if points.empty:
        return
    x = points["threshold_percent"].to_numpy()
    low, high = 100 * points["ci_low"].to_numpy(), 100 * points["ci_high"].to_numpy()
    axes.fill_between(
        x, low, high, step="pre", color=look.colour, alpha=0.16, linewidth=0, zorder=2, gid=f"band-{role}"
    )
    y = 100 * points["share"].to_numpy()
    axes.step(x, y, where="pre", color=look.colour, linewidth=1.8, linestyle=look.dashes, zorder=3, gid=role)
    marked = points[points["marked"]]
    axes.plot(
        marked["threshold_percent"],
        100 * marked["share"],
        look.marker,
        color=look.colour,
        markeredgecolor=INK,
        markeredgewidth=0.8,
        markersize=5.5,
        zorder=4,
        clip_on=False,
        gid=f"marked-{role}",
    )


def _write_beside(page: Page, points: pd.DataFrame, names: dict[str, str], words: Values) -> None:
    """Write the key and, for each marked threshold, the share of each arm with its interval."""
    y = TOP + BODY
    for role in ("exposed", "comparator"):
        n = points.loc[points["role"] == role, "n"].max()
        text = words.words(f"{DRAWN}#arm", name=names[role], n=f"{0 if pd.isna(n) else n:,}")
        arm_key(page, SIDE, y, role, text)
        y += BODY * LEADING * 1.25
    for threshold, group in points[points["marked"]].groupby("threshold_percent"):
        y += BODY * LEADING * 1.1
        page.text(SIDE, y, words.words(f"{DRAWN}#threshold", threshold=f"{threshold:g}"), weight="bold")
        arms = group[group["role"].isin(names)].sort_values("role", ascending=False)
        for point in rows_of(arms):
            y += BODY * LEADING * 1.1
            arm_marker(page, SIDE + 3, y, point.role)
            page.text(SIDE + 11, y, words.words(f"{DRAWN}#arm_share", **_share(point)))
        for point in rows_of(group[group["role"] == "difference"]):
            y += BODY * LEADING * 1.1
            page.text(SIDE + 11, y, words.words(f"{DRAWN}#difference", **difference_of(point)))
        y += BODY * 0.4


def _share(point: Any) -> dict[str, str]:
    """Return the share of an arm with its interval in percent, in the texts of the passage."""
    numbers = {"share": point.share, "low": point.ci_low, "high": point.ci_high}
    return {name: f"{100 * number:.0f}" for name, number in numbers.items()}
