"""Persons: nobody is lost, nobody's age over 89 can be read off."""

import pandas as pd
import pytest

from chart2paper.clean.persons import age_on, clean_person
from chart2paper.problems import Problems
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.extract import EXTRACT_PERSON, EXTRACT_VISIT
from clean.small_tables import LOCK, SETTINGS, extract, shown

NO_VISITS = extract(EXTRACT_VISIT)


def clean(mapping, *rows, visits=NO_VISITS):
    people = [{"person_id": f"P{i:04d}", "gender_source_value": "F", **row} for i, row in enumerate(rows, 1)]
    return clean_person(extract(EXTRACT_PERSON, *people), visits, mapping, LOCK)


def test_birth_date_and_sex_are_read(mapping):
    cleaned = clean(
        mapping, {"birth_date": "05/06/1960"}, {"birth_date": "1970-01-01", "gender_source_value": "m"}
    )
    assert shown(cleaned.table, "person_id", "birth_date", "over_89", "sex") == [
        ("P0001", "1960-05-06", False, "female"),
        ("P0002", "1970-01-01", False, "male"),
    ]


def test_a_person_is_kept_when_sex_or_birth_date_are_not_understood_and_the_log_says_so(mapping):
    cleaned = clean(mapping, {"birth_date": "02/30/1960"}, {"birth_date": "", "gender_source_value": "U"})
    assert shown(cleaned.table, "birth_date", "sex") == [(None, "female"), (None, None)]
    assert shown(cleaned.log, "source_row", "column", "rule", "raw_value", "new_value") == [
        (2, "birth_date", "not_understood", None, None),
        (2, "gender_source_value", "word_of_mapping", "F", "female"),
        (3, "gender_source_value", "not_understood", "U", None),
    ]


def test_who_has_turned_90_by_the_data_lock_is_only_over_89(mapping):
    cleaned = clean(mapping, {"birth_date": "1930-12-31"}, {"birth_date": "1931-01-01"})
    assert shown(cleaned.table, "birth_date", "over_89") == [(None, True), ("1931-01-01", False)]


def test_the_log_says_what_became_of_a_birth_date_and_never_shows_it(mapping):
    cleaned = clean(
        mapping,
        {"birth_date": "12/31/1930"},
        {"birth_date": "01-Jan-1850"},
        {"birth_date": "1925-02-30"},
        {"birth_date": "03/05/1960"},
    )
    log = cleaned.log[cleaned.log["column"] == "birth_date"]
    assert shown(log, "rule", "raw_value", "new_value") == [
        ("over_89_at_data_lock", None, None),
        ("older_than_anyone", None, None),
        ("not_understood", None, None),
        ("date_by_format", None, None),
    ]
    assert cleaned.table["over_89"].tolist() == [True, False, False, False]


def test_a_birth_after_the_data_lock_is_not_believed(mapping):
    assert clean(mapping, {"birth_date": "2021-05-05"}).table["birth_date"].isna().all()


def test_a_source_that_shifts_birth_dates_groups_who_is_over_120_at_the_first_visit():
    shifted = Mapping.model_validate({**SETTINGS, "over_89_birth_shift": True})
    visits = extract(
        EXTRACT_VISIT,
        {"person_id": "P0001", "visit_start_date": "2015-01-01"},
        {"person_id": "P0002", "visit_start_date": "2015-01-01"},
        {"person_id": "P0002", "visit_start_date": "2010-01-01"},
    )
    people = [{"birth_date": "1715-01-01"}, {"birth_date": "1925-01-01"}, {"birth_date": "1960-01-01"}]
    cleaned = clean(shifted, *people, visits=visits)
    # The second is 90 at the second visit: the source has left the birth date, so the source says it may be shown.
    assert shown(cleaned.table, "birth_date", "over_89") == [
        (None, True),
        ("1925-01-01", False),
        (None, False),
    ]
    assert cleaned.log.loc[cleaned.log["column"] == "birth_date", "rule"].tolist() == [
        "over_89_by_birth_shift",
        "age_cannot_be_checked",
    ]


def test_age_counts_completed_years():
    birth = pd.Series(pd.to_datetime(["1960-05-05", "1960-05-06", "1960-02-29"]))
    assert age_on(pd.Timestamp("2020-05-05"), birth).tolist() == [60, 59, 60]


def test_when_no_sex_at_all_is_understood_the_run_stops(mapping):
    with pytest.raises(Problems, match="no sex was understood"):
        clean(mapping, {"birth_date": "1960-01-01", "gender_source_value": "weiblich"})


def test_no_persons_are_no_persons(mapping):
    cleaned = clean_person(extract(EXTRACT_PERSON), NO_VISITS, mapping, LOCK)
    assert [len(part) for part in (cleaned.table, cleaned.log, cleaned.quarantine, cleaned.ledger)] == [
        0,
        0,
        0,
        0,
    ]
