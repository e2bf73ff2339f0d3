"""Numbers of the cumulative responder curve: the share of each arm at or above every pain reduction, and the
difference between the arms."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from chart2paper.catalogue.responders import main_thresholds
from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import arms_within
from chart2paper.tables.figures import RESPONDERS_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/responders"


def responders_frame(
    responder_curve: pd.DataFrame,
    responder_difference: pd.DataFrame,
    responder_thresholds: Sequence[float],
) -> pd.DataFrame:
    """Return the points of all curves (RESPONDERS_FIGURE) from worse (-100 %) to better (100 %) by the whole baseline.

    Parameters
    ----------
    responder_curve: rows of RESPONDER_CURVE.
    responder_difference: rows of RESPONDER_DIFFERENCE.
    responder_thresholds: improvements from baseline, in percent, that count as a response in the analysis.
    """
    difference = responder_difference.rename(columns={"difference": "share"}).assign(role="difference")
    frame = pd.concat([responder_curve, difference], ignore_index=True)
    frame = frame[frame["threshold_percent"].between(-100, 100)]
    marked = frame["threshold_percent"].isin(main_thresholds(responder_thresholds))
    return shape(frame.assign(marked=marked), RESPONDERS_FIGURE)


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
    """Return a difference (row of RESPONDERS_FIGURE) in percentage points, as texts of the passage."""
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
