"""Sentences that interpret, chosen from the results: in each direction, null and harm included.

Everything here is about differences exposed minus comparator in pain, so that negative is better, except
where `more_is_better` says otherwise (responders). No sentence calls a result "significant".
"""

from typing import Literal

from chart2paper.paper.material import Estimate

Direction = Literal["better", "worse", "unclear", "not_estimable"]

# Least change on the 0-10 scale that people notice as slightly better (Salaffi 2004).
NOTICEABLE_POINTS = 1.0
# Differences between two results below this (points) are called about the same.
SIMILAR_POINTS = 0.25
# Conventional limit of a good balance (Austin 2009).
BALANCED_SMD = 0.1
# Fewer matched people than this are called few.
FEW_PEOPLE = 100


def direction(estimate: Estimate | None, more_is_better: bool = False) -> Direction:
    """Return which way a difference points: by whether its 95% interval leaves zero out."""
    if estimate is None or not estimate.ok or estimate.low is None or estimate.high is None:
        return "not_estimable"
    if estimate.low <= 0 <= estimate.high:
        return "unclear"
    return "better" if (estimate.low > 0) == more_is_better else "worse"


EFFECT: dict[Direction, str] = {
    "better": "Pain was lower with {drug}: the {what} was {estimate} {unit} (95% confidence interval {ci}).",
    "worse": "Pain was higher with {drug}: the {what} was {estimate} {unit} (95% confidence interval {ci}).",
    "unclear": "There was no clear difference in pain between {drug} and no {drug}: the {what} was "
    "{estimate} "
    "{unit} (95% confidence interval {ci}), compatible with a benefit as large as {benefit} and with a harm "
    "as "
    "large as {harm}.",
    "not_estimable": "The effect of {drug} on pain is {reason}.",
}
PLAIN_EFFECT: dict[Direction, str] = {
    "better": "On average, people who took {drug} ended with less pain than similar people who did not: the "
    "difference was {size} points out of ten. It could be as large as {benefit} or as small as {least} "
    "points.",
    "worse": "On average, people who took {drug} ended with more pain than similar people who did not: the "
    "difference was {size} points out of ten. It could be as large as {harm} or as small as {least} points.",
    "unclear": "We found no clear difference in pain between people who took {drug} and similar people who "
    "did "
    "not. The truth could be anything from {benefit} points less pain to {harm} points more.",
    "not_estimable": "These records cannot say whether {drug} changed pain ({reason}).",
}
CONCLUSION: dict[Direction, str] = {
    "better": "In these records, {drug} was followed by less pain than similar people had without it. "
    "Because "
    "treatment was not assigned at random, differences between the groups that the records do not hold may "
    "explain some of it.",
    "worse": "In these records, {drug} was followed by more pain than similar people had without it. Because "
    "treatment was not assigned at random, people whose pain was about to worsen may have been more likely "
    "to "
    "be treated.",
    "unclear": "These records do not show whether {drug} changes pain. The interval includes no effect, and "
    "it is the range of effects within it, not the absence of any, that this study supports.",
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
    "harm "
    "of more than {noticeable} point, the least change that one person notices.",
    "noticeable_benefit_certain": "The whole interval lies beyond {noticeable} point, the least change that "
    "one "
    "person notices.",
    "noticeable_harm_certain": "The whole interval lies on the side of harm beyond {noticeable} point, the "
    "least "
    "change that one person notices.",
    "noticeable_benefit_possible": "The interval reaches from an average benefit of more than {noticeable} "
    "point, the "
    "least change that one person notices, to one too small to notice.",
    "noticeable_benefit_or_none": "The interval reaches from an average benefit of more than {noticeable} "
    "point, the "
    "least change that one person notices, to no benefit at all.",
    "noticeable_harm_possible": "The interval reaches from an average harm of more than {noticeable} point, "
    "the least "
    "change that one person notices, to one too small to notice.",
    "noticeable_harm_or_none": "The interval reaches from an average harm of more than {noticeable} point, "
    "the least "
    "change that one person notices, to no harm at all.",
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
    "treat "
    "{nnt}.",
    "not_estimable": "Whether more people improved by at least {threshold}% with {drug} is {reason}.",
}

INTERACTION: dict[Direction, str] = {
    "better": "The difference in favour of {drug} was larger for {first} than for {second} (interaction "
    "{estimate} {unit}, 95% confidence interval {ci}).",
    "worse": "The difference was less favourable to {drug} for {first} than for {second} (interaction "
    "{estimate} {unit}, 95% confidence interval {ci}).",
    "unclear": "There was no clear evidence that the effect differs between {first} and {second} "
    "(interaction "
    "{estimate} {unit}, 95% confidence interval {ci}); nor does this show that it is the same.",
    "not_estimable": "Whether the effect differs between {first} and {second} is {reason}.",
}

PERCENT_CHANGE: dict[Direction, str] = {
    "better": "{pain} changed by {exposed}% with {drug} and by {comparator}% without it (mean of each "
    "person’s percent "
    "change), a better course with {drug} (difference {difference} percentage points, 95% confidence "
    "interval {ci}).",
    "worse": "{pain} changed by {exposed}% with {drug} and by {comparator}% without it (mean of each "
    "person’s percent "
    "change), a worse course with {drug} (difference {difference} percentage points, 95% confidence "
    "interval {ci}).",
    "unclear": "{pain} changed by {exposed}% with {drug} and by {comparator}% without it (mean of each "
    "person’s percent "
    "change), no clear difference ({difference} percentage points, 95% confidence interval {ci}).",
    "not_estimable": "{pain} changed by a percentage that is {reason}.",
}


def how_far(first: float, second: float) -> Literal["more_benefit", "less_benefit", "same"]:
    """Return how a first difference in pain (points) compares with a second one."""
    if abs(first - second) < SIMILAR_POINTS:
        return "same"
    return "more_benefit" if first < second else "less_benefit"


DESIGNS_COMPARED = {
    "more_benefit": "In points, “{other}” put the difference at {first} and “{primary}” at {second}: the "
    "same "
    "records showed {drug} in a light more favourable by {distance} points under the first design.",
    "less_benefit": "In points, “{other}” put the difference at {first} and “{primary}” at {second}: the "
    "same "
    "records showed {drug} in a light less favourable by {distance} points under the first design.",
    "same": "In points, “{other}” put the difference at {first} and “{primary}” at {second}: the two designs "
    "agree to within {distance} points.",
}
TRUTH_DISTANCE = {
    "more_benefit": "“{title}” put it at {estimate}, more favourable to {drug} than the truth by {distance} "
    "points; its "
    "interval {holds} the truth.",
    "less_benefit": "“{title}” put it at {estimate}, less favourable to {drug} than the truth by {distance} "
    "points; its "
    "interval {holds} the truth.",
    "same": "“{title}” put it at {estimate}, within {distance} points of the truth; its interval {holds} "
    "the truth.",
}


def contains(estimate: Estimate, number: float) -> bool:
    """Return whether a 95% interval holds a number."""
    return estimate.low is not None and estimate.high is not None and estimate.low <= number <= estimate.high


def overlap(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Return whether two intervals have a point in common."""
    return first[0] <= second[1] and second[0] <= first[1]


# A difference within this many standard errors of zero is what chance alone produces 95 times in 100.
CHANCE_SPREAD = 1.96
_BEYOND = (
    "After matching, {count} of {all} comparisons of covariates differed by more than {limit} standard "
    "deviations, most of all {largest} (SMD {smd}). "
)
BALANCE = {
    "good": "After matching, no covariate differed between the groups by more than {limit} standard "
    "deviations.",
    "by_chance": _BEYOND + "With {exposed} and {comparator} people the standard error of an SMD is about "
    "{chance}, "
    "so that chance alone can produce differences of this size.",
    "more": _BEYOND + "With {exposed} and {comparator} people the standard error of an SMD is about "
    "{chance}, so that "
    "chance alone hardly explains the largest; it may bias the result unless the model adjusts for it.",
    "none": "Balance is not estimable: there are no matched people to compare.",
}
BASELINE = {
    "same": "The groups began from almost the same pain: {exposed} points with {drug} and {comparator} "
    "without.",
    "higher": "People treated with {drug} began from more pain: {exposed} points against {comparator}.",
    "lower": "People treated with {drug} began from less pain: {exposed} points against {comparator}.",
    "none": "Baseline pain cannot be compared: a group has no baseline score.",
}


def baseline_difference(exposed: float | None, comparator: float | None) -> str:
    """Return which of the `BASELINE` sentences fits two means."""
    if exposed is None or comparator is None:
        return "none"
    if abs(exposed - comparator) < SIMILAR_POINTS:
        return "same"
    return "higher" if exposed > comparator else "lower"


UNMATCHED = {
    "none": "for every eligible exposed person a comparator was found.",
    "some": "for {unmatched} of the eligible exposed people no comparator was found.",
}
MISSING = {
    "nobody": "No one was matched, so that there are no outcomes to count.",
    "none": "Everyone who was matched had an outcome score.",
    "by_design": "Everyone who was matched had an outcome score, because the design leaves out those "
    "without one.",
    "some": "No outcome score was recorded for {exposed} of {n_exposed} exposed people and {comparator} of "
    "{n_comparator} comparators.",
}


def missing_outcomes(missing: int, people: int, required: bool) -> str:
    """Return which of the `MISSING` sentences fits."""
    if not people:
        return "nobody"
    if missing:
        return "some"
    return "by_design" if required else "none"


COUNTS = {
    "none": "No matched set could be formed.",
    "few": "{exposed} exposed people were compared with {comparator} comparators.",
    "many": "{exposed} exposed people were compared with {comparator} comparators.",
}
SIZE = {
    "none": "No matched set could be formed, so that there is nothing to compare.",
    "few": "With {exposed} exposed people and {comparator} comparators this is a small study: chance alone "
    "moves its "
    "estimates by large amounts, and it can show large effects only.",
    "many": "The analysis rests on {exposed} exposed people and {comparator} comparators.",
}


def size(exposed: int, comparator: int) -> str:
    """Return which of the `SIZE` sentences fits."""
    if not exposed or not comparator:
        return "none"
    return "few" if exposed + comparator < FEW_PEOPLE else "many"
