"""Draws the love plot: differences between the arms before (open) and after matching (filled)."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.figures.balance import DRAWN
from chart2paper.figures.lettering import wrap
from chart2paper.figures.numbers import interval, rows_of
from chart2paper.figures.style import (
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

LABELS, NUMBERS = 152.0, 96.0  # widths of the columns left and right of the plot
WIDTH = TEXT_WIDTH - 2 * MARGIN - LABELS - NUMBERS
LINE, KEY, AXIS = SMALL * LEADING, 20.0, 40.0
LOOKS = {
    "before": {"marker": "D", "color": "#8a8a8a", "face": "white", "shift": -2.6},
    "after": {"marker": "o", "color": INK, "face": INK, "shift": 2.6},
}
NEGLIGIBLE: dict[str, Any] = {"color": GREY, "linewidth": 0.7, "linestyle": (0, (4, 2))}
# Of so many covariates, so many lie beyond the limits of chance: those of a 95% interval.
BEYOND, OF = "5", "100"
CHANCE: dict[str, Any] = {"color": INK, "linewidth": 1.0, "linestyle": (0, (1, 1.6))}
SAMPLE_OF_LINE = 24.0  # width of a line in the key beneath the plot


@dataclass(frozen=True)
class _Note:
    """A text beneath the plot, and the look of the line that it explains, if any."""

    lines: list[str]
    line: dict[str, Any] | None


@dataclass(frozen=True)
class _Label:
    """A label of the left column: its lines, its indent, and the height it takes."""

    lines: list[str]
    indent: float
    height: float
    row: int | None  # None = the name of a covariate above its levels


def draw_balance(frame: pd.DataFrame, title: str, banner: str, words: Values) -> Figure:
    """Return the love plot of `frame` (rows of BALANCE_FIGURE); the numbers are those after matching."""
    labels = _labels(frame)
    body = sum(label.height for label in labels) or 40.0
    notes = _notes(frame, words)
    with journal_style():
        page = new_page(KEY + body + AXIS + sum(len(note.lines) for note in notes) * LINE, title, banner)
        axes = page.axes(MARGIN + LABELS, KEY, WIDTH, body)
        _set_axes(axes, frame, body, words)
        middles = _draw_labels(page, labels)
        _draw_chance(axes, frame, middles, body)
        _draw_points(axes, frame, middles)
        _draw_numbers(page, frame, middles, words)
        _draw_key(page, words)
        _draw_notes(page, notes, KEY + body + AXIS)
    return page.figure


def _labels(frame: pd.DataFrame) -> list[_Label]:
    """Return the left column from top to bottom: numbers, and levels below their covariate's name."""
    labels: list[_Label] = []
    last = None
    for row in rows_of(frame.drop_duplicates("row")):
        leveled = pd.notna(row.level)
        if leveled and row.covariate != last:
            lines = wrap(row.label, LABELS - 10, SMALL)
            labels.append(_Label(lines, 0, len(lines) * LINE + 4, None))
        lines = wrap(
            COVARIATES[row.covariate].in_table(row.level) if leveled else row.label, LABELS - 20, SMALL
        )
        labels.append(_Label(lines, 10.0 * leveled, len(lines) * LINE + 5, int(row.row)))
        last = row.covariate
    return labels


def _draw_labels(page: Page, labels: list[_Label]) -> np.ndarray:
    """Write the left column; return the middle of each row of the plot, in points from its top."""
    y, middles = 0.0, []
    for label in labels:
        gap = (label.height - len(label.lines) * LINE) / 2
        page.lines(MARGIN + label.indent, KEY + y + gap, label.lines, SMALL)
        if label.row is not None:
            middles.append(y + label.height / 2)
        y += label.height
    return np.array(middles)


def _set_axes(axes: Axes, frame: pd.DataFrame, body: float, words: Values) -> None:
    axes.set(ylim=(body, 0), yticks=[])
    axes.spines["left"].set_visible(False)
    if frame.empty:
        axes.set(xticks=[])
        return write_empty(axes, words.words(f"{DRAWN}#none"))
    limit = frame[["smd", "smd_ci_low", "smd_ci_high", "chance_limit"]].abs().max(axis=None)
    limit = float(np.nanmax([0.5, limit])) * 1.06
    axes.set(xlim=(-limit, limit))
    axes.set_xlabel(words.words(f"{DRAWN}#axis"))
    axes.axvline(0, color=INK, linewidth=0.6, zorder=1)
    negligible = frame["negligible_limit"].iloc[0]
    for line in (-negligible, negligible):
        axes.axvline(line, **NEGLIGIBLE, zorder=1, gid="negligible")
    return None


def _draw_chance(axes: Axes, frame: pd.DataFrame, middles: np.ndarray, body: float) -> None:
    """Shade what chance alone explains, row by row: fewer known values have wider limits."""
    limits = frame.drop_duplicates("row")["chance_limit"].to_numpy("float64", na_value=np.nan)
    if np.isnan(limits).all():
        return
    between = (middles[1:] + middles[:-1]) / 2
    y = np.repeat([0.0, *between, body], 2)[1:-1]
    x = np.repeat(limits, 2)
    axes.fill_betweenx(y, -x, x, where=~np.isnan(x), color=PALE, zorder=0, linewidth=0, gid="chance-band")
    for side in (-x, x):
        axes.plot(side, y, **CHANCE, zorder=1, gid="chance")


def _draw_points(axes: Axes, frame: pd.DataFrame, middles: np.ndarray) -> None:
    for sample, look in LOOKS.items():
        points = frame[(frame["sample"] == sample) & frame["smd"].notna()]
        if points.empty:
            continue
        y = middles[points["row"].to_numpy(dtype="int64")] + look["shift"]
        limits = points["smd_ci_low"], points["smd_ci_high"]
        axes.hlines(y, *limits, color=look["color"], linewidth=1.1, gid=f"ci-{sample}")
        axes.plot(points["smd"], y, **_marker(look), linestyle="", gid=f"smd-{sample}")


def _marker(look: dict[str, Any]) -> dict[str, Any]:
    edge = {"markeredgecolor": INK, "markeredgewidth": 0.8, "markersize": 4.4}
    return {"marker": look["marker"], "color": look["color"], "markerfacecolor": look["face"], **edge}


def _draw_numbers(page: Page, frame: pd.DataFrame, middles: np.ndarray, words: Values) -> None:
    right = TEXT_WIDTH - MARGIN
    page.text(right, KEY - 14, words.words(f"{DRAWN}#numbers"), SMALL, ha="right", weight="bold")
    for point in rows_of(frame[frame["sample"] == "after"]):
        text = words.words(f"{DRAWN}#not_estimable")
        if pd.notna(point.smd):
            text = interval(point.smd, point.smd_ci_low, point.smd_ci_high, 2)
        weight = "bold" if pd.notna(point.flagged) and point.flagged else "normal"
        page.text(right, KEY + middles[point.row], text, SMALL, ha="right", weight=weight)


def _draw_key(page: Page, words: Values) -> None:
    y = KEY - 14
    for x, (sample, look) in zip((MARGIN + LABELS, MARGIN + LABELS + 88), LOOKS.items(), strict=True):
        page.line([x, x + 6, x + 12], [y] * 3, linewidth=1.1, markevery=[1], **_marker(look))
        page.text(x + 17, y, words.words(f"{DRAWN}#sample", {"sample": sample}), SMALL)


def _notes(frame: pd.DataFrame, words: Values) -> list[_Note]:
    """Return the key beneath the plot: what each line means, in words."""
    if frame.empty:
        return []
    negligible = f"±{frame['negligible_limit'].iloc[0]:g}"
    texts: list[tuple[str, dict[str, Any] | None]] = [
        (words.words(f"{DRAWN}#negligible", negligible=negligible), NEGLIGIBLE)
    ]
    limits = [f"±{limit:.2f}" for limit in sorted({*frame["chance_limit"].dropna()})]
    if limits:
        texts.append((_chance(limits, words), CHANCE))
    if frame.loc[frame["sample"] == "after", "flagged"].fillna(False).any():
        texts.append((words.words(f"{DRAWN}#flagged", negligible=negligible), None))
    room = TEXT_WIDTH - 2 * MARGIN - SAMPLE_OF_LINE - 8
    return [_Note(wrap(text, room, SMALL), line) for text, line in texts]


def _chance(limits: list[str], words: Values) -> str:
    """Return what the limits of chance mean, from the narrowest to the widest of them."""
    lowest, highest = limits[0], limits[-1]
    ends = {"lowest": lowest} if lowest == highest else {"lowest": lowest, "highest": highest}
    return words.words(f"{DRAWN}#chance", {"one_limit": lowest == highest}, outside=BEYOND, all=OF, **ends)


def _draw_notes(page: Page, notes: list[_Note], y: float) -> None:
    for note in notes:
        if note.line:
            page.line([MARGIN, MARGIN + SAMPLE_OF_LINE], [y + LINE / 2] * 2, **note.line)
        y = page.lines(MARGIN + SAMPLE_OF_LINE + 8, y, note.lines, SMALL, color=GREY)
