"""Numbers of the cumulative responder curve: the share of each arm at or above every pain reduction."""

import pandas as pd

from chart2paper.figures.words import rows_of
from chart2paper.tables import Column, Table, shape

# Moderate and substantial benefit (Dworkin 2008).
MARKED = (30, 50)

TWIN = Table(
    "responders",
    "a point of one arm's curve",
    (
        Column("role", "text", "exposed or comparator", required=True, values=("exposed", "comparator")),
        Column("threshold_percent", "number", "pain reduction; negative = worse", unit="%", required=True),
        Column("responders", "integer", "persons at or above the threshold", required=True, low=0),
        Column("n", "integer", "persons; a missing outcome counts as no response", required=True, low=0),
        Column("share", "number", "responders / n; empty = nobody in the arm", low=0, high=1),
        Column("ci_low", "number", "lower limit of the 95% interval", low=0, high=1),
        Column("ci_high", "number", "upper limit of the 95% interval", low=0, high=1),
        Column("marked", "flag", "a threshold named in the figure", required=True),
    ),
    key=("role", "threshold_percent"),
)


def responders_frame(responder_curve: pd.DataFrame) -> pd.DataFrame:
    """Return the points of both curves (TWIN) from twice the baseline pain (-100 %) to no pain (100 %).

    Parameters
    ----------
    responder_curve: rows of RESPONDER_CURVE.
    """
    frame = responder_curve[responder_curve["threshold_percent"].between(-100, 100)]
    return shape(frame.assign(marked=frame["threshold_percent"].isin(MARKED)), TWIN)


def alt_text(frame: pd.DataFrame, short_name: str) -> str:
    """Describe the responder curve in sentences, from the plotted points alone."""
    head = "Cumulative responder curve: share of people by pain reduction from baseline."
    points = frame[frame["share"].notna()]
    if points.empty:
        return f"{head} There is nobody to show."
    names = {"exposed": short_name, "comparator": "comparators"}
    texts = [
        f"At least {threshold:g}% less pain: {_shares(group, names)}."
        for threshold, group in points[points["marked"]].groupby("threshold_percent")
    ]
    improved = points[points["threshold_percent"] == 0]
    if len(improved):
        texts.append(f"Not worse than at baseline: {_shares(improved, names)}.")
    return " ".join([head, *texts, "A missing outcome counts as no response."])


def _shares(points: pd.DataFrame, names: dict[str, str]) -> str:
    ordered = points.sort_values("role", ascending=False)
    return ", ".join(
        f"{names[point.role]} {100 * point.share:.0f}% ({point.responders} of {point.n})"
        for point in rows_of(ordered)
    )
