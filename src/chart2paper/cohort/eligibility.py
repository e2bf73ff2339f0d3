"""The restrictions, each a small function from people on their index dates to who passes.

`people` has one row per person: what is known of them on their own index date (empty where they have
none) and their use of the exposure drug. A missing value never passes.
"""

import pandas as pd

from chart2paper.cohort.design import Design
from chart2paper.cohort.eligible_time import birthday


def age_known(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has a birth date or is known to be over 89."""
    return people["birth_date"].notna() | people["over_89"].astype(bool)


def old_enough(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has surely reached the youngest age allowed, also where the birth is known to the year only."""
    return birthday(people, design.min_age) <= people["day"]


def pain_diagnosis(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has had a diagnosis of the pain code list by the index date."""
    return people["pain_group"].notna()


def not_exposed_before(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who first had the exposure on or after the index date, or never."""
    return people["first_use"].isna() | (people["first_use"] >= people["day"])


def new_user(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return whom no earlier order of the exposure drug, in any form, still covered in the washout days."""
    days_without = people["day"] - people["last_covered_before"]
    return people["last_covered_before"].isna() | (days_without > (design.washout_days or 0))


def no_unclear_order(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return whom no order that only names the exposure drug, or may, leaves in doubt.

    The exposed: none of the washout days was covered by one begun before the index date (under `first_score` without a
    washout: none was begun before it). Other people: there is none up to the data lock.
    """
    before = people["last_unclear_before"].notna()
    if design.washout_days is not None:
        before &= people["day"] - people["last_unclear_before"] <= design.washout_days
    elif design.rule == "first_exposure":
        before &= False
    return ~before.where(people["ever_exposed"], people["first_unclear"].notna())


def under_care(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who had a completed visit, or was in a stay, in the days up to the index date."""
    return people["days_since_visit"] <= (design.under_care_days or 0)


def in_stay(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return whose index date lies within a stay."""
    return people["day_in_stay"].notna()


def baseline(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has a score in the baseline window."""
    return people["baseline_score"].notna()


def clear_exposure(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who had the exposure, or never had its drug in any form, route or dose."""
    return people["ever_exposed"] | people["first_same_drug"].isna()


def enough_use(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who used the exposure long enough, or never."""
    return ~people["ever_exposed"] | (people["days_of_use"] >= (design.min_exposure_days or 0))


def matchable(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has a value in every covariate that must be equal or close within a set."""
    return people[[*design.exact, *design.calipers]].notna().all(axis="columns")


def outcome(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has a score in the outcome window. Its value is not looked at."""
    return people["scores_in_outcome_window"] > 0


def scored_visit(people: pd.DataFrame, design: Design) -> pd.Series:
    """Return who has a pain score at a completed visit, and so an index date."""
    return people["day"].notna()


RESTRICTIONS = {
    restriction.__name__: restriction
    for restriction in (
        scored_visit,
        age_known,
        old_enough,
        pain_diagnosis,
        not_exposed_before,
        new_user,
        no_unclear_order,
        under_care,
        in_stay,
        baseline,
        clear_exposure,
        enough_use,
        matchable,
        outcome,
    )
}
