"""What is known of a person on an index date, from records up to that date and no later."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.cohort.chart import Chart
from chart2paper.cohort.days import Numbers, count_between, covered, dates_of, last_up_to, person_days
from chart2paper.cohort.score_level import YEAR_DAYS, score_level
from chart2paper.cohort.scored_visits import first_scored_visit

OVER_89 = 90.0


@dataclass(frozen=True)
class Moments:
    """People on index dates: the rows that covariates are measured for, by person number and day number.

    window: first and last day, relative to the index date, on which a score may be the baseline.
    """

    chart: Chart
    person: Numbers
    day: Numbers
    window: tuple[int, int]

    @cached_property
    def people(self) -> pd.DataFrame:
        """The people of the rows."""
        return self.chart.people.iloc[self.person].reset_index(drop=True)

    @cached_property
    def index_date(self) -> pd.Series:
        """The index dates of the rows."""
        return dates_of(self.day)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Baseline, its date, and the score before it."""
        scores = self.chart.scores
        known = person_days(scores["person"], scores["day"])
        position = last_up_to(known, self.person, self.day + self.window[1])
        on = _at(scores["day"].astype("float64"), position)
        position = np.where(on >= self.day + self.window[0], position, -1)
        earlier = last_up_to(known, self.person, np.where(position >= 0, on, 0).astype("int64") - 1)
        return pd.DataFrame(
            {
                "baseline_score": _at(scores["score"], position),
                "baseline_date": dates_of(on.where(position >= 0)),
                "previous_score": _at(scores["score"], np.where(position >= 0, earlier, -1)),
            }
        )

    @cached_property
    def pain_groups(self) -> pd.DataFrame:
        """Pain group and mechanism on the index date."""
        history = self.chart.pain_groups
        position = last_up_to(person_days(history["person"], history["day"]), self.person, self.day)
        return pd.DataFrame({name: _at(history[name], position) for name in ("pain_group", "mechanism")})


def covariates_on(moments: pd.DataFrame, chart: Chart, baseline_days: tuple[int, int]) -> pd.DataFrame:
    """Return the moments with every covariate of the catalogue as a column.

    Parameters
    ----------
    moments: person (number) and day (number): who is looked at, and on which index date.
    chart: the records.
    baseline_days: first and last day, relative to the index date, on which a score may be the
        baseline. Only this window may reach beyond the index date; every other covariate looks back.

    Returns
    -------
    The rows of `moments`, in their order, with columns person, day, person_id, index_date, baseline_date and the
    covariates. Orders that begin or end on the index date cover it.
    """
    person, day = moments["person"].to_numpy("int64"), moments["day"].to_numpy("int64")
    at = Moments(chart, person, day, baseline_days)
    return pd.DataFrame(
        {
            "person": person,
            "day": day,
            "person_id": at.people["person_id"],
            "index_date": at.index_date,
            "baseline_date": at.scores["baseline_date"],
            **{name: MEASURES[name](at) for name in COVARIATES},
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


def _covered_by(kind: str) -> Callable[[Moments], pd.Series]:
    def measure(at: Moments) -> pd.Series:
        orders = at.chart.orders[at.chart.orders[kind]]
        starts = np.sort(person_days(orders["person"], orders["first"]))
        ends = np.sort(person_days(orders["person"], orders["last"]))
        return pd.Series(covered(starts, ends, at.person, at.day).astype("int64"))

    return measure


def _days_in_care(at: Moments) -> pd.Series:
    first_visit = pd.Series(at.person).map(at.chart.visits.groupby("person")["first"].min())
    days: pd.Series = (at.day - first_visit).astype("float64")
    return days.where(days >= 0)


def _log_days_in_care(at: Moments) -> pd.Series:
    return pd.Series(np.log1p(_days_in_care(at)))


def _score_age(at: Moments) -> pd.Series:
    return (at.index_date - at.scores["baseline_date"]).dt.days.astype("Int64")


def _first_visit(at: Moments) -> pd.Series:
    baseline = at.scores["baseline_date"]
    first = dates_of(pd.Series(at.person).map(first_scored_visit(at.chart)))
    return (~(first < baseline)).astype("Int64").where(baseline.notna())


def _visits_before(at: Moments) -> pd.Series:
    starts = person_days(at.chart.visits["person"], at.chart.visits["first"])
    return pd.Series(count_between(starts, at.person, at.day - YEAR_DAYS + 1, at.day))


def _at(values: pd.Series, position: Numbers) -> pd.Series:
    """Return `values` at the places, missing where the place is -1."""
    return values.reindex(position).reset_index(drop=True)


# How each covariate of the catalogue is measured: a value per row, missing where it is not known.
MEASURES: dict[str, Callable[[Moments], pd.Series]] = {
    "age": lambda at: age_on(at.people, at.index_date),
    "sex": lambda at: at.people["sex"],
    "pain_group": lambda at: at.pain_groups["pain_group"],
    "mechanism": lambda at: at.pain_groups["mechanism"],
    "baseline_score": lambda at: at.scores["baseline_score"],
    "previous_score": lambda at: at.scores["previous_score"],
    "score_level": lambda at: score_level(at.chart.scores, at.person, at.day),
    "score_age": _score_age,
    "first_visit": _first_visit,
    "on_opioid": _covered_by("opioid"),
    "on_adjuvant": _covered_by("adjuvant"),
    "days_in_care": _days_in_care,
    "visits_before": _visits_before,
    "log_days_in_care": _log_days_in_care,
    "index_year": lambda at: at.index_date.dt.year,
}
