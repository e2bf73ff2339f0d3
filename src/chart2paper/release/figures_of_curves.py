"""Figures of a release in the place of those that show single people: curves on a coarse grid."""

import pandas as pd

from chart2paper.release.draw_curves import Curves, draw_curves
from chart2paper.release.released import FIGURES, Drawn, Page, Released


def responders(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the shares of responders at the thresholds that are shown."""
    table = released.frame(analysis, "responder_curve")
    points = _points(table, "threshold_percent", "share", times=100)
    part = page.part
    curves = Curves(
        points, part("responders_x"), part("responders_y"), (0, 100), part("responders"), x_limits=(-100, 100)
    )
    return draw_curves(curves, page.title(analysis), page.banner, page.short, page.words), table


def time_on_treatment(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the share still taking the drug on the days that are shown."""
    table = released.frame(analysis, "time_on_treatment")
    table = table.reindex(columns=["day", "at_risk", "share"])
    points = _points(table.assign(role="exposed"), "day", "share", times=100)
    still_taking = page.words.words(f"{FIGURES}#time_y", {}, drug=page.short)
    curves = Curves(points, page.part("days"), still_taking, (0, 105), page.part("time_on_treatment"))
    return draw_curves(curves, page.title(analysis), page.banner, page.short, page.words), table


def trajectories(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the mean scores of each arm."""
    table = released.frame(analysis, "trajectories")
    points = _points(table, "day", "score")
    outcome = page.words.outcome
    limits = (outcome.low, outcome.high)
    curves = Curves(points, page.part("days"), outcome.label, limits, page.part("trajectories"))
    return draw_curves(curves, page.title(analysis), page.banner, page.short, page.words), table


def overlap(released: Released, analysis: str, page: Page) -> Drawn:
    """Return the preference scores in joined ranges."""
    table = released.frame(analysis, "overlap")
    table = table.reindex(columns=["role", "bin_low", "bin_high", "people", "share"])
    lows = sorted(table["bin_low"].unique())
    ends = [f"{low:g} to {high:g}" for low, high in zip(lows, [*lows[1:], 1], strict=False)]
    placed = table.assign(place=table["bin_low"].map({low: place for place, low in enumerate(lows)}))
    points = _points(placed, "place", "share", times=100)
    part = page.part
    curves = Curves(points, part("overlap_x"), part("overlap_y"), (0, 100), part("overlap"), tuple(ends))
    return draw_curves(curves, page.title(analysis), page.banner, page.short, page.words), table


def _points(table: pd.DataFrame, x: str, y: str, times: float = 1.0) -> pd.DataFrame:
    """Return role, x, y, low and high of the points of a table."""
    if table.empty:
        return pd.DataFrame(columns=["role", "x", "y", "low", "high"])
    columns = {"x": (x, 1.0), "y": (y, times), "low": ("ci_low", times), "high": ("ci_high", times)}
    numbers = {
        name: pd.to_numeric(table[column]) * size if column in table else float("nan")
        for name, (column, size) in columns.items()
    }
    return pd.DataFrame({"role": table["role"], **numbers})
