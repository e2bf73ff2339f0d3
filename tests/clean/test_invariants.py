"""Whatever the export holds: no row is lost, the order of rows changes nothing, outputs keep their contracts."""

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.measurements import clean_measurement
from chart2paper.clean.persons import clean_person
from chart2paper.clean.visits import clean_visit
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.clean import CLEAN_TABLES, CLEANING_LOG
from chart2paper.tables.extract import (
    EXTRACT_CONDITION,
    EXTRACT_DRUG,
    EXTRACT_MEASUREMENT,
    EXTRACT_PERSON,
    EXTRACT_TABLES,
    EXTRACT_VISIT,
    QUARANTINE,
    ROW_LEDGER,
)
from chart2paper.tables.read_write import check
from clean.small_tables import LOCK, SETTINGS, extract, persons, visits

MAPPING = Mapping.model_validate(SETTINGS)
PERSONS = persons({"person_id": "P0001"}, {"person_id": "P0002", "birth_date": None})
VISITS = visits(
    {"visit_occurrence_id": "V1", "visit_start_date": "2016-03-05"},
    {
        "visit_occurrence_id": "V2",
        "visit_start_date": "2016-03-06",
        "visit_status": "no_show",
        "person_id": "P0002",
    },
)
# One row that can be read, so that a column of nonsense does not stop the run as a mistake in the mapping.
GOOD = {
    "person": {"person_id": "P0009", "birth_date": "1960-01-01", "gender_source_value": "F"},
    "visit_occurrence": {"visit_occurrence_id": "V0", "visit_start_date": "2016-01-01", "visit_status": "completed"},
    "measurement": {
        "measurement_id": "M0", "measurement_date": "2016-01-01", "measurement_source_value": "AveragePain",
        "value_source_value": "5",
    },
    "drug_exposure": {
        "drug_exposure_id": "D0", "drug_exposure_start_date": "2016-01-01", "drug_source_value": "LDN 3 mg",
    },
    "condition_occurrence": {
        "condition_occurrence_id": "C0", "condition_start_date": "2016-01-01", "condition_source_value": "M79.7",
    },
}  # fmt: skip
dates = st.sampled_from(
    [
        "2016-03-05",
        "03/05/2016",
        "05-Mar-2016",
        "02/30/2016",
        "1950-01-01",
        "2105-01-01",
        "2016-03-05 10:00",
        "",
        "?",
    ]
)
ids = st.sampled_from(["A", "B", "C"])
anyone = st.sampled_from(["P0001", "P0002"])
some = st.text(max_size=8)
visit = st.sampled_from(["V1", "V2", "V9", None])
ROWS = {
    "person": {"person_id": st.uuids().map(str), "birth_date": dates, "gender_source_value": some},
    "visit_occurrence": {
        "person_id": anyone, "visit_occurrence_id": ids, "visit_start_date": dates, "visit_end_date": dates,
        "visit_status": st.sampled_from(["completed", "No Show", "?", ""]),
    },
    "measurement": {
        "person_id": anyone, "measurement_id": ids, "visit_occurrence_id": visit, "measurement_date": dates,
        "measurement_source_value": st.sampled_from(["AveragePain", "WorstPain", "AcceptablePainGoal", "?", ""]),
        "value_source_value": st.sampled_from(["7", "7/10", "6-7", "severe", "11/10", ""]) | some,
        "status_source_value": st.sampled_from(["0", "1", "", "?"]),
    },
    "drug_exposure": {
        "person_id": anyone, "drug_exposure_id": ids, "drug_exposure_start_date": dates,
        "drug_exposure_end_date": dates, "sig": st.sampled_from(["1 tab bid", "qhs", ""]) | some,
        "drug_source_value": st.sampled_from(["LDN 3mg qhs", "oxycodone 5 mg tab", "lisinopril", ""]) | some,
        "days_supply": st.sampled_from(["30", "x", ""]), "order_status": st.sampled_from(["Active", "Cancelled", "?"]),
        "stop_reason": some, "route_source_value": some, "dose_source_value": some,
    },
    "condition_occurrence": {
        "person_id": anyone, "condition_occurrence_id": ids, "condition_start_date": dates,
        "condition_source_value": st.sampled_from(["M79.7", "m545", "729.1", "53.13", "", "V4582"]) | some,
    },
}  # fmt: skip


@pytest.fixture
def clean(words, drug_list, conditions):
    def run(table, frame):
        if table == "person":
            return clean_person(frame, extract(EXTRACT_VISIT), MAPPING, LOCK)
        if table == "visit_occurrence":
            return clean_visit(frame, PERSONS, MAPPING, LOCK)
        if table == "measurement":
            return clean_measurement(frame, PERSONS, VISITS, words, MAPPING, LOCK, PAIN)
        if table == "drug_exposure":
            return clean_drug(frame, PERSONS, drug_list, MAPPING, LOCK)
        return clean_condition(frame, PERSONS, conditions, MAPPING, LOCK)

    return run


TABLES = [EXTRACT_PERSON, EXTRACT_VISIT, EXTRACT_MEASUREMENT, EXTRACT_DRUG, EXTRACT_CONDITION]
# Few examples of many rows: a call costs the same for one row as for a thousand.
FEW = settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
        HealthCheck.too_slow,
    ],
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@FEW
@given(data=st.data())
def test_no_row_is_lost_contracts_hold_and_the_order_of_rows_changes_nothing(table, clean, data):
    rows = data.draw(st.lists(st.fixed_dictionaries(ROWS[table.name]), min_size=25, max_size=35))
    frame = extract(table, GOOD[table.name], *rows)
    cleaned = clean(table.name, frame)
    check(cleaned.table, CLEAN_TABLES[table.name].on(PAIN), table.name)
    check(cleaned.log, CLEANING_LOG, "log")
    check(cleaned.quarantine, QUARANTINE, "quarantine")
    check(cleaned.ledger, ROW_LEDGER, "ledger")
    assert len(cleaned.table) + len(cleaned.quarantine) == len(frame)
    kept, aside = set(cleaned.table["source_row"]), set(cleaned.quarantine["source_row"])
    assert kept | aside == set(frame["source_row"])
    assert not kept & aside
    assert cleaned.ledger[["rows_read", "rows_kept", "rows_quarantined"]].to_numpy().tolist() == [
        [len(frame), len(kept), len(aside)]
    ]
    assert set(cleaned.log["source_row"]) <= kept
    other = clean(
        table.name, frame.sample(frac=1, random_state=data.draw(st.integers(0, 99))).reset_index(drop=True)
    )
    for part in ("table", "log", "quarantine", "ledger"):
        pd.testing.assert_frame_equal(getattr(cleaned, part), getattr(other, part))


def test_an_export_in_another_order_keeps_the_same_of_two_rows(clean):
    rows = [
        {**GOOD["visit_occurrence"], "visit_start_date": day, "visit_status": status}
        for day, status in [
            ("03/05/2016", "completed"),
            ("2016-01-09", "No Show"),
            ("2016-01-09", "completed"),
        ]
    ]
    for order in ([0, 1, 2], [2, 1, 0], [1, 0, 2]):
        table = clean("visit_occurrence", extract(EXTRACT_VISIT, *[rows[i] for i in order])).table
        assert table["visit_start_date"].dt.strftime("%Y-%m-%d").tolist() == ["2016-01-09"]
        assert table["visit_status"].tolist() == ["no_show"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_rows_stay_no_rows(table, clean):
    cleaned = clean(table.name, extract(table))
    for part in (cleaned.table, cleaned.log, cleaned.quarantine, cleaned.ledger):
        assert part.empty


def test_every_cleaned_table_has_an_extract_table():
    assert list(CLEAN_TABLES) == list(EXTRACT_TABLES)
