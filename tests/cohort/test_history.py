"""The course before the index date: usual score, age of the baseline, first visit; nothing of it from later records."""

import numpy as np
import pandas as pd
import pytest

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.cohort.chart import chart_up_to_lock
from chart2paper.cohort.covariates import covariates_on
from chart2paper.cohort.days import day_numbers
from chart2paper.cohort.score_level import score_level, variances_by_day
from cohort.small_clinic import FIRST_EXPOSURE, Clinic
from cohort.test_cohort_properties import random_clinic
from cohort.test_covariates import on

# Four people by person, day and score. By hand, to day 40: means 3, 7, 6; within (1 + 1 + 0 + 0 + 0) / 2 = 1;
# among (2 x 9 + 2 x 49 + 36 - 26^2 / 5) / 2 = 8.4; usual number of scores (5 - 9 / 5) / 2 = 1.6.
SCORES = pd.DataFrame(
    [(0, 10, 2.0), (0, 20, 4.0), (1, 10, 7.0), (1, 30, 7.0), (2, 40, 6.0), (3, 500, 0.0)],
    columns=["person", "day", "score"],
)
WITHIN, BETWEEN, MEAN = 1.0, (8.4 - 1.0) / 1.6, 16 / 3


def level(scores: pd.DataFrame, person: int, day: int) -> float:
    return score_level(scores, np.array([person]), np.array([day])).iloc[0]


def test_the_variances_are_the_moment_estimates_by_hand():
    found = variances_by_day(SCORES).loc[40]
    assert found.to_dict() == pytest.approx({"mean": MEAN, "within": WITHIN, "between": BETWEEN})


@pytest.mark.parametrize(("person", "own", "n"), [(0, 3.0, 2), (1, 7.0, 2), (2, 6.0, 1)])
def test_a_mean_is_shrunk_towards_the_clinic_and_that_of_one_score_most(person, own, n):
    kept = BETWEEN / (BETWEEN + WITHIN / n)
    assert level(SCORES, person, 40) == pytest.approx(MEAN + kept * (own - MEAN))


def test_where_nobody_differs_from_the_next_everybody_has_the_mean_of_the_clinic():
    scores = pd.DataFrame(
        [(0, 1, 2.0), (0, 2, 8.0), (1, 1, 8.0), (1, 2, 2.0)], columns=["person", "day", "score"]
    )
    assert level(scores, 0, 2) == 5.0


def test_where_scores_of_a_person_never_differ_their_mean_is_kept():
    scores = pd.DataFrame([(0, 1, 2.0), (0, 2, 2.0), (1, 1, 8.0)], columns=["person", "day", "score"])
    assert level(scores, 0, 2) == 2.0


@pytest.mark.parametrize(
    ("first", "known"),
    [("2017-06-15", False), ("2017-06-16", True), ("2018-06-15", True), ("2018-06-16", False)],
)
def test_the_year_of_scores_ends_with_the_index_date(first, known):
    clinic = Clinic().person("A").score("A", first, 5)
    clinic.person("B").score("B", "2016-01-01", 3).score("B", "2016-02-01", 4)
    assert pd.notna(on(clinic)["score_level"]) == known


def test_a_mean_is_left_as_it_is_while_the_spread_of_scores_is_not_known():
    alone = Clinic().person("A").score("A", "2018-06-01", 5).score("A", "2018-06-10", 7)
    assert on(alone)["score_level"] == 6
    two = Clinic().person("A").score("A", "2018-06-01", 5).person("B").score("B", "2018-06-01", 6)
    assert on(two)["score_level"] == 5


def test_the_age_of_the_score_is_counted_from_the_baseline_to_the_index_date():
    clinic = Clinic().person("A").score("A", "2018-05-01", 4).score("A", "2018-06-10", 7)
    assert on(clinic)["score_age"] == 5
    assert on(clinic, "2018-06-10")["score_age"] == 0
    assert pd.isna(on(Clinic().person("A"))["score_age"])


@pytest.mark.parametrize(
    ("earlier", "first"),
    [
        (lambda clinic: clinic, 1),
        (lambda clinic: clinic.scored_visit("A", "2016-01-01", 5), 0),
        (lambda clinic: clinic.score("A", "2016-01-01", 5), 1),  # by telephone
        (lambda clinic: clinic.visit("A", "2016-01-01"), 1),  # without a score
    ],
)
def test_a_first_visit_is_one_without_a_scored_visit_before(earlier, first):
    assert on(earlier(Clinic().person("A").scored_visit("A", "2018-06-10", 7)))["first_visit"] == first


def test_whether_it_is_the_first_visit_is_not_known_without_a_baseline():
    assert pd.isna(on(Clinic().person("A").scored_visit("A", "2016-01-01", 7))["first_visit"])


def test_the_logarithm_of_the_days_in_care_has_no_infinity_on_the_first_day():
    clinic = Clinic().person("A").visit("A", "2018-06-10")
    assert on(clinic, "2018-06-10")["log_days_in_care"] == 0
    assert on(clinic)["log_days_in_care"] == pytest.approx(np.log(6))
    assert pd.isna(on(clinic, "2018-06-09")["log_days_in_care"])


DATES = {
    "visit": "visit_start_date",
    "measurement": "measurement_date",
    "drug": "drug_exposure_start_date",
    "condition": "condition_start_date",
}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("day", ["2020-03-01", "2020-09-15"])
def test_nothing_that_is_charted_later_changes_a_covariate(seed, day):
    tables = random_clinic(seed).tables()
    index = pd.Timestamp(day)
    by_then = {
        name: table[table[DATES[name]] <= index] if name in DATES else table for name, table in tables.items()
    }
    people = range(len(tables["person"]))
    moments = pd.DataFrame({"person": people, "day": day_numbers(pd.Series([index]))[0]})
    now, later = (
        covariates_on(moments, chart_up_to_lock(**known, design=FIRST_EXPOSURE), (-90, 0))
        for known in (by_then, tables)
    )
    assert len(by_then["measurement"]) < len(tables["measurement"])
    assert now["score_level"].notna().any() and now["first_visit"].eq(0).any()
    pd.testing.assert_frame_equal(now[[*COVARIATES]], later[[*COVARIATES]], check_exact=True)
