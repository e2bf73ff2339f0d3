"""People who still take the exposure drug on a landmark day, and their comparators still under care on that day."""

from dataclasses import replace
from typing import Any

import pandas as pd

from chart2paper.model.ancova import ancova
from chart2paper.model.outcomes import PERSON, choose_scores
from chart2paper.statistics.results import Row


def landmark(
    people: pd.DataFrame,
    scores: pd.DataFrame,
    events: pd.DataFrame,
    visits: pd.DataFrame,
    day: int,
    protocol: dict[str, Any],
) -> Row:
    """Return the primary estimate among people as they stand on a landmark day (Anderson, Cain and Gelber 1983).

    It asks: of those who *still take* the drug on that day, how does later pain compare with that of
    comparators under care and untreated on that day? Nobody is credited with time in which they could not
    have been counted (no immortal time), but taking it still is no act of chance: people whom it helps
    go on. It is not the effect of starting. Matched sets stay; a set leaves with its exposed person.

    people, scores, events: ANALYSIS_SET, SCORES, EVENTS; visits: VISIT. protocol: the values of the sections
    `outcome`, `estimation` and `eligibility` of the analysis.
    """
    care = protocol["eligibility"]["under_care_days"]
    standing = at_landmark(people, events, visits, day, care)
    after = scores_after(standing, scores, protocol["outcome"], day)
    estimate = ancova(after, protocol["estimation"])[0]
    return replace(estimate, method=f"landmark_{day}")


def at_landmark(
    people: pd.DataFrame, events: pd.DataFrame, visits: pd.DataFrame, day: int, under_care_days: int | None
) -> pd.DataFrame:
    """Return the people who are in on the landmark day, by what was recorded up to it.

    Exposed: the first episode of use reaches the day. Comparators: the exposed person of the set is in,
    the drug was not started by then, and a completed visit reaches into the `under_care_days` up to the day
    (None = not asked).
    """
    by_then = events[events["day"] <= day]
    left = by_then[by_then["event"].isin(["stopped_exposure", "started_exposure"])]
    standing = ~pd.MultiIndex.from_frame(people[PERSON]).isin(pd.MultiIndex.from_frame(left[PERSON]))
    exposed = people["role"].eq("exposed").to_numpy(dtype=bool)
    leads = people.loc[exposed & standing, "set_id"]
    in_care = _under_care(people, visits, day, under_care_days) | exposed
    return people[standing & in_care & people["set_id"].isin(leads)]


def _under_care(people: pd.DataFrame, visits: pd.DataFrame, day: int, days: int | None) -> pd.Series:
    if days is None:
        return pd.Series(True, index=people.index)
    completed = visits.loc[
        visits["visit_status"].eq("completed"), ["person_id", "visit_start_date", "visit_end_date"]
    ]
    pairs = people[["person_id", "index_date"]].reset_index().merge(completed, on="person_id")
    on = pairs["index_date"] + pd.Timedelta(days=day)
    reaches = pairs["visit_start_date"].le(on) & pairs["visit_end_date"].ge(on - pd.Timedelta(days=days))
    return people.index.to_series().isin(pairs.loc[reaches, "index"])


def scores_after(
    people: pd.DataFrame, scores: pd.DataFrame, outcome: dict[str, Any], day: int
) -> pd.DataFrame:
    """Return `people` with the final score chosen anew, from the scores of the window after the landmark day."""
    later = scores[(scores["in_window"] == 1) & (scores["day"] > day)]
    later = people[[*PERSON, "index_date"]].merge(later[[*PERSON, "day", "score"]], on=PERSON)
    days = later["day"].astype("int64")
    dated = later.assign(days=days, date=later["index_date"] + pd.to_timedelta(days, unit="D"))
    chosen = choose_scores(dated, outcome)
    return people.drop(columns=["final_score", "final_date"]).merge(chosen, on=PERSON, how="left")
