"""Which orders are the exposure, and how long it was used."""

from dataclasses import replace

import pytest

from chart2paper.cohort.exposure import first_episode
from chart2paper.cohort.facts import exposure_history
from cohort.small_clinic import FIRST_SCORE, Clinic


def history(*orders: dict, design=FIRST_SCORE):
    clinic = Clinic().person("A")
    for order in orders:
        clinic.order("A", **order)
    return exposure_history(clinic.chart(design), design.gap_days).iloc[0]


@pytest.mark.parametrize(
    ("what", "counts"),
    [
        ({"ingredient": "naltrexone"}, True),
        ({"ingredient": "bupropion+naltrexone"}, False),
        ({"ingredient": "methylnaltrexone"}, False),
        ({"route": "injection"}, False),
        ({"route": None}, False),
        ({"daily_dose_mg": 10.0}, True),
        ({"daily_dose_mg": 50.0}, False),
        ({"daily_dose_mg": None}, False),
    ],
)
def test_an_order_counts_by_ingredient_route_and_dose(what, counts):
    assert history({"first": "2018-01-01", **what})["ever_exposed"] == counts


def test_without_a_highest_dose_an_unreadable_dose_counts():
    any_dose = replace(FIRST_SCORE, max_daily_dose_mg=None)
    assert history({"first": "2018-01-01", "daily_dose_mg": None}, design=any_dose)["ever_exposed"]


def test_an_order_that_does_not_count_is_still_the_same_drug():
    found = history({"first": "2018-01-01", "daily_dose_mg": 50.0})
    assert found["first_same_drug"] == 17532  # 1 January 2018
    assert not found["ever_exposed"]


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ({"ingredient": "not_understood", "may_name": "gabapentin+naltrexone"}, True),
        ({"ingredient": "not_ordered", "may_name": "naltrexone"}, True),
        ({"ingredient": "not_listed", "may_name": "naltrexone"}, True),
        ({"ingredient": "gabapentin", "may_name": "naltrexone"}, True),
        ({"ingredient": "bupropion+naltrexone"}, True),
        ({"ingredient": "naltrexone", "may_name": "gabapentin"}, False),
        ({"ingredient": "not_listed"}, False),
        ({"ingredient": "methylnaltrexone", "may_name": "methylnaltrexone"}, False),
        ({"ingredient": "not_understood", "may_name": "gabapentin+tramadol"}, False),
    ],
)
def test_an_order_may_name_the_exposure_without_being_one(what, named):
    found = history({"first": "2018-01-01", **what})
    assert (found["first_unclear"] == 17532) == named


def test_a_combination_as_exposure_is_named_where_all_its_ingredients_are():
    contrave = replace(FIRST_SCORE, ingredients=("bupropion+naltrexone",))
    both = {"first": "2018-01-01", "ingredient": "not_understood", "may_name": "bupropion+naltrexone"}
    assert history(both, design=contrave)["first_unclear"] == 17532
    one = {"first": "2018-01-01", "ingredient": "bupropion"}
    assert history(one, design=contrave)[["first_unclear"]].isna().all()


def test_days_of_use_count_the_first_and_the_last_day():
    assert history({"first": "2018-01-01", "last": "2018-01-30"})["days_of_use"] == 30


def test_an_order_without_an_end_covers_its_first_day():
    assert history({"first": "2018-01-01"})["days_of_use"] == 1


@pytest.mark.parametrize(("refill", "days"), [("2018-04-01", 120), ("2018-04-02", 30)])
def test_a_gap_of_60_days_is_one_episode_and_61_days_end_it(refill, days):
    """1 to 30 January; 60 days from 31 January to 31 March."""
    found = history({"first": "2018-01-01", "last": "2018-01-30"}, {"first": refill, "last": "2018-04-30"})
    assert found["days_of_use"] == days


def test_a_short_order_within_a_long_one_does_not_end_it():
    found = history(
        {"first": "2018-01-01", "last": "2018-06-30"},
        {"first": "2018-02-01", "last": "2018-02-10"},
        {"first": "2018-07-15", "last": "2018-07-31"},
    )
    assert found["days_of_use"] == 31 + 28 + 31 + 30 + 31 + 30 + 31


def test_use_is_cut_at_the_data_lock_and_later_orders_do_not_exist():
    assert history({"first": "2020-12-30", "last": "2021-06-30"})["days_of_use"] == 2
    assert not history({"first": "2021-01-01"})["ever_exposed"]


def test_no_orders_are_no_episodes():
    assert first_episode(Clinic().chart(FIRST_SCORE).orders, 60).empty
