"""The facts by which sentences that interpret are chosen: in each direction, null and harm included.

Everything here is about differences exposed minus comparator in the outcome, whose record says which way is better;
of responders, more is better whatever the outcome.
"""

from typing import Literal

from chart2paper.catalogue.outcomes import Better, Outcome
from chart2paper.catalogue.responders import PENALISED
from chart2paper.status import notes
from chart2paper.writing.material import Estimate

Direction = Literal["better", "worse", "unclear", "not_estimable"]


def direction(estimate: Estimate | None, better: Better) -> Direction:
    """Return which way a difference points: by whether its 95% interval leaves zero out."""
    if estimate is None or not estimate.ok or estimate.low is None or estimate.high is None:
        return "not_estimable"
    if estimate.low <= 0 <= estimate.high:
        return "unclear"
    return "better" if (estimate.low > 0) == (better == "higher") else "worse"


def adjusted_by(estimate: Estimate) -> Literal["model", "fallback"]:
    """Return whether an adjusted estimate comes from its model, or from what stands in where that has no solution."""
    return "fallback" if PENALISED in notes(estimate.status) else "model"


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


def precision(estimate: Estimate | None, outcome: Outcome) -> Precision:
    """Return what an interval (points) says about effects that people would notice."""
    if estimate is None or not estimate.ok or estimate.low is None or estimate.high is None:
        return "unknown"
    least, most = outcome.gains(estimate.low, estimate.high)
    if least >= outcome.noticeable:
        return "noticeable_benefit_certain"
    if most <= -outcome.noticeable:
        return "noticeable_harm_certain"
    benefit, harm = most >= outcome.noticeable, least <= -outcome.noticeable
    if benefit and harm:
        return "noticeable_both_ways"
    if benefit:
        return "noticeable_benefit_possible" if least > 0 else "noticeable_benefit_or_none"
    if harm:
        return "noticeable_harm_possible" if most < 0 else "noticeable_harm_or_none"
    return "too_small_to_notice"


def how_far(first: float, second: float, outcome: Outcome) -> Literal["more_benefit", "less_benefit", "same"]:
    """Return how a first difference in the outcome (points) compares with a second one."""
    if abs(first - second) < outcome.similar:
        return "same"
    return "more_benefit" if outcome.gain(first) > outcome.gain(second) else "less_benefit"


def contains(estimate: Estimate, number: float) -> bool:
    """Return whether a 95% interval holds a number."""
    return estimate.low is not None and estimate.high is not None and estimate.low <= number <= estimate.high


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Return whether two intervals have a point in common."""
    return first[0] <= second[1] and second[0] <= first[1]
