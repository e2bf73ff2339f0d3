"""Scores outside the outcome window, which tell something about a score that is missing inside it."""

import pandas as pd

PERSON = ["set_id", "person_id"]
# Later scores say little about pain in the window; clinics for lasting pain see people about every 3 months (assumed).
DAYS_AFTER = 90
NEARBY = ("change_before_window", "change_after_window")


def with_nearby_scores(
    people: pd.DataFrame, scores: pd.DataFrame, window: tuple[int, int | None]
) -> pd.DataFrame:
    """Return `people` with two more columns (NEARBY): changes from baseline outside the outcome window.

    The last score between index date and window, and the first in the 90 days after it, both minus the
    baseline score and missing where there is none. As changes, because a model that has the baseline too
    then needs little correction for people who have no such score. They help to predict missing outcomes
    and are no part of the analysis model (auxiliary variables; Collins, Schafer and Kam 2001).

    people: rows of ANALYSIS_SET. scores: rows of SCORES.
    """
    first, last = window
    before = scores[scores["day"].between(1, first - 1)]
    after = scores.iloc[:0] if last is None else scores[scores["day"].between(last + 1, last + DAYS_AFTER)]
    keys = pd.MultiIndex.from_frame(people[PERSON])
    for name, rows in zip(
        NEARBY, (before.sort_values("day", ascending=False), after.sort_values("day")), strict=True
    ):
        score = rows.drop_duplicates(PERSON).set_index(PERSON)["score"].reindex(keys).to_numpy()
        people = people.assign(**{name: score - people["baseline_score"]})
    return people
