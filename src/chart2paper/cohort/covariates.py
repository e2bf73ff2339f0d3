"""What is known of a person on an index date, from records up to that date and no later."""

import numpy as np
import pandas as pd

from chart2paper.cohort.chart import Chart
from chart2paper.cohort.days import Numbers, count_between, covered, dates_of, last_up_to, person_days

OVER_89 = 90.0
YEAR_DAYS = 365


def covariates_on(moments: pd.DataFrame, chart: Chart, baseline_days: tuple[int, int]) -> pd.DataFrame:
    """Return the moments with all covariates of `dictionary.COVARIATES` as columns.

    Parameters
    ----------
    moments: person (number) and day (number): who is looked at, and on which index date.
    chart: the records.
    baseline_days: first and last day, relative to the index date, on which a score may be the
        baseline. Only this window may reach beyond the index date; every other covariate looks back.

    Returns
    -------
    The rows of `moments`, in their order, with columns person, day, person_id, index_date and the covariates.
    Orders that begin or end on the index date cover it.
    """
    person, day = moments["person"].to_numpy("int64"), moments["day"].to_numpy("int64")
    people = chart.people.iloc[person].reset_index(drop=True)
    index_date = dates_of(day)
    return pd.DataFrame(
        {
            "person": person,
            "day": day,
            "person_id": people["person_id"],
            "index_date": index_date,
            "age": age_on(people, index_date),
            "sex": people["sex"],
            **_pain_group(chart, person, day),
            **_scores(chart, person, day, baseline_days),
            "on_opioid": _covered_by(chart, "opioid", person, day),
            "on_adjuvant": _covered_by(chart, "adjuvant", person, day),
            **_care(chart, person, day),
            "index_year": index_date.dt.year,
        }
    )


def age_on(people: pd.DataFrame, date: pd.Series) -> pd.Series:
    """Return completed years of age; 90 stands for over 89; missing when unknown or before birth."""
    birth = people["birth_date"]
    before_birthday = (date.dt.month * 100 + date.dt.day) < (birth.dt.month * 100 + birth.dt.day)
    age = (date.dt.year - birth.dt.year - before_birthday).astype("float64")
    age = age.where(birth.notna() & (date >= birth))
    grouped: pd.Series = age.mask(people["over_89"].astype(bool) | (age > OVER_89), OVER_89)
    return grouped


def _pain_group(chart: Chart, person: Numbers, day: Numbers) -> dict[str, pd.Series]:
    history = chart.pain_groups
    place = last_up_to(person_days(history["person"], history["day"]), person, day)
    return {name: _at(history[name], place) for name in ("pain_group", "mechanism")}


def _scores(chart: Chart, person: Numbers, day: Numbers, window: tuple[int, int]) -> dict[str, pd.Series]:
    known = person_days(chart.scores["person"], chart.scores["day"])
    place = last_up_to(known, person, day + window[1])
    on = _at(chart.scores["day"].astype("float64"), place)
    place = np.where(on >= day + window[0], place, -1)
    earlier = last_up_to(known, person, np.where(place >= 0, on, 0).astype("int64") - 1)
    return {
        "baseline_score": _at(chart.scores["score"], place),
        "baseline_date": dates_of(on.where(place >= 0)),
        "previous_score": _at(chart.scores["score"], np.where(place >= 0, earlier, -1)),
    }


def _covered_by(chart: Chart, kind: str, person: Numbers, day: Numbers) -> pd.Series:
    orders = chart.orders[chart.orders[kind]]
    starts = np.sort(person_days(orders["person"], orders["first"]))
    ends = np.sort(person_days(orders["person"], orders["last"]))
    return pd.Series(covered(starts, ends, person, day).astype("int64"))


def _care(chart: Chart, person: Numbers, day: Numbers) -> dict[str, pd.Series]:
    visits = chart.visits
    first_visit = pd.Series(person).map(visits.groupby("person")["first"].min())
    days_in_care = (day - first_visit).astype("float64")
    starts = person_days(visits["person"], visits["first"])
    return {
        "days_in_care": days_in_care.where(days_in_care >= 0),
        "visits_before": pd.Series(count_between(starts, person, day - YEAR_DAYS + 1, day)),
    }


def _at(values: pd.Series, place: Numbers) -> pd.Series:
    """Return `values` at the places, missing where the place is -1."""
    return values.reindex(place).reset_index(drop=True)
