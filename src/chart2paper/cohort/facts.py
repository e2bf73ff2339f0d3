"""What is known of everyone on their own index date, and of their use of the exposure drug."""

import numpy as np
import pandas as pd

from chart2paper.cohort.chart import Chart
from chart2paper.cohort.covariates import covariates_on
from chart2paper.cohort.days import Numbers, count_between, last_up_to, person_days
from chart2paper.cohort.design import Design
from chart2paper.cohort.exposure import first_episode


def exposure_history(chart: Chart, gap_days: int) -> pd.DataFrame:
    """Return, per person: ever_exposed, first_use, days_of_use, first_same_drug (first order in any form) and
    first_unclear (first order that only names the exposure, or may). gap_days: see `first_episode`.
    """
    people = chart.people.assign(person=np.arange(len(chart.people)))
    episodes = first_episode(chart.orders[chart.orders["exposure"]], gap_days)
    people = people.merge(episodes, on="person", how="left")
    for kind in ("same_drug", "unclear"):
        orders = chart.orders[chart.orders[kind]]
        people[f"first_{kind}"] = people["person"].map(orders.groupby("person")["first"].min())
    return people.assign(ever_exposed=people["first_use"].notna())


def people_on_index_dates(
    history: pd.DataFrame, day: pd.Series, chart: Chart, design: Design
) -> pd.DataFrame:
    """Return everyone with the facts that the restrictions look at.

    Parameters
    ----------
    history: `exposure_history`, one row per person.
    day: each person's index date (day number), missing where they have none; by person number.

    Returns
    -------
    history with day, the covariates on that day and, up to it: days_since_visit (0 = a completed visit or
    stay that day), last_covered_before (last day covered by an order of the drug begun before the index
    date), last_unclear_before (the same of an order that only names it, or may), scores_in_outcome_window,
    day_in_stay. All are missing where there is no index date.
    """
    moments = pd.DataFrame({"person": history["person"], "day": history["person"].map(day)}).dropna()
    moments = moments.astype("int64").reset_index(drop=True)
    person, on = moments["person"].to_numpy(), moments["day"].to_numpy()
    facts = covariates_on(moments, chart, design.baseline_days).assign(
        days_since_visit=days_since_visit(chart, person, on),
        last_covered_before=_last_covered_before(chart, moments, "same_drug"),
        last_unclear_before=_last_covered_before(chart, moments, "unclear"),
        scores_in_outcome_window=scores_in_window(chart, person, on, design.outcome_days),
        day_in_stay=day_in_stay(chart, moments),
    )
    return history.merge(facts.drop(columns=["person_id", "sex"]), on="person", how="left")


def scores_in_window(chart: Chart, person: Numbers, day: Numbers, window: tuple[int, int | None]) -> Numbers:
    """Return how many days with a score each person has in the outcome window after a day."""
    known = person_days(chart.scores["person"], chart.scores["day"])
    last = np.full(len(day), chart.lock) if window[1] is None else day + window[1]
    return count_between(known, person, day + window[0], last)


def days_since_visit(chart: Chart, person: Numbers, day: Numbers) -> pd.Series:
    """Return days from the last day of a completed visit to a day, 0 during one, missing before the first."""
    visits = chart.visits.assign(reached=chart.visits.groupby("person")["last"].cummax())
    known = person_days(visits["person"], visits["first"])
    reached = visits["reached"].reindex(last_up_to(known, person, day)).reset_index(drop=True)
    days: pd.Series = (day - reached).clip(lower=0)
    return days


def day_in_stay(chart: Chart, moments: pd.DataFrame) -> pd.Series:
    """Return days since the start of the stay that a day lies in (of several, the one begun last), else missing."""
    stays = moments.reset_index().merge(chart.visits, on="person")
    within = stays[(stays["first"] <= stays["day"]) & (stays["day"] <= stays["last"])]
    return moments["day"] - within.groupby("index")["first"].max().reindex(moments.index)


def _last_covered_before(chart: Chart, moments: pd.DataFrame, kind: str) -> pd.Series:
    orders = chart.orders[chart.orders[kind]].merge(moments, on="person")
    before = orders[orders["first"] < orders["day"]]
    return moments["person"].map(before.groupby("person")["last"].max())
