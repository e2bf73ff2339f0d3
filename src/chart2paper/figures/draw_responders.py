"""Draws the cumulative responder curve of both arms, with what happens at 30 % and 50 % in words."""

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
    PALE,
    SMALL,
    Page,
    arm_key,
    arm_marker,
    arm_names,
    journal_style,
    new_page,
    say_empty,
)
from chart2paper.figures.words import rows_of

LEFT, WIDTH, HEIGHT = 40.0, 292.0, 205.0
SIDE = LEFT + WIDTH + 18  # left edge of the words beside the plot
TOP, AXIS = 16.0, 56.0


def draw_responders(frame: pd.DataFrame, title: str, banner: str, short_name: str) -> Figure:
    """Return the responder curves of `frame` (rows of `responders.TWIN`)."""
    with journal_style():
        page = new_page(TOP + HEIGHT + AXIS, title, banner)
        axes = page.axes(LEFT, TOP, WIDTH, HEIGHT)
        _set_axes(axes)
        points = frame[frame["share"].notna()]
        if points.empty:
            say_empty(axes, "Nobody to show")
        for role in ("comparator", "exposed"):
            _draw_curve(axes, points[points["role"] == role], role)
        for threshold in sorted(points.loc[points["marked"], "threshold_percent"].unique()):
            axes.axvline(threshold, color=GREY, linewidth=0.7, linestyle=(0, (4, 2)), zorder=1, gid="marked")
        _write_beside(page, points, arm_names(short_name))
        note = "Bands: 95% intervals. A missing outcome counts as no response."
        page.text(MARGIN, TOP + HEIGHT + AXIS - SMALL, note, SMALL, color=GREY)
    return page.figure


def _set_axes(axes: Axes) -> None:
    axes.set(xlim=(-100, 100), ylim=(0, 100))
    axes.set_xticks([-100, -50, 0, 30, 50, 100], ["−100", "−50", "0", "30", "50", "100"])
    axes.set_yticks(range(0, 101, 20))
    axes.set_xlabel("Pain reduction from baseline of at least (%)")
    axes.set_ylabel("People (%)")
    axes.axvspan(-100, 0, color=PALE, linewidth=0, zorder=0)
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
    for x, text in ((-50, "worse than at baseline"), (50, "better")):
        axes.text(x, 102.5, text, ha="center", va="bottom", size=SMALL, color=GREY)


def _draw_curve(axes: Axes, points: pd.DataFrame, role: str) -> None:
    """Draw one arm: the share at a threshold holds back to the threshold before it."""
    if points.empty:
        return
    look, x = ARMS[role], points["threshold_percent"].to_numpy()
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


def _write_beside(page: Page, points: pd.DataFrame, names: dict[str, str]) -> None:
    """Write the key and, for each marked threshold, the share of each arm with its interval."""
    y = TOP + BODY
    for role in ("exposed", "comparator"):
        n = points.loc[points["role"] == role, "n"].max()
        arm_key(page, SIDE, y, role, f"{names[role]} (n = {0 if pd.isna(n) else n:,})")
        y += BODY * LEADING * 1.25
    for threshold, group in points[points["marked"]].groupby("threshold_percent"):
        y += BODY * LEADING * 1.1
        page.text(SIDE, y, f"At least {threshold:g}% less pain", weight="bold")
        for point in rows_of(group.sort_values("role", ascending=False)):
            y += BODY * LEADING * 1.1
            arm_marker(page, SIDE + 3, y, point.role)
            share, low, high = 100 * point.share, 100 * point.ci_low, 100 * point.ci_high
            page.text(SIDE + 11, y, f"{share:.0f}% ({low:.0f} to {high:.0f})")
        y += BODY * 0.4
