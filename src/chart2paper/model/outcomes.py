"""The outcome of each matched person: which score counts, and why there is none."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.tables.cohort import ON_INDEX_DATE
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import shape

AFTER_LOCK = "the records end before the outcome window (data lock date)"
NO_VISIT = "no visit in the outcome window"
NO_SCORE = "a visit in the outcome window but no readable score"
KNOWN_THEN = [column.name for column in ON_INDEX_DATE]
PERSON = ["set_id", "person_id"]


def measure_outcomes(
    matches: pd.DataFrame,
    cohort: pd.DataFrame,
    candidates: pd.DataFrame,
    daily: pd.DataFrame,
    visits: pd.DataFrame,
    outcome: dict[str, Any],
    data_lock_date: str,
) -> pd.DataFrame:
    """Return the matched people with covariates and outcome score (ANALYSIS_SET).

    `daily`: rows of DAILY_SCORES. The outcome window runs from
    `window_days[0]` to `window_days[1]` days after the index date, never past the data lock date. Rules:
    `last` score of the window; the one `nearest` to the target day (of two as near, the earlier); the
    `mean` of all, dated by the last of them.
    """
    people = _window(_with_covariates(matches, cohort, candidates), outcome["window_days"], data_lock_date)
    scores = people[[*PERSON, "index_date", "first_day", "last_day"]].merge(daily, on="person_id")
    scores = scores[scores["date"].between(scores["first_day"], scores["last_day"])]
    chosen = choose_scores(scores.assign(days=_days(scores["date"], scores["index_date"])), outcome)
    people = people.merge(chosen, on=PERSON, how="left")
    people["days_to_final"] = _days(people["final_date"], people["index_date"])
    people["outcome_missing_because"] = _reason(people, visits)
    return shape(people, ANALYSIS_SET)


def _with_covariates(matches: pd.DataFrame, cohort: pd.DataFrame, candidates: pd.DataFrame) -> pd.DataFrame:
    """Add covariates as they were on the index date: of the exposed from the cohort, of comparators from
    their row among the candidates of the exposed person whose set they are in."""
    people = matches[[*PERSON, "role", "index_date"]]
    leads = people.loc[people["role"].eq("exposed"), PERSON].rename(columns={"person_id": "exposed_id"})
    exposed = people[people["role"].eq("exposed")].merge(
        cohort[["person_id", *KNOWN_THEN]], on="person_id", how="left"
    )
    comparators = (
        people[people["role"].eq("comparator")]
        .merge(leads, on="set_id", how="left")
        .merge(
            candidates[["exposed_id", "person_id", *KNOWN_THEN]],
            on=["exposed_id", "person_id"],
            how="left",
        )
    )
    return pd.concat([exposed, comparators], ignore_index=True)


def _window(people: pd.DataFrame, window: tuple[int, int | None], data_lock_date: str) -> pd.DataFrame:
    """Add the first and last day on which a score counts; a window that starts after the lock is empty."""
    lock = pd.Timestamp(data_lock_date)
    first = people["index_date"] + pd.Timedelta(days=window[0])
    if window[1] is None:
        return people.assign(first_day=first, last_day=lock)
    last = people["index_date"] + pd.Timedelta(days=window[1])
    return people.assign(first_day=first, last_day=last.where(last <= lock, lock))


def choose_scores(scores: pd.DataFrame, outcome: dict[str, Any]) -> pd.DataFrame:
    """Return one score per person (set_id, person_id, final_score, final_date) by the rule of the protocol.

    scores: set_id, person_id, date, days (since the index date), score; only those that may count.
    """
    names = {"score": "final_score", "date": "final_date"}
    if outcome["rule"] == "mean":
        ordered = scores.sort_values([*PERSON, "date"])
        return (
            ordered.groupby(PERSON, as_index=False)
            .agg({"score": "mean", "date": "max"})
            .rename(columns=names)
        )
    order = -scores["days"] if outcome["rule"] == "last" else (scores["days"] - outcome["target_day"]).abs()
    ordered = scores.assign(order=order).sort_values([*PERSON, "order", "date"], kind="stable")
    return ordered.drop_duplicates(PERSON)[[*PERSON, *names]].rename(columns=names)


def _days(later: pd.Series, earlier: pd.Series) -> pd.Series:
    return (later - earlier).dt.days.astype("Int64")


def _reason(people: pd.DataFrame, visits: pd.DataFrame) -> pd.Series:
    """Say why an outcome is missing; empty where it is there."""
    attended = visits.loc[visits["visit_status"].eq("completed")]
    attended = attended[["person_id", "visit_start_date", "visit_end_date"]]
    pairs = people[[*PERSON, "first_day", "last_day"]].merge(attended, on="person_id")
    inside = pairs[
        pairs["visit_start_date"].le(pairs["last_day"]) & pairs["visit_end_date"].ge(pairs["first_day"])
    ]
    seen = pd.MultiIndex.from_frame(people[PERSON]).isin(pd.MultiIndex.from_frame(inside[PERSON]))
    reason = np.select([people["first_day"] > people["last_day"], ~seen], [AFTER_LOCK, NO_VISIT], NO_SCORE)
    return pd.Series(reason, index=people.index, dtype="string").mask(people["final_score"].notna())
