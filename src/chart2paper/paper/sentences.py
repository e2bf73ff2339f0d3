"""Sentences that interpret, chosen from the results: in each direction, null and harm included.

Everything here is about differences exposed minus comparator in pain, so that negative is better, except
where `more_is_better` says otherwise (responders). No sentence calls a result "significant".
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


PLAIN_EFFECT: dict[Direction, str] = {
    "better": "On average, people who took {drug} ended with less pain than similar people who did not: the "
    "difference was {size} points out of ten. It could be as large as {benefit} or as small as {least} "
    "points.",
    "worse": "On average, people who took {drug} ended with more pain than similar people who did not: the "
    "difference was {size} points out of ten. It could be as large as {harm} or as small as {least} points.",
    "unclear": "We found no clear difference in pain between people who took {drug} and similar people who "
    "did not. Chance alone leaves room for anything from {benefit} points less pain to {harm} points more.",
    "not_estimable": "These records cannot say whether {drug} changed pain ({reason}).",
}
CONCLUSION: dict[Direction, str] = {
    "better": "In these records, {drug} was followed by less pain than similar people had without it. "
    "Because treatment was not assigned at random, differences between the groups that the records do not "
    "hold may explain some of it.",
    "worse": "In these records, {drug} was followed by more pain than similar people had without it. Because "
    "treatment was not assigned at random, people whose pain was about to worsen may have been more likely "
    "to be treated.",
    "unclear": "These records do not show whether {drug} changes pain. The interval includes no effect, and "
    "it is the range of effects within it, not the absence of any, that this study supports.",
    "not_estimable": "These records cannot answer the question.",
}
# When a check of the design failed: what was seen is told, and that it is no answer.
CONCLUSION_FAILED: dict[Direction, str] = {
    "better": "In these records, {drug} was followed by less pain than similar people had without it, but the "
    "comparison failed checks of its design ({failures}) and should not be read as an effect of {drug}.",
    "worse": "In these records, {drug} was followed by more pain than similar people had without it, but the "
    "comparison failed checks of its design ({failures}) and should not be read as an effect of {drug}.",
    "unclear": "These records do not show whether {drug} changes pain, and the comparison failed checks of its "
    "design ({failures}): neither its estimate nor its interval should be read as an effect of {drug}.",
    "not_estimable": "These records cannot answer the question.",
}
HEADLINE: dict[Direction, str] = {
    "better": "less pain with {drug}",
    "worse": "more pain with {drug}",
    "unclear": "no clear difference",
    "not_estimable": "not estimable",
}


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


PRECISION: dict[Precision, str] = {
    "noticeable_both_ways": "The interval is so wide that it holds both an average benefit and an average "
    "harm of more than {noticeable} point, the least change that one person notices.",
    "noticeable_benefit_certain": "The whole interval lies beyond {noticeable} point, the least change that "
    "one person notices.",
    "noticeable_harm_certain": "The whole interval lies on the side of harm beyond {noticeable} point, the "
    "least change that one person notices.",
    "noticeable_benefit_possible": "The interval reaches from an average benefit of more than {noticeable} "
    "point, the least change that one person notices, to one too small to notice.",
    "noticeable_benefit_or_none": "The interval reaches from an average benefit of more than {noticeable} "
    "point, the least change that one person notices, to no benefit at all.",
    "noticeable_harm_possible": "The interval reaches from an average harm of more than {noticeable} point, "
    "the least change that one person notices, to one too small to notice.",
    "noticeable_harm_or_none": "The interval reaches from an average harm of more than {noticeable} point, "
    "the least change that one person notices, to no harm at all.",
    "too_small_to_notice": "The whole interval lies within {noticeable} point of no difference, so that on "
    "average the effect is probably smaller than the least change that one person notices.",
    "unknown": "Without an interval, nothing can be said about its precision.",
}

RESPONDERS: dict[Direction, str] = {
    "better": "More people improved by at least {threshold}% with {drug}: {exposed}% against {comparator}%, "
    "{adjusted} risk difference {rd} percentage points, number needed to treat {nnt}.",
    "worse": "Fewer people improved by at least {threshold}% with {drug}: {exposed}% against {comparator}%, "
    "{adjusted} risk difference {rd} percentage points, number needed to treat {nnt}.",
    "unclear": "An improvement of at least {threshold}% was not clearly more or less frequent with {drug}: "
    "{exposed}% against {comparator}%, {adjusted} risk difference {rd} percentage points, number needed to "
    "treat {nnt}.",
    "not_estimable": "Whether more people improved by at least {threshold}% with {drug} is {reason}.",
}

INTERACTION: dict[Direction, str] = {
    "better": "The difference in favour of {drug} was larger for {first} than for {second} (interaction "
    "{estimate} {unit}, 95% confidence interval {ci}).",
    "worse": "The difference was less favourable to {drug} for {first} than for {second} (interaction "
    "{estimate} {unit}, 95% confidence interval {ci}).",
    "unclear": "There was no clear evidence that the effect differs between {first} and {second} "
    "(interaction {estimate} {unit}, 95% confidence interval {ci}); nor does this show that it is the same.",
    "not_estimable": "Whether the effect differs between {first} and {second} is {reason}.",
}

PERCENT_CHANGE: dict[Direction, str] = {
    "better": "{pain} changed by {exposed}% with {drug} and by {comparator}% without it (mean of each "
    "person’s percent change), a better course with {drug} (difference {difference} percentage points, 95% "
    "confidence interval {ci}).",
    "worse": "{pain} changed by {exposed}% with {drug} and by {comparator}% without it (mean of each "
    "person’s percent change), a worse course with {drug} (difference {difference} percentage points, 95% "
    "confidence interval {ci}).",
    "unclear": "{pain} changed by {exposed}% with {drug} and by {comparator}% without it (mean of each "
    "person’s percent change), no clear difference ({difference} percentage points, 95% confidence interval "
    "{ci}).",
    "not_estimable": "{pain} changed by a percentage that is {reason}.",
}


def how_far(first: float, second: float) -> Literal["more_benefit", "less_benefit", "same"]:
    """Return how a first difference in pain (points) compares with a second one."""
    if abs(first - second) < SIMILAR_POINTS:
        return "same"
    return "more_benefit" if first < second else "less_benefit"


DESIGNS_COMPARED = {
    "more_benefit": "In points, “{other}” put the difference at {first} and “{primary}” at {second}: the "
    "same records showed {drug} in a light more favourable by {distance} points under the first design.",
    "less_benefit": "In points, “{other}” put the difference at {first} and “{primary}” at {second}: the "
    "same records showed {drug} in a light less favourable by {distance} points under the first design.",
    "same": "In points, “{other}” put the difference at {first} and “{primary}” at {second}: the two designs "
    "agree to within {distance} points.",
}
TRUTH_DISTANCE = {
    "more_benefit": "“{title}” put it at {estimate}, more favourable to {drug} than the truth by {distance} "
    "points; its interval {holds} the truth.",
    "less_benefit": "“{title}” put it at {estimate}, less favourable to {drug} than the truth by {distance} "
    "points; its interval {holds} the truth.",
    "same": "“{title}” put it at {estimate}, within {distance} points of the truth; its interval {holds} the "
    "truth.",
}


def contains(estimate: Estimate, number: float) -> bool:
    """Return whether a 95% interval holds a number."""
    return estimate.low is not None and estimate.high is not None and estimate.low <= number <= estimate.high


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Return whether two intervals have a point in common."""
    return first[0] <= second[1] and second[0] <= first[1]
