"""Visits: when, and whether they took place."""

import pytest

from chart2paper.clean.visits import BEFORE_BIRTH, SAME_VISIT, clean_visit
from chart2paper.problems import Problems
from chart2paper.tables.extract import EXTRACT_VISIT
from clean.small_tables import LOCK, extract, reasons, shown


def clean(mapping, person, *rows):
    full = [{"visit_start_date": "2016-03-05", "visit_status": "Completed", **row} for row in rows]
    return clean_visit(extract(EXTRACT_VISIT, *full), person, mapping, LOCK)


def test_no_shows_and_cancelled_visits_are_kept_with_their_status(mapping, person):
    words = ["completed", "NO SHOW", " Cancelled "]
    cleaned = clean(mapping, person, *({"visit_status": word} for word in words))
    assert cleaned.table["visit_status"].tolist() == ["completed", "no_show", "cancelled"]


def test_a_visit_without_a_last_day_ends_the_day_it_began(mapping, person):
    cleaned = clean(mapping, person, {}, {"visit_end_date": "2016-03-07"})
    assert shown(cleaned.table, "visit_end_date") == [("2016-03-05",), ("2016-03-07",)]
    assert cleaned.log.empty


def test_a_last_day_before_the_first_or_not_understood_becomes_the_first_and_is_logged(mapping, person):
    cleaned = clean(mapping, person, {"visit_end_date": "2016-03-01"}, {"visit_end_date": "soon"})
    assert shown(cleaned.table, "visit_end_date") == [("2016-03-05",), ("2016-03-05",)]
    assert shown(cleaned.log, "source_row", "raw_value", "rule", "new_value") == [
        (2, "2016-03-01", "end_before_start", "2016-03-05"),
        (3, "soon", "not_understood", "2016-03-05"),
    ]


def test_a_stay_that_ended_after_the_lock_is_read_as_one_without_a_last_day_yet(mapping, person):
    cleaned = clean(mapping, person, {"visit_end_date": "2021-01-07"}, {})
    assert shown(cleaned.table, "visit_end_date") == [("2016-03-05",), ("2016-03-05",)]
    assert shown(cleaned.log, "rule", "new_value") == [("ends_after_lock", "2016-03-05")]


def test_visits_that_cannot_be_used_are_set_aside_with_the_reason(mapping, person):
    cleaned = clean(
        mapping,
        person,
        {},
        {"visit_start_date": "1955-01-01"},
        {"visit_start_date": "0000-00-00"},
        {"visit_start_date": ""},
        {"visit_status": "Rescheduled"},
        {"visit_status": ""},
        {"visit_start_date": "2105-01-01"},
    )
    assert reasons(cleaned) == {
        3: BEFORE_BIRTH,
        4: "no such day in the calendar",
        5: "no date entered",
        6: "visit status: word is not listed in the mapping",
        7: "nothing entered",
        8: "date is after the data lock date",
    }
    assert shown(cleaned.ledger, "source_file", "rows_read", "rows_kept", "rows_quarantined") == [
        ("f.csv", 7, 1, 6)
    ]


def test_of_two_visits_with_one_id_the_earliest_that_can_be_used_is_kept(mapping, person):
    same = {"visit_occurrence_id": "V1"}
    cleaned = clean(
        mapping,
        person,
        {**same, "visit_start_date": ""},
        {**same, "visit_start_date": "2016-04-01"},
        {**same, "visit_start_date": "2016-03-01"},
    )
    assert shown(cleaned.table, "visit_start_date") == [("2016-03-01",)]
    assert reasons(cleaned) == {2: "no date entered", 3: SAME_VISIT}


def test_date_formats_that_fit_nothing_stop_the_run(mapping, person):
    with pytest.raises(Problems, match="no date was understood"):
        clean(mapping, person, {"visit_start_date": "5. März 2016"})


def test_status_words_that_are_all_unlisted_stop_the_run(mapping, person):
    with pytest.raises(Problems, match="no visit status was understood"):
        clean(mapping, person, {"visit_status": "wahrgenommen"})
