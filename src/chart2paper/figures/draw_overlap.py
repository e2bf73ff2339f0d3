"""Draws the overlap of the arms: mirrored histograms of the preference score, before and after matching."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.figures.lettering import wrap
from chart2paper.figures.overlap import DRAWN, equipoise_of
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
from chart2paper.tables.closed_lists import SAMPLES
from chart2paper.writing.printed import printed
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.values import Values

LEFT, BETWEEN, HEIGHT, TOP, AXIS = 36.0, 18.0, 170.0, 40.0, 40.0
WIDTH = (TEXT_WIDTH - LEFT - BETWEEN - 2 * MARGIN) / 2
# Exposed people stand upright, comparators hang down; hatching tells them apart in greyscale too.
SIDES = {"exposed": (1, ""), "comparator": (-1, "////")}


def draw_overlap(frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return the overlap of `frame` (rows of OVERLAP_FIGURE)."""
    names = arm_names(words, short_name)
    notes = wrap(words.words(f"{DRAWN}#note", **equipoise_of(frame)), TEXT_WIDTH - 2 * MARGIN, SMALL)
    bins, arms = (frame[frame["layer"] == layer] for layer in ("bin", "arm"))
    highest = max(0.1, float(bins["share"].max()) if len(bins) else 0.0)
    with journal_style():
        page = new_page(TOP + HEIGHT + AXIS + len(notes) * SMALL * LEADING, title, banner)
        for number, sample in enumerate(SAMPLES):
            x = MARGIN + LEFT + number * (WIDTH + BETWEEN)
            axes = page.axes(x, TOP, WIDTH, HEIGHT)
            _set_axes(axes, frame, highest, words, first=number == 0)
            _draw_bars(axes, bins[bins["sample"] == sample])
            page.text(x, TOP - 30, words.words(f"{DRAWN}#sample", {"sample": sample}), weight="bold")
            _write_arms(page, axes, arms[arms["sample"] == sample], x, names, words)
        page.lines(MARGIN, TOP + HEIGHT + AXIS, notes, SMALL, color=GREY)
    return page.figure


def _set_axes(axes: Axes, frame: pd.DataFrame, highest: float, words: Values, first: bool) -> None:
    step = 0.05 if highest <= 0.25 else 0.1 if highest <= 0.5 else 0.25
    most = float(np.ceil(highest / step - 1e-9) * step)
    ticks = np.arange(-most, most + step / 2, step)
    axes.set(xlim=(0, 1), ylim=(-1.08 * most, 1.08 * most))
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "0.25", "0.5", "0.75", "1"])
    axes.set_yticks(ticks, [printed(abs(100 * tick), 0) for tick in ticks])
    axes.tick_params(axis="y", labelleft=first)
    limits = frame["equipoise_low"].iloc[0], frame["equipoise_high"].iloc[0]
    axes.axvspan(*limits, color=PALE, linewidth=0, zorder=0, gid="equipoise")
    axes.axhline(0, color=INK, linewidth=0.6, zorder=2)
    axes.set_xlabel(words.words(f"{DRAWN}#axis"))
    if first:
        axes.set_ylabel(words.words(f"{DRAWN}#people"))


def _draw_bars(axes: Axes, bins: pd.DataFrame) -> None:
    for role, (side, hatch) in SIDES.items():
        bars = bins[bins["role"] == role]
        axes.bar(
            bars["bin_low"],
            side * bars["share"],
            bars["bin_high"] - bars["bin_low"],
            align="edge",
            facecolor=ARMS[role].colour,
            edgecolor=INK,
            linewidth=0.5,
            hatch=hatch,
            zorder=3,
            gid=f"bars-{role}",
        )


def _write_arms(
    page: Page, axes: Axes, arms: pd.DataFrame, x: float, names: dict[str, str], words: Values
) -> None:
    """Write which share of each arm is in equipoise, or why there is no score."""
    known = arms.set_index("role")
    if known["share"].isna().all():
        reason = known["status"].iloc[0]
        return write_empty(axes, "\n".join(wrap(sentence_case(reason), WIDTH - 30, SMALL)))
    for number, role in enumerate(SIDES):
        y = TOP - 17 + number * SMALL * LEADING
        look = {"facecolor": ARMS[role].colour, "edgecolor": INK, "linewidth": 0.5, "hatch": SIDES[role][1]}
        page.box(x, y - 3.5, 14, 7, **look)
        share = printed(100 * known["share"][role], 0)
        text = words.words(f"{DRAWN}#arm", {"arm": role}, name=names[role], share=share)
        page.text(x + 19, y, text, SMALL)
    return None
