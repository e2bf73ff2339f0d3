"""Numbers of the cumulative responder curve: the share of each arm at or above every pain reduction, and the
difference between the arms."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import arms_within
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/responders"
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


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the responder curve in sentences, from the plotted points alone."""
    head = words.words(f"{DRAWN}#alt")
    points = frame[frame["share"].notna()]
    if points.empty:
        return f"{head} {words.words(f'{DRAWN}#alt_nobody')}"
    names = arms_within(words, short_name)
    texts = [
        text
        for threshold, group in points[points["marked"]].groupby("threshold_percent")
        for text in _at_threshold(f"{threshold:g}", group, names, words)
    ]
    improved = points[points["threshold_percent"] == 0]
    if len(improved):
        texts.append(words.words(f"{DRAWN}#alt_not_worse", shares=_shares(improved, names, words)))
    return " ".join([head, *texts, words.words(f"{DRAWN}#alt_missing")])


def _at_threshold(
    threshold: str, points: pd.DataFrame, names: dict[str, str], words: Values
) -> Iterator[str]:
    """Give the shares at one threshold, and the difference; none when an arm is empty."""
    shares = _shares(points, names, words)
    yield words.words(f"{DRAWN}#alt_threshold", threshold=threshold, shares=shares)
    for point in rows_of(points[points["role"] == "difference"]):
        yield words.words(f"{DRAWN}#alt_difference", **difference_of(point))


def difference_of(point: Any) -> dict[str, str]:
    """Return a difference (row of TWIN) with its interval in percentage points, in the texts of the passage."""
    numbers = {"share": point.share, "low": point.ci_low, "high": point.ci_high}
    return {name: printed(100 * number, 0) for name, number in numbers.items()}


def _shares(points: pd.DataFrame, names: dict[str, str], words: Values) -> str:
    ordered = points[points["role"].isin(names)].sort_values("role", ascending=False)
    return ", ".join(
        words.words(
            f"{DRAWN}#alt_share",
            name=names[point.role],
            share=f"{100 * point.share:.0f}",
            responders=f"{point.responders}",
            n=f"{point.n}",
        )
        for point in rows_of(ordered)
    )
