"""Draws individual trajectories: a panel per arm, thin lines for persons, markers for the arm's means."""

import math

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from seaborn import lineplot

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.figures.lettering import width_of, wrap
from chart2paper.figures.numbers import counted, rows_of
from chart2paper.figures.style import (
    ARMS,
    GREY,
    INK,
    LEADING,
    MARGIN,
    PALE,
    SMALL,
    TEXT_WIDTH,
    Page,
    arm_names,
    journal_style,
    new_page,
    say_empty,
)

LEFT, BETWEEN, HEIGHT, TOP = 32.0, 16.0, 190.0, 18.0
WIDTH = (TEXT_WIDTH - LEFT - BETWEEN - 2 * MARGIN) / 2
COUNTS, FOOT = 40.0, 18.0  # below the axes: numbers of people, then notes


def draw_trajectories(
    frame: pd.DataFrame, title: str, banner: str, short_name: str, outcome: Outcome
) -> Figure:
    """Return the trajectories of `frame` (rows of `trajectories.TWIN`)."""
    names = arm_names(short_name)
    notes = wrap(_notes(frame), TEXT_WIDTH - 2 * MARGIN, SMALL)
    with journal_style():
        page = new_page(TOP + HEIGHT + COUNTS + FOOT + len(notes) * SMALL * LEADING, title, banner)
        window = np.sort(frame.loc[frame["layer"] == "window", "day"].to_numpy())
        limits = _limits(frame, window)
        for place, role in enumerate(("exposed", "comparator")):
            x = MARGIN + LEFT + place * (WIDTH + BETWEEN)
            arm = frame[frame["role"] == role]
            axes = page.axes(x, TOP, WIDTH, HEIGHT)
            _set_axes(axes, window, limits, outcome, first=place == 0)
            _draw_arm(axes, arm, role, outcome)
            page.text(x, TOP - 11, _heading(arm, names[role]), weight="bold")
            _write_counts(page, arm[arm["layer"] == "mean"], x, limits)
        page.text(MARGIN, TOP + HEIGHT + COUNTS, "People", SMALL, color=GREY)
        page.lines(MARGIN, TOP + HEIGHT + COUNTS + FOOT - 8, notes, SMALL, color=GREY)
    return page.figure


def _limits(frame: pd.DataFrame, window: np.ndarray) -> tuple[float, float]:
    days = frame.loc[frame["layer"].isin(["person", "mean"]), "day"]
    low = min(0.0, float(days.min())) if len(days) else 0.0
    high = max(float(window[1]), float(days.max())) if len(days) else float(window[1])
    gap = 0.03 * (high - low)
    return low - gap, high + gap


def _ends(outcome: Outcome) -> tuple[float, float]:
    """Return the ends of the axis of scores: those of the scale, with room for the markers."""
    gap = 0.03 * outcome.width
    return outcome.low - gap, outcome.high + gap


def _ticks(outcome: Outcome) -> np.ndarray:
    return np.arange(outcome.low, outcome.high + outcome.ticks / 2, outcome.ticks)


def _set_axes(
    axes: Axes, window: np.ndarray, limits: tuple[float, float], outcome: Outcome, first: bool
) -> None:
    axes.set(xlim=limits, ylim=_ends(outcome), yticks=_ticks(outcome))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.tick_params(axis="y", labelleft=first)
    axes.axvspan(*window, color=PALE, linewidth=0, zorder=0, gid="window")
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
    axes.set_xlabel("Days since the index date")
    axes.set_ylabel(outcome.label, visible=first)


def _draw_arm(axes: Axes, arm: pd.DataFrame, role: str, outcome: Outcome) -> None:
    look, lines, means = ARMS[role], arm[arm["layer"] == "person"], arm[arm["layer"] == "mean"]
    if lines.empty:
        return say_empty(axes, "No scores")
    # A dot at every score: when people came shows, and whoever came once has no line.
    dots = {"marker": ".", "markersize": 3, "markeredgewidth": 0}
    line = {"color": look.colour, "alpha": 0.3, "linewidth": 0.6, "zorder": 2, "gid": f"person-{role}"}
    lineplot(lines, x="day", y="score", units="person_id", estimator=None, ax=axes, **line, **dots)
    has_interval = means["ci_low"].notna()
    inner = means[has_interval]
    low, high = (inner[end].clip(outcome.low, outcome.high) for end in ("ci_low", "ci_high"))
    axes.vlines(inner["day"], low, high, color=INK, linewidth=1.3, zorder=4, gid=f"ci-{role}")
    axes.plot(
        means["day"],
        means["score"],
        marker=look.marker,
        color=INK,
        linestyle=look.dashes,
        linewidth=1.0,
        markerfacecolor=look.colour,
        markeredgecolor=INK,
        markersize=5.5,
        zorder=5,
        gid=f"mean-{role}",
    )
    return None


def _heading(arm: pd.DataFrame, name: str) -> str:
    people = int(arm.loc[arm["layer"] == "arm", "n"].iloc[0])
    drawn = arm.loc[arm["layer"] == "person", "person_id"].nunique()
    return f"{name}: {counted(people, 'person', 'people')}, {counted(drawn, 'line')}"


def _write_counts(page: Page, means: pd.DataFrame, x: float, limits: tuple[float, float]) -> None:
    """Write how many people are behind each mean, from the left, as far as there is room."""
    per_day, free = WIDTH / (limits[1] - limits[0]), -math.inf
    for point in rows_of(means):
        at, half = x + (point.day - limits[0]) * per_day, width_of(str(point.n), SMALL) / 2
        if at - half >= free:
            page.text(at, TOP + HEIGHT + COUNTS, f"{point.n}", SMALL, ha="center", color=GREY)
            free = at + half + 3


def _notes(frame: pd.DataFrame) -> str:
    means = frame[frame["layer"] == "mean"]
    text = "Thin lines: people, a dot per score. Grey area: outcome window. Vertical line: index date."
    if means.empty:
        return text
    return f"Markers: means of {means['days'].iloc[0]} days with 95% intervals; below, people behind each. {text}"
