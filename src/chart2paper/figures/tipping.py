"""Numbers of the tipping-point figure: the pooled difference along three ways of shifting imputed scores."""

import pandas as pd

from chart2paper.figures.numbers import interval, rows_of
from chart2paper.status import reason as why
from chart2paper.tables.figures import PATHS, TIPPING_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/tipping"


def tipping_frame(tipping_point: pd.DataFrame) -> pd.DataFrame:
    """Return the points of the three lines (TIPPING_FIGURE) from the grid of shifts (TIPPING_POINT).

    One line shifts the exposed alone, one comparators alone, one both by as much in opposite directions
    (`shift` is then that of the exposed).
    """
    exposed, comparator = tipping_point["delta_exposed"], tipping_point["delta_comparator"]
    parts = [
        tipping_point[comparator == 0].assign(path="exposed", shift=exposed),
        tipping_point[exposed == 0].assign(path="comparator", shift=comparator),
        tipping_point[exposed == -comparator].assign(path="against", shift=exposed),
    ]
    return shape(pd.concat(parts, ignore_index=True), TIPPING_FIGURE)


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the lines in sentences, from the plotted points alone."""
    head = words.words(f"{DRAWN}#alt")
    points = frame[frame["estimate"].notna()]
    if points.empty:
        return f"{head} {why_empty(frame, words)}"
    texts = [
        words.words(
            f"{DRAWN}#alt_path",
            {"path": path},
            drug=short_name,
            ends=_ends(points[points["path"] == path], words),
        )
        for path in PATHS
    ]
    return " ".join([head, *texts])


def _ends(line: pd.DataFrame, words: Values) -> str:
    ends = rows_of(line.sort_values("shift").iloc[[0, -1]])
    return ", ".join(
        words.words(
            f"{DRAWN}#alt_end",
            estimate=interval(end.estimate, end.ci_low, end.ci_high, 2),
            shift=printed(end.shift, 1),
        )
        for end in ends
    )


def why_empty(frame: pd.DataFrame, words: Values) -> str:
    """Return why there is no line to show."""
    reasons = frame["status"].map(why).unique()
    reason = {"reason": reasons[0]} if len(reasons) else {}
    return words.words(f"{DRAWN}#nothing", {"known": bool(reason)}, **reason)
