"""The share of each arm that improved by at least so much, for every threshold, and the difference."""

import numpy as np
import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.statistics.arms import ARMS, is_exposed, responded
from chart2paper.statistics.proportions import newcombe, wilson
from chart2paper.statistics.results import NotEstimable

# From worse by the whole baseline to better by it (of pain: from twice as much to none).
THRESHOLDS = range(-100, 101, 5)


def responder_curve(people: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """Return responders, people, share and Wilson interval per arm and threshold (RESPONDER_CURVE).

    The cumulative responder curve of Farrar and others (2006). A negative threshold asks who got
    worse by no more than that. A missing outcome (or a baseline of 0) is no response at every threshold,
    also the negative ones, so that a curve starts at the share whose outcome is known.
    """
    exposed = is_exposed(people)
    rows = []
    for threshold in THRESHOLDS:
        response = responded(people, threshold, outcome)
        for arm, members in zip(ARMS, (exposed, ~exposed), strict=True):
            rows.append((arm, threshold, *_share(response[members])))
    names = ["role", "threshold_percent", "responders", "n", "share", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=names)


def responder_difference(curve: pd.DataFrame, shared: NotEstimable | None) -> pd.DataFrame:
    """Return the difference between the arms of a responder curve at each threshold (RESPONDER_DIFFERENCE).

    Exposed minus comparator with Newcombe's interval (1998), each threshold on its own: the intervals hold
    pointwise, not for the whole curve at once. shared: `shared_comparators` of the people of the curve; where there
    are any, no difference can be estimated.
    """
    arms = [curve[curve["role"] == arm].set_index("threshold_percent")[["responders", "n"]] for arm in ARMS]
    both = pd.concat(arms, axis=1)
    rows = []
    for threshold, *counts in both.itertuples():
        result = shared or newcombe(*counts)
        numbers = (
            (np.nan,) * 3 if isinstance(result, NotEstimable) else (result.estimate, result.low, result.high)
        )
        rows.append((threshold, counts[1], counts[3], *numbers))
    names = ["threshold_percent", "n_exposed", "n_comparator", "difference", "ci_low", "ci_high"]
    return pd.DataFrame(rows, columns=names)


def _share(response: np.ndarray) -> tuple[int, int, float, float, float]:
    events, total = int(response.sum()), len(response)
    result = wilson(events, total, "this arm")
    if isinstance(result, NotEstimable):
        return events, total, np.nan, np.nan, np.nan
    return events, total, result.estimate, result.low, result.high
