"""The facts by which sentences about who was compared are chosen: how many, how alike, whose outcome is missing."""

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome

# Fewer matched people than this are called few.
FEW_PEOPLE = 100


def beyond_chance(after: pd.DataFrame) -> pd.Series:
    """Return which rows of balance differ by more than chance alone does 95 times in 100."""
    return after["smd"].abs() > after["chance_limit"]


def balance(after: pd.DataFrame, limit: float) -> str:
    """Return which finding on balance fits rows of balance after matching that have an SMD.

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


def baseline_difference(exposed: float | None, comparator: float | None, outcome: Outcome) -> str:
    """Return which finding on the baseline scores fits two means."""
    if exposed is None or comparator is None:
        return "none"
    if abs(exposed - comparator) < outcome.similar:
        return "same"
    return "better" if outcome.gain(exposed - comparator) > 0 else "worse"


def missing_outcomes(missing: int, people: int, required: bool) -> str:
    """Return which finding on missing outcomes fits."""
    if not people:
        return "nobody"
    if missing:
        return "some"
    return "by_design" if required else "none"


# Missing shares that differ by this much (percentage points) are told beside the responders.
UNEVEN_MISSING = 10.0


def responder_caution(exposed: float | None, comparator: float | None) -> str:
    """Return which caution fits the missing shares (percent) of both arms."""
    if exposed is None or comparator is None or abs(exposed - comparator) < UNEVEN_MISSING:
        return "even"
    return "against" if exposed > comparator else "favours"


def size(exposed: int, comparator: int) -> str:
    """Return which size of a study fits."""
    if not exposed or not comparator:
        return "none"
    return "few" if exposed + comparator < FEW_PEOPLE else "many"
