"""Draws the specification curve: estimates sorted with their intervals, and beneath them what each one changes."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from chart2paper.figures.lettering import width_of, wrap
from chart2paper.figures.limits import readable_limits
from chart2paper.figures.numbers import rows_of
from chart2paper.figures.specification_curve import DRAWN
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
    journal_style,
    new_page,
    write_empty,
)
from chart2paper.writing.values import Values

# Many rows must fit a page: the smallest type of the project.
TYPE = 7.0
ROW, GAP = 8.0, 2.6
HEADINGS, LABELS = 70.0, 106.0  # widths of the two columns left of the plot
KEY, CURVE, BETWEEN = 18.0, 106.0, 6.0
LEFT = MARGIN + HEADINGS + LABELS
WIDTH = TEXT_WIDTH - MARGIN - LEFT
# Intervals that reach further than this many times the spread of the estimates are cut off at an arrow.
REACH, SPACE = 1.5, 0.06
DOT = 3.2
# Positions along the curve, however few analyses there are.
FEWEST = 12
BLUE = ARMS["exposed"].colour
STRIPE = "#dcebf5"
# What a mark says: the interval leaves zero out, or not; the primary analysis has a shape of its own.
LOOKS = {
    "clear": ("o", INK, 3.4),
    "unclear": ("o", "white", 3.4),
    "primary": ("D", BLUE, 5.6),
}


def draw_specification_curve(frame: pd.DataFrame, banner: str, short_name: str, words: Values) -> Figure:
    """Return the specification curve of `frame` (rows of SPECIFICATION_CURVE_FIGURE)."""
    curve, settings = frame[frame["layer"] == "estimate"], frame[frame["layer"] == "setting"]
    labels = settings.drop_duplicates("row").sort_values("row")
    middles = _middles(labels)
    notes = wrap(_notes(frame, short_name, words), TEXT_WIDTH - 2 * MARGIN, SMALL)
    below = KEY + CURVE + BETWEEN + _height(middles) + 6
    with journal_style():
        page = new_page(below + len(notes) * SMALL * LEADING, "", banner)
        _draw_key(page, words)
        axes = page.axes(LEFT, KEY, WIDTH, CURVE)
        _draw_curve(page, axes, curve, words)
        if len(middles):
            _draw_matrix(page, curve, settings, labels, middles)
        page.lines(MARGIN, below, notes, SMALL, color=GREY)
    return page.figure


def _notes(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    left_out = int(frame["not_drawn"].max()) if len(frame) else 0
    facts = {"better": words.outcome.better, "left_out": left_out > 0}
    number = {"number": f"{left_out:,}"} if left_out else {}
    return words.words(f"{DRAWN}#notes", facts, drug=short_name, **number)


def _middles(labels: pd.DataFrame) -> np.ndarray:
    """Return the middle of each row of the matrix, in points from its top; questions are set apart."""
    new = pd.factorize(labels["heading"])[0]
    return ROW / 2 + 2 + ROW * np.arange(len(labels)) + GAP * new


def _height(middles: np.ndarray) -> float:
    return float(middles[-1]) + ROW / 2 + 2 if len(middles) else 0.0


def _draw_curve(page: Page, axes: Axes, curve: pd.DataFrame, words: Values) -> None:
    lines = [words.words(f"{DRAWN}#axis"), words.outcome.points, words.words(f"{DRAWN}#axis_end")]
    page.lines(LEFT - 34, KEY + CURVE / 2 - 1.5 * SMALL * LEADING, lines, SMALL, weight="bold", ha="right")
    axes.spines["bottom"].set_visible(False)
    axes.set(xlim=(0.2, max(len(curve), FEWEST) + 0.8), xticks=[])
    if curve.empty:
        axes.set(yticks=[])
        return write_empty(axes, words.words(f"{DRAWN}#nothing"))
    low, high = readable_limits(curve, REACH, SPACE)
    axes.set(ylim=(low, high))
    axes.yaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
    axes.axhline(0, color=INK, linewidth=0.7, zorder=1, gid="zero")
    _mark_primary(axes, curve)
    known = curve[curve["ci_low"].notna() & curve["ci_high"].notna()]
    colours = [BLUE if primary else "#8a8a8a" for primary in known["is_primary"]]
    axes.vlines(
        known["position"],
        known["ci_low"],
        known["ci_high"],
        colors=colours,
        linewidth=1.1,
        zorder=2,
        gid="ci",
    )
    for beyond, edge, arrow in ((known["ci_low"] < low, low, "v"), (known["ci_high"] > high, high, "^")):
        cut = known["position"][beyond]
        axes.plot(cut, [edge] * len(cut), arrow, color="#8a8a8a", markersize=3.5, clip_on=False, zorder=2)
    for look, same in _looks(curve).items():
        marker, face, size = LOOKS[look]
        axes.plot(curve["position"][same], curve["estimate"][same], **_marker(marker, face, size), gid=look)
    return None


def _looks(curve: pd.DataFrame) -> dict[str, np.ndarray]:
    primary = curve["is_primary"].eq(1).to_numpy(dtype=bool)
    clear = (curve["ci_low"].gt(0) | curve["ci_high"].lt(0)).to_numpy(dtype=bool)
    return {"clear": clear & ~primary, "unclear": ~clear & ~primary, "primary": primary}


def _marker(marker: str, face: str, size: float) -> dict[str, Any]:
    edge = {"markeredgecolor": INK, "markeredgewidth": 0.7, "markersize": size}
    return {"marker": marker, "linestyle": "", "markerfacecolor": face, "zorder": 3, **edge}


def _mark_primary(axes: Axes, marks: pd.DataFrame) -> None:
    """Draw the stripe that runs through curve and rows at the primary analysis."""
    for position in marks.loc[marks["is_primary"] == 1, "position"].unique():
        axes.axvspan(position - 0.5, position + 0.5, color=STRIPE, linewidth=0, zorder=0.5)


def _draw_matrix(
    page: Page, curve: pd.DataFrame, settings: pd.DataFrame, labels: pd.DataFrame, middles: np.ndarray
) -> None:
    """Draw the rows beneath the curve; a dot looks as its analysis does on the curve."""
    top, height = KEY + CURVE + BETWEEN, _height(middles)
    _draw_labels(page, top, labels, middles)
    axes = page.axes(LEFT, top, WIDTH, height)
    axes.set(xlim=page.figure.axes[0].get_xlim(), ylim=(height, 0), xticks=[], yticks=[], facecolor="none")
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    _mark_primary(axes, curve)
    y = middles[settings["row"].to_numpy(dtype="int64") - 1]
    looks = curve.set_index("position").index.to_numpy()
    for look, same in _looks(curve).items():
        marks = settings["position"].isin(looks[same]).to_numpy(dtype=bool)
        marker, face, *_ = LOOKS[look]
        axes.plot(settings["position"][marks], y[marks], **_marker(marker, face, DOT), gid=f"setting-{look}")


def _draw_labels(page: Page, top: float, labels: pd.DataFrame, middles: np.ndarray) -> None:
    """Write the two columns of words: each question once, and each change; every other question is shaded."""
    for shade, (_, group) in enumerate(labels.groupby("heading", sort=False)):
        rows = middles[group["row"].to_numpy(dtype="int64") - 1]
        if shade % 2 == 0:
            height = rows[-1] - rows[0] + ROW + GAP
            page.box(
                MARGIN,
                top + rows[0] - ROW / 2 - GAP / 2,
                TEXT_WIDTH - 2 * MARGIN,
                height,
                facecolor=PALE,
                zorder=-1,
            )
        page.text(MARGIN + 2, top + rows[0], group["heading"].iloc[0], TYPE, weight="bold")
    for label, middle in zip(rows_of(labels), middles, strict=True):
        page.text(MARGIN + HEADINGS, top + middle, _short(label.label), TYPE)


def _short(label: str) -> str:
    """Return a label on one line, cut where it does not fit."""
    lines = wrap(label, LABELS - 8, TYPE)
    return lines[0] if len(lines) == 1 else wrap(label, LABELS - 16, TYPE)[0] + " …"


def _draw_key(page: Page, words: Values) -> None:
    x = MARGIN + 4
    for look, (marker, face, size) in reversed(LOOKS.items()):
        name = words.words(f"{DRAWN}#look", {"look": look})
        page.line(
            [x], [KEY / 2 - 2], marker=marker, markerfacecolor=face, markeredgecolor=INK, markersize=size
        )
        page.text(x + 8, KEY / 2 - 2, name, SMALL)
        x += 26 + width_of(name, SMALL)
