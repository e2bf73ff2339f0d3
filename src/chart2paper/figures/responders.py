"""Numbers of the cumulative responder curve: the share of each arm at or above every pain reduction, and the
difference between the arms."""

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.figures.numbers import rows_of
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import shape
from chart2paper.writing.outcome_words import outcome_words
from chart2paper.writing.printed import printed

# Moderate and substantial benefit (Dworkin 2008).
MARKED = (30, 50)
CURVES = ("exposed", "comparator", "difference")

TWIN = Table(
    "responders",
    "a point of one arm's curve, or of the difference between the arms",
    (
        Column("role", "text", "exposed, comparator or the difference", required=True, values=CURVES),
        Column("threshold_percent", "number", "improvement; negative = worse", unit="%", required=True),
        Column("responders", "integer", "persons at or above the threshold; empty for the difference", low=0),
        Column("n", "integer", "persons; a missing outcome counts as no response", low=0),
        Column("share", "number", "responders / n, or exposed minus comparator", low=-1, high=1),
        Column("ci_low", "number", "lower limit of the 95% interval", low=-1, high=1),
        Column("ci_high", "number", "upper limit of the 95% interval", low=-1, high=1),
        Column("marked", "flag", "a threshold named in the figure", required=True),
    ),
    key=("role", "threshold_percent"),
)


def responders_frame(responder_curve: pd.DataFrame, responder_difference: pd.DataFrame) -> pd.DataFrame:
    """Return the points of all curves (TWIN) from worse (-100 %) to better (100 %) by the whole baseline.

    Parameters
    ----------
    responder_curve: rows of RESPONDER_CURVE.
    responder_difference: rows of RESPONDER_DIFFERENCE.
    """
    difference = responder_difference.rename(columns={"difference": "share"}).assign(role="difference")
    frame = pd.concat([responder_curve, difference], ignore_index=True)
    frame = frame[frame["threshold_percent"].between(-100, 100)]
    return shape(frame.assign(marked=frame["threshold_percent"].isin(MARKED)), TWIN)


def alt_text(frame: pd.DataFrame, short_name: str, outcome: Outcome) -> str:
    """Describe the responder curve in sentences, from the plotted points alone."""
    words = outcome_words(outcome)
    head = f"Cumulative responder curve: share of people by {words['improvement']} from baseline."
    points = frame[frame["share"].notna()]
    if points.empty:
        return f"{head} There is nobody to show."
    names = {"exposed": short_name, "comparator": "comparators"}
    texts = [
        f"At least {threshold:g}% {words['better_outcome']}: {_shares(group, names)}.{_difference(group)}"
        for threshold, group in points[points["marked"]].groupby("threshold_percent")
    ]
    improved = points[points["threshold_percent"] == 0]
    if len(improved):
        texts.append(f"Not worse than at baseline: {_shares(improved, names)}.")
    return " ".join([head, *texts, "A missing outcome counts as no response."])


def _shares(points: pd.DataFrame, names: dict[str, str]) -> str:
    ordered = points[points["role"].isin(names)].sort_values("role", ascending=False)
    return ", ".join(
        f"{names[point.role]} {100 * point.share:.0f}% ({point.responders} of {point.n})"
        for point in rows_of(ordered)
    )


def _difference(points: pd.DataFrame) -> str:
    """Tell the difference at one threshold; nothing when an arm is empty."""
    return "".join(
        f" Difference {printed(100 * point.share, 0)} percentage points "
        f"({printed(100 * point.ci_low, 0)} to {printed(100 * point.ci_high, 0)})."
        for point in rows_of(points[points["role"] == "difference"])
    )
