"""Draws a released figure whose original shows single people: points of each arm on a coarse grid."""

from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.figures.lettering import wrap
from chart2paper.figures.style import (
    ARMS,
    GREY,
    INK,
    LEADING,
    MARGIN,
    SMALL,
    TEXT_WIDTH,
    arm_key,
    arm_names,
    journal_style,
    new_page,
    write_empty,
)
from chart2paper.writing.values import Values

LEFT, WIDTH, HEIGHT, TOP, AXIS = 46.0, 412.0, 180.0, 22.0, 40.0


@dataclass(frozen=True)
class Curves:
    """What a figure shows. `frame`: role, x, y, and low and high where there is an interval; `ticks` are words
    along the x axis, where it is no scale."""

    frame: pd.DataFrame
    x_label: str
    y_label: str
    y_limits: tuple[float, float]
    note: str
    ticks: tuple[str, ...] = ()
    x_limits: tuple[float, float] | None = None


def draw_curves(curves: Curves, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return a figure with a line of points for each arm; empty when nothing may be shown."""
    names, notes = arm_names(words, short_name), wrap(curves.note, TEXT_WIDTH - 2 * MARGIN, SMALL)
    with journal_style():
        page = new_page(TOP + HEIGHT + AXIS + len(notes) * SMALL * LEADING, title, banner)
        axes = page.axes(LEFT, TOP, WIDTH, HEIGHT)
        axes.set_ylim(*curves.y_limits)
        if curves.x_limits:
            axes.set_xlim(*curves.x_limits)
        axes.set_xlabel(curves.x_label)
        axes.set_ylabel(curves.y_label)
        frame = curves.frame[curves.frame["y"].notna()] if len(curves.frame) else curves.frame
        for place, role in enumerate(ARMS):
            points = frame[frame["role"] == role].sort_values("x") if len(frame) else frame
            if len(points):
                _draw_arm(axes, points, role)
                arm_key(page, LEFT + 150 * place, TOP / 2 - 4, role, names[role])
        if curves.ticks:
            axes.set_xticks(range(len(curves.ticks)), list(curves.ticks))
        if not len(frame):
            axes.set(xticks=[], yticks=[])
            write_empty(axes, words.words("release/figures#not_shown"))
        page.lines(MARGIN, TOP + HEIGHT + AXIS, notes, SMALL, color=GREY)
    return page.figure


def _draw_arm(axes: Axes, points: pd.DataFrame, role: str) -> None:
    look = ARMS[role]
    if "low" in points and points["low"].notna().any():
        axes.vlines(
            points["x"], points["low"], points["high"], color=look.colour, linewidth=1.0, gid=f"ci-{role}"
        )
    axes.plot(
        points["x"],
        points["y"],
        marker=look.marker,
        color=look.colour,
        linestyle=look.dashes,
        linewidth=1.2,
        markeredgecolor=INK,
        markeredgewidth=0.8,
        markersize=5.5,
        gid=role,
    )
