"""When each person could have been somebody's comparator: under care, unexposed and with a baseline.

Eligibility of comparators is a matter of time. It is found as periods, never day by day, so that
100,000 people over seven years take seconds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.clean.births import latest_birth
from chart2paper.cohort.chart import Chart
from chart2paper.cohort.days import FAR_AHEAD, LONG_AGO, day_numbers
from chart2paper.cohort.design import Design
from chart2paper.cohort.query import query
from chart2paper.cohort.scored_visits import at_visit

_OVERLAP = """
    SELECT
        a.* REPLACE (greatest(a."first", b."first") AS "first", least(a."last", b."last") AS "last"),
        b.* EXCLUDE (person, "first", "last")
    FROM a JOIN b ON a.person = b.person AND a."first" <= b."last" AND b."first" <= a."last"
    ORDER BY ALL
"""


@dataclass(frozen=True)
class EligibleTime:
    """When people could be comparators.

    periods: person, first, last day (both inclusive), score (the baseline then) and, where the design
        needs them, pain_group and mechanism then, stay_start, and score_day (the day of the baseline).
    passes: per person (row) and restriction (column), whether at any time up to the data lock the person
        met it and all restrictions before it.
    """

    periods: pd.DataFrame
    passes: pd.DataFrame


def eligible_time(history: pd.DataFrame, chart: Chart, design: Design) -> EligibleTime:
    """Return when each person meets the protocol's restrictions as an unexposed person.

    history: `facts.exposure_history`, one row per person.
    """
    adult = birthday(history, design.min_age)
    start = adult.fillna(FAR_AHEAD)
    passes = {"age_known": adult.notna(), "old_enough": start <= chart.lock}
    if design.pain_diagnosis:
        first_diagnosis = chart.pain_groups.groupby("person")["day"].min()
        start = start.clip(lower=history["person"].map(first_diagnosis).fillna(FAR_AHEAD))
    passes["pain_diagnosis"] = start <= chart.lock
    # A person is exposed from the day of the first order on, whatever its form.
    end = (history["first_same_drug"].fillna(FAR_AHEAD) - 1).clip(upper=chart.lock)
    passes["new_user"] = start <= end
    end = end.clip(upper=history["first_unclear"].fillna(FAR_AHEAD) - 1)
    passes["no_unclear_order"] = start <= end
    periods = pd.DataFrame({"person": history["person"], "first": start, "last": end}).astype("int64")
    periods = periods[passes["no_unclear_order"]]
    for step, allowed in _restrictions(history, chart, design):
        periods = overlap(periods, allowed)
        passes[step] = history["person"].isin(periods["person"])
    passes["enough_use"] = pd.Series(True, index=history.index)  # not asked of comparators
    return EligibleTime(periods, pd.DataFrame(passes))


def _restrictions(history: pd.DataFrame, chart: Chart, design: Design) -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the periods that each remaining restriction allows, in the order of the ledger."""
    if design.under_care_days is not None:
        yield "under_care", care_periods(chart.visits, design.under_care_days)
    if design.time_scale == "days_in_stay":
        yield "in_stay", chart.visits.assign(stay_start=chart.visits["first"])
    baselines = visit_periods if design.time_scale == "visit" else baseline_periods
    yield "baseline", baselines(chart, design.baseline_days)
    yield "matchable", _matchable_periods(history, chart, design)


def overlap(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Return where the periods of two frames overlap, person by person, with the other columns of both."""
    return query(_OVERLAP, a=a, b=b)


def birthday(people: pd.DataFrame, years: int) -> pd.Series:
    """Return the day number by which people have surely reached an age (29 February: on 1 March); over 89: long ago.

    Where the birth is known to the year only, it is the last day of that year that counts.
    """
    birth = latest_birth(people)
    year = birth.dt.year + years
    reached = pd.to_datetime(
        pd.DataFrame({"year": year, "month": birth.dt.month, "day": birth.dt.day}), errors="coerce"
    )
    march = pd.to_datetime(pd.DataFrame({"year": year, "month": 3, "day": 1}), errors="coerce")
    reached = reached.fillna(march)
    days = pd.Series(np.nan, index=people.index)
    days[reached.notna()] = day_numbers(reached.dropna())
    return days.mask(people["over_89"].astype(bool), LONG_AGO)


def care_periods(visits: pd.DataFrame, days: int) -> pd.DataFrame:
    """Return the days by which a completed visit reached into the `days` before, without overlaps."""
    periods = visits.assign(last=visits["last"] + days).sort_values(["person", "first", "last"])
    reached = periods.groupby("person")["last"].cummax().groupby(periods["person"]).shift()
    island = (reached.isna() | (periods["first"] > reached)).cumsum().rename("island")
    merged = periods.groupby(["person", island], as_index=False).agg(
        first=("first", "min"), last=("last", "max")
    )
    return merged[["person", "first", "last"]]


def visit_periods(chart: Chart, window: tuple[int, int]) -> pd.DataFrame:
    """Return `baseline_periods` of the scores that were given at a completed visit, with score_day."""
    periods = baseline_periods(chart, window)
    periods = periods.assign(score_day=chart.scores["day"])
    return periods[at_visit(chart)[periods.index]]


def baseline_periods(chart: Chart, window: tuple[int, int]) -> pd.DataFrame:
    """Return the index dates for which each score (row) would be the baseline: the last score of the window."""
    scores = chart.scores
    following = scores.groupby("person")["day"].shift(-1).fillna(FAR_AHEAD)
    last = np.minimum(scores["day"] - window[0], following - window[1] - 1).astype("int64")
    periods = scores.assign(first=scores["day"] - window[1], last=last)[["person", "first", "last", "score"]]
    return periods[periods["first"] <= periods["last"]]


def _matchable_periods(history: pd.DataFrame, chart: Chart, design: Design) -> pd.DataFrame:
    """Return when the covariates that must be equal are known (what else is missing shows when pairs are made)."""
    known = history["sex"].notna() if "sex" in design.exact else pd.Series(True, index=history.index)
    always = pd.DataFrame({"person": history["person"], "first": LONG_AGO, "last": FAR_AHEAD})[known]
    if not {"pain_group", "mechanism"} & set(design.exact):
        return always
    groups = chart.pain_groups
    following = groups.groupby("person")["day"].shift(-1).fillna(FAR_AHEAD)
    return overlap(always, groups.assign(first=groups["day"], last=(following - 1).astype("int64")))
