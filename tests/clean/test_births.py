"""Births that are known less well than to the day, and dates that stand for no birth at all."""

import pandas as pd
import pytest

from chart2paper.clean.persons import clean_person
from chart2paper.clean.visits import before_birth
from chart2paper.problems import Problems
from chart2paper.tables.extract import EXTRACT_PERSON, EXTRACT_VISIT
from clean.small_tables import LOCK, extract, shown


def clean(mapping, *births, visits=()):
    people = [
        {"person_id": f"P{i:04d}", "birth_date": birth, "gender_source_value": "F"}
        for i, birth in enumerate(births, 1)
    ]
    return clean_person(extract(EXTRACT_PERSON, *people), extract(EXTRACT_VISIT, *visits), mapping, LOCK)


def born(cleaned):
    return shown(cleaned.table, "birth_date", "birth_within_days", "over_89")


def rules(cleaned):
    return cleaned.log.loc[cleaned.log["column"] == "birth_date", "rule"].tolist()


def test_a_year_of_birth_is_the_middle_of_the_year_half_a_year_either_way(mapping):
    cleaned = clean(mapping, "1960", "1960.0", "05/1960", "1960-5", "1960-05-06")
    assert born(cleaned) == [
        ("1960-07-02", 183, False),
        ("1960-07-02", 183, False),
        ("1960-05-15", 16, False),
        ("1960-05-15", 16, False),
        ("1960-05-06", 0, False),
    ]
    assert rules(cleaned) == ["year_of_birth", "year_of_birth", "month_of_birth", "month_of_birth"]


@pytest.mark.parametrize(
    "birth",
    [
        "01/01/1900",
        "1900-01-01",
        "1901-01-01",
        "12/31/1899",
        "05/06/1900",
        "1900",
        "1901",
        "1850-01-01",
        "60",
        "1960?",
    ],
)
def test_a_placeholder_is_unknown_and_never_over_89(mapping, birth):
    assert born(clean(mapping, birth, "1970-01-01"))[0] == (None, None, False)


def test_who_may_have_turned_90_is_grouped(mapping):
    assert born(clean(mapping, "1930", "1931")) == [(None, None, True), ("1931-07-02", 182, False)]


def test_a_birth_date_that_too_many_share_is_a_placeholder(mapping):
    real = [f"19{year}-{month:02d}-1{month % 3}" for year in range(40, 80) for month in range(1, 13)]
    cleaned = clean(mapping, *["1970-01-01"] * 11, *["1955-05-05"] * 10, *real)
    assert cleaned.table["birth_date"].isna().sum() == 11
    assert rules(cleaned) == ["birth_date_of_many"] * 11


def test_births_that_are_all_on_one_day_of_the_year_are_years(mapping):
    cleaned = clean(mapping, *[f"{year}-01-01" for year in range(1940, 1990)])
    assert set(cleaned.table["birth_within_days"]) == {182, 183}
    assert set(rules(cleaned)) == {"birth_day_not_kept"}


def test_a_birth_date_with_a_midnight_of_another_clock_keeps_its_day(mapping):
    there = mapping.model_copy(update={"time_zone": "America/Los_Angeles"})
    assert born(clean(there, "1960-05-06T00:00:00Z", "1960-05-06T07:00:00Z"))[0][0] == "1960-05-06"


def test_ages_at_visits_narrow_the_birth_date(mapping):
    visits = [
        {"person_id": "P0001", "visit_start_date": "2016-03-05", "age_source_value": "55"},
        {"person_id": "P0001", "visit_start_date": "2016-05-05", "age_source_value": "56 years"},
        {"person_id": "P0002", "visit_start_date": "2016-03-05", "age_source_value": "40"},
        {"person_id": "P0003", "visit_start_date": "2016-03-05", "age_source_value": "90+"},
        {"person_id": "P0004", "visit_start_date": "2016-03-05", "age_source_value": "40"},
        {"person_id": "P0004", "visit_start_date": "2016-03-06", "age_source_value": "70"},
    ]
    assert born(clean(mapping, "", "", "", "", visits=visits)) == [
        ("1960-04-05", 30, False),  # 6 March to 5 May 1960
        ("1975-09-04", 183, False),
        (None, None, True),
        (None, None, False),
    ]


def test_without_any_birth_or_age_the_run_stops_and_says_what_to_map(mapping):
    with pytest.raises(Problems, match="date_parts: birth_date"):
        clean(mapping, "", None)


def test_a_visit_in_the_year_of_birth_may_be_after_the_birth(mapping):
    person = clean(mapping, "1960", "1960-05-06").table
    days = pd.Series(pd.to_datetime(["1960-01-02", "1959-12-01", "1960-05-05"]))
    wrong = before_birth(pd.Series(["P0001", "P0001", "P0002"]), days, person)
    assert wrong.notna().tolist() == [False, True, True]
