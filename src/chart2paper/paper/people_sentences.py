"""Sentences about who was compared: how many, how alike, and whose outcome is missing."""

import pandas as pd

from chart2paper.catalogue.outcomes import SIMILAR_POINTS

# Fewer matched people than this are called few.
FEW_PEOPLE = 100
_LARGEST = (
    "After matching, no covariate differed between the groups by clearly more than {limit} standard deviations "
    "(no 95% interval lies wholly beyond it). "
)
BALANCE = {
    "good": "After matching, no covariate differed between the groups by more than {limit} standard "
    "deviations.",
    "by_chance": _LARGEST
    + "The largest difference was that in {largest} (SMD {smd}); it is within chance: with "
    "{exposed} and {comparator} people, groups that do not truly differ show differences of up to {chance}.",
    "beyond_chance": _LARGEST + "The difference in {largest} (SMD {smd}) is nevertheless larger than chance "
    "alone usually makes it (up to {chance} with {exposed} and {comparator} people). Of {all} comparisons "
    "{beyond} went beyond chance, where one in twenty does so when nothing truly differs.",
    "flagged": "After matching, the groups still differed by clearly more than {limit} standard deviations in "
    "{named}. {adjusted}",
    "none": "Balance is not estimable: there are no matched people to compare.",
}
FLAGGED_ADJUSTED = {
    True: "The adjusted estimates take this into account; unadjusted ones may be biased by it.",
    False: "The model does not adjust for all of this, so that the result may be biased by it.",
}


def beyond_chance(after: pd.DataFrame) -> pd.Series:
    """Return which rows of balance differ by more than chance alone does 95 times in 100."""
    return after["smd"].abs() > after["chance_limit"]


def balance(after: pd.DataFrame, limit: float) -> str:
    """Return which of the `BALANCE` sentences fits rows of balance after matching that have an SMD.

    With few people an SMD over the limit is expected by chance alone; a covariate counts as out of balance
    when its whole 95 % interval lies beyond the limit.
    """
    if after.empty:
        return "none"
    if after["smd_flagged"].fillna(False).any():
        return "flagged"
    if not (after["smd"].abs() > limit).any():
        return "good"
    return "beyond_chance" if beyond_chance(after).any() else "by_chance"


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
    "nobody": "no exposed person was eligible.",
}
MISSING = {
    "nobody": "No one was matched, so that there are no outcomes to count.",
    "none": "Everyone who was matched had an outcome score.",
    "by_design": "Everyone who was matched had an outcome score, because the design leaves out those without "
    "one.",
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


# Missing shares that differ by this much (percentage points) are told beside the responders.
UNEVEN_MISSING = 10.0
_MISSING_COUNTS = "as a missing outcome counts as no response, this alone "
RESPONDER_CAUTION = {
    "even": "",
    "favours": "Outcomes were missing more often among comparators ({comparator}%) than among the exposed "
    "({exposed}%); " + _MISSING_COUNTS + "favours {drug}.",
    "against": "Outcomes were missing more often among the exposed ({exposed}%) than among comparators "
    "({comparator}%); " + _MISSING_COUNTS + "counts against {drug}.",
}


def responder_caution(exposed: float | None, comparator: float | None) -> str:
    """Return which of the `RESPONDER_CAUTION` sentences fits the missing shares (percent) of both arms."""
    if exposed is None or comparator is None or abs(exposed - comparator) < UNEVEN_MISSING:
        return "even"
    return "against" if exposed > comparator else "favours"


COUNTS = {
    "none": "No matched set could be formed.",
    "few": "{exposed} exposed people were compared with {comparator} comparators.",
    "many": "{exposed} exposed people were compared with {comparator} comparators.",
}
SIZE = {
    "none": "There is nobody to compare with an outcome score in both groups.",
    "few": "With {exposed} exposed people and {comparator} comparators who have an outcome score this is a "
    "small study: chance alone moves its estimates by large amounts, and it can show large effects only.",
    "many": "The analysis rests on {exposed} exposed people and {comparator} comparators with an outcome "
    "score.",
}


def size(exposed: int, comparator: int) -> str:
    """Return which of the `SIZE` sentences fits."""
    if not exposed or not comparator:
        return "none"
    return "few" if exposed + comparator < FEW_PEOPLE else "many"
