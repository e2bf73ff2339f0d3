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
    write_empty,
)
from chart2paper.figures.trajectories import DRAWN
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.values import Values

LEFT, BETWEEN, HEIGHT, TOP = 32.0, 16.0, 190.0, 18.0
WIDTH = (TEXT_WIDTH - LEFT - BETWEEN - 2 * MARGIN) / 2
COUNTS, FOOT = 40.0, 18.0  # below the axes: numbers of people, then notes


def draw_trajectories(frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return the trajectories of `frame` (rows of TRAJECTORIES_FIGURE)."""
    names = arm_names(words, short_name)
    notes = wrap(_notes(frame, words), TEXT_WIDTH - 2 * MARGIN, SMALL)
    with journal_style():
        page = new_page(TOP + HEIGHT + COUNTS + FOOT + len(notes) * SMALL * LEADING, title, banner)
        window = np.sort(frame.loc[frame["layer"] == "window", "day"].to_numpy())
        limits = _limits(frame, window)
        for number, role in enumerate(ROLES):
            x = MARGIN + LEFT + number * (WIDTH + BETWEEN)
            arm = frame[frame["role"] == role]
            axes = page.axes(x, TOP, WIDTH, HEIGHT)
            _set_axes(axes, window, limits, words, first=number == 0)
            _draw_arm(axes, arm, role, words)
            page.text(x, TOP - 11, _heading(arm, names[role], words), weight="bold")
            _write_counts(page, arm[arm["layer"] == "mean"], x, limits)
        page.text(MARGIN, TOP + HEIGHT + COUNTS, words.words(f"{DRAWN}#counts"), SMALL, color=GREY)
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
    axes: Axes, window: np.ndarray, limits: tuple[float, float], words: Values, first: bool
) -> None:
    outcome = words.outcome
    axes.set(xlim=limits, ylim=_ends(outcome), yticks=_ticks(outcome))
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=True))
    axes.tick_params(axis="y", labelleft=first)
    axes.axvspan(*window, color=PALE, linewidth=0, zorder=0, gid="window")
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
    axes.set_xlabel(words.words(f"{DRAWN}#axis"))
    axes.set_ylabel(outcome.label, visible=first)


def _draw_arm(axes: Axes, arm: pd.DataFrame, role: str, words: Values) -> None:
    look, lines, means = ARMS[role], arm[arm["layer"] == "person"], arm[arm["layer"] == "mean"]
    if lines.empty:
        return write_empty(axes, words.words(f"{DRAWN}#none"))
    # A dot at every score: when people came shows, and whoever came once has no line.
    dots = {"marker": ".", "markersize": 3, "markeredgewidth": 0}
    line = {"color": look.colour, "alpha": 0.3, "linewidth": 0.6, "zorder": 2, "gid": f"person-{role}"}
    lineplot(lines, x="day", y="score", units="person_id", estimator=None, ax=axes, **line, **dots)
    has_interval = means["ci_low"].notna()
    inner = means[has_interval]
    ends = words.outcome.low, words.outcome.high
    low, high = (inner[end].clip(*ends) for end in ("ci_low", "ci_high"))
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


def _heading(arm: pd.DataFrame, name: str, words: Values) -> str:
    people = int(arm.loc[arm["layer"] == "arm", "n"].iloc[0])
    drawn = arm.loc[arm["layer"] == "person", "person_id"].nunique()
    texts = {"people": counted(words, "people", people), "lines": counted(words, "lines", drawn)}
    return words.words(f"{DRAWN}#arm", name=name, **texts)


def _write_counts(page: Page, means: pd.DataFrame, x: float, limits: tuple[float, float]) -> None:
    """Write how many people are behind each mean, from the left, as far as there is room."""
    per_day, free = WIDTH / (limits[1] - limits[0]), -math.inf
    for point in rows_of(means):
        at, half = x + (point.day - limits[0]) * per_day, width_of(str(point.n), SMALL) / 2
        if at - half >= free:
            page.text(at, TOP + HEIGHT + COUNTS, f"{point.n}", SMALL, ha="center", color=GREY)
            free = at + half + 3


def _notes(frame: pd.DataFrame, words: Values) -> str:
    means = frame[frame["layer"] == "mean"]
    days = {"days": f"{means['days'].iloc[0]}"} if len(means) else {}
    return words.words(f"{DRAWN}#notes", {"means": bool(days)}, **days)
