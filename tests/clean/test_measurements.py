"""Pain scores: which can be believed, and whose and when they are."""

import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean import measurements as m
from chart2paper.clean.visits import BEFORE_BIRTH
from chart2paper.problems import Problems
from chart2paper.tables.extract import EXTRACT_MEASUREMENT
from clean.small_tables import LOCK, extract, reasons, shown, visits

VISITS = visits(
    {"visit_occurrence_id": "V1", "visit_start_date": "2016-03-05"},
    {"visit_occurrence_id": "V2", "visit_start_date": "2016-04-05", "visit_status": "no_show"},
    {"visit_occurrence_id": "V3", "visit_start_date": "2016-05-05", "visit_end_date": "2016-05-20"},
    {"visit_occurrence_id": "V4", "visit_start_date": "2016-03-05", "person_id": "P0002"},
    {"visit_occurrence_id": "V5", "visit_start_date": "2016-06-05", "visit_status": "cancelled"},
)


def clean(mapping, person, words, *rows):
    usual = {
        "measurement_date": "2016-03-05",
        "measurement_source_value": "AveragePain",
        "value_source_value": "7",
    }
    full = [{**usual, **row} for row in rows]
    return m.clean_measurement(
        extract(EXTRACT_MEASUREMENT, *full), person, VISITS, words, mapping, LOCK, PAIN
    )


def test_a_score_keeps_its_kind_day_value_and_the_rule_that_read_it(mapping, person, words):
    cleaned = clean(mapping, person, words, {"value_source_value": "6-7", "visit_occurrence_id": "V1"})
    columns = ["measurement_date", "score_kind", "value_as_number", "value_rule", "visit_occurrence_id"]
    assert shown(cleaned.table, *columns) == [("2016-03-05", "average", 6.5, "range_midpoint", "V1")]
    assert shown(cleaned.log, "column", "raw_value", "rule", "new_value") == [
        ("value_source_value [AveragePain]", "6-7", "range_midpoint", "6.5")
    ]


def test_the_time_of_day_is_kept_where_there_is_one(mapping, person, words):
    cleaned = clean(mapping, person, words, {"measurement_date": "2016-03-05T10:30:00Z"}, {})
    assert cleaned.table["measurement_datetime"].dt.strftime("%H:%M").tolist()[0] == "10:30"
    assert cleaned.table["measurement_datetime"].isna().tolist() == [False, True]


NOT_BELIEVED = [
    ({"measurement_source_value": "AcceptablePainGoal"}, m.not_a(PAIN)),
    ({"measurement_source_value": "Mood"}, "kind of measurement: word is not listed in the mapping"),
    ({"status_source_value": "1"}, m.MARKED_AS_ERROR),
    ({"status_source_value": "?"}, "status of the entry: word is not listed in the mapping"),
    ({"measurement_date": "02/30/2016"}, "no such day in the calendar"),
    ({"value_source_value": "11/10"}, "outside 0-10"),
    ({"value_source_value": ""}, "no score entered"),
    ({"measurement_date": "1955-01-01"}, BEFORE_BIRTH),
    ({"visit_occurrence_id": "V4"}, m.OTHER_PERSON),
    ({"visit_occurrence_id": "V3"}, m.OTHER_DAY),
    ({"visit_occurrence_id": "V2", "measurement_date": "2016-04-05"}, m.NOT_HELD),
    ({"visit_occurrence_id": "V5", "measurement_date": "2016-06-05"}, m.NOT_HELD),
]


def test_a_score_that_cannot_be_believed_is_set_aside_with_the_reason(mapping, person, words):
    cleaned = clean(mapping, person, words, {"status_source_value": "0"}, *(row for row, _ in NOT_BELIEVED))
    assert reasons(cleaned) == dict(enumerate([reason for _, reason in NOT_BELIEVED], 3))
    assert cleaned.table["source_row"].tolist() == [2]


def test_a_score_belongs_to_a_visit_up_to_one_day_around_it(mapping, person, words):
    days = ["2016-05-03", "2016-05-04", "2016-05-05", "2016-05-20", "2016-05-21", "2016-05-22"]
    rows = [{"visit_occurrence_id": "V3", "measurement_date": day} for day in days]
    assert reasons(clean(mapping, person, words, *rows)) == {2: m.OTHER_DAY, 7: m.OTHER_DAY}


def test_a_score_under_a_visit_that_is_not_on_file_stands_by_its_own_date(mapping, person, words):
    cleaned = clean(mapping, person, words, {"visit_occurrence_id": "V99"}, {"visit_occurrence_id": None})
    assert cleaned.table["visit_occurrence_id"].isna().all()
    assert shown(cleaned.log, "column", "raw_value", "rule") == [
        ("visit_occurrence_id [AveragePain]", "V99", "visit_not_on_file")
    ]


def test_the_same_reading_under_two_items_at_one_time_counts_once(mapping, person, words):
    at = {"measurement_date": "2016-03-05T10:00:00Z", "visit_occurrence_id": "V1"}
    cleaned = clean(
        mapping,
        person,
        words,
        {**at, "measurement_source_value": "Pain Level (Rest)", "value_source_value": "4-Mild to Mod"},
        {**at, "measurement_source_value": "Pain Level", "value_source_value": "4"},
        {**at, "measurement_source_value": "Pain Level", "measurement_date": "2016-03-05T11:00:00Z"},
    )
    assert reasons(cleaned) == {3: m.SAME_READING}


def test_two_different_scores_at_one_time_are_both_kept(mapping, person, words):
    cleaned = clean(mapping, person, words, {"value_source_value": "4"}, {"value_source_value": "8"})
    assert cleaned.table["value_as_number"].tolist() == [4, 8]


def test_the_same_score_at_two_visits_of_one_day_is_two_scores(mapping, person, words):
    cleaned = clean(mapping, person, words, {"visit_occurrence_id": "V1"}, {"visit_occurrence_id": None})
    assert len(cleaned.table) == 2


def test_an_entry_id_counts_once_a_day(mapping, person, words):
    same = {"measurement_id": "E1"}
    cleaned = clean(
        mapping, person, words, {**same, "value_source_value": "4"}, {**same, "value_source_value": "8"}
    )
    assert cleaned.table["value_as_number"].tolist() == [4]
    assert reasons(cleaned) == {3: m.SAME_ENTRY}


def test_cells_of_one_row_are_accounted_for_one_by_one(mapping, person, words):
    row = {"source_row": 2, "value_source_value": "", "measurement_id": "E1:x"}
    kinds = ["AveragePain", "WorstPain", "AcceptablePainGoal"]
    cells = [{**row, "measurement_source_value": kind} for kind in kinds]
    cleaned = clean(mapping, person, words, *cells, {"source_row": 3})
    assert shown(cleaned.ledger, "rows_read", "rows_kept", "rows_quarantined") == [(4, 1, 3)]
    assert cleaned.quarantine["column"].tolist() == [
        "measurement_source_value [AcceptablePainGoal]",
        "value_source_value [AveragePain]",
        "value_source_value [WorstPain]",
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"measurement_source_value": "Schmerz"}, "no kind of pain score"),
        ({"value_source_value": "stark"}, "no pain score was understood"),
    ],
)
def test_when_nothing_at_all_is_understood_the_run_stops(mapping, person, words, row, told):
    with pytest.raises(Problems, match=told):
        clean(mapping, person, words, row)


def test_no_measurements_are_no_measurements(mapping, person, words):
    assert clean(mapping, person, words).table.empty
