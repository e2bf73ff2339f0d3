"""The facts by which sentences that interpret are chosen: in each direction, null and harm included.

Everything here is about differences exposed minus comparator in pain, so that negative is better, except
where `more_is_better` says otherwise (responders).
"""

from typing import Literal

from chart2paper.catalogue.outcomes import NOTICEABLE_POINTS, SIMILAR_POINTS
from chart2paper.writing.material import Estimate

Direction = Literal["better", "worse", "unclear", "not_estimable"]


def direction(estimate: Estimate | None, more_is_better: bool = False) -> Direction:
    """Return which way a difference points: by whether its 95% interval leaves zero out."""
    if estimate is None or not estimate.ok or estimate.low is None or estimate.high is None:
        return "not_estimable"
    if estimate.low <= 0 <= estimate.high:
        return "unclear"
    return "better" if (estimate.low > 0) == more_is_better else "worse"


Precision = Literal[
    "noticeable_both_ways",
    "noticeable_benefit_certain",
    "noticeable_harm_certain",
    "noticeable_benefit_possible",
    "noticeable_benefit_or_none",
    "noticeable_harm_possible",
    "noticeable_harm_or_none",
    "too_small_to_notice",
    "unknown",
]


def precision(estimate: Estimate | None) -> Precision:
    """Return what an interval (points) says about effects that people would notice."""
    if estimate is None or not estimate.ok or estimate.low is None or estimate.high is None:
        return "unknown"
    if estimate.high <= -NOTICEABLE_POINTS:
        return "noticeable_benefit_certain"
    if estimate.low >= NOTICEABLE_POINTS:
        return "noticeable_harm_certain"
    benefit, harm = estimate.low <= -NOTICEABLE_POINTS, estimate.high >= NOTICEABLE_POINTS
    if benefit and harm:
        return "noticeable_both_ways"
    if benefit:
        return "noticeable_benefit_possible" if estimate.high < 0 else "noticeable_benefit_or_none"
    if harm:
        return "noticeable_harm_possible" if estimate.low > 0 else "noticeable_harm_or_none"
    return "too_small_to_notice"


def how_far(first: float, second: float) -> Literal["more_benefit", "less_benefit", "same"]:
    """Return how a first difference in pain (points) compares with a second one."""
    if abs(first - second) < SIMILAR_POINTS:
        return "same"
    return "more_benefit" if first < second else "less_benefit"


def contains(estimate: Estimate, number: float) -> bool:
    """Return whether a 95% interval holds a number."""
    return estimate.low is not None and estimate.high is not None and estimate.low <= number <= estimate.high


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Return whether two intervals have a point in common."""
    return first[0] <= second[1] and second[0] <= first[1]
