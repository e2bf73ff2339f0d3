"""Diagnoses, procedures and observations as tables."""

import pytest

from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.others import NOTHING_NAMED, SAME_ROW, clean_observation, clean_procedure
from chart2paper.clean.visits import BEFORE_BIRTH
from chart2paper.problems import Problems
from chart2paper.tables.extract import EXTRACT_CONDITION, EXTRACT_OBSERVATION, EXTRACT_PROCEDURE
from clean.small_tables import LOCK, extract, reasons, shown


def clean(mapping, person, conditions, *rows):
    usual = {"condition_start_date": "2016-03-05", "condition_source_value": "M79.7"}
    frame = extract(EXTRACT_CONDITION, *[{**usual, **row} for row in rows])
    return clean_condition(frame, person, conditions, mapping, LOCK)


def test_a_diagnosis_gets_its_code_system_group_and_mechanism(mapping, person, conditions):
    cleaned = clean(
        mapping,
        person,
        conditions,
        {"condition_start_date": "2014-01-01", "condition_source_value": "53.13"},
        {"condition_source_value": "g5601"},
        {"condition_source_value": "I10"},
    )
    columns = ["code_system", "condition_code", "pain_group", "mechanism"]
    assert shown(cleaned.table, *columns) == [
        ("ICD9CM", "053.13", "postherpetic_neuralgia", "neuropathic"),
        ("ICD10CM", "G56.01", "other_neuropathy", "neuropathic"),
        ("ICD10CM", "I10", None, None),
    ]


def test_a_diagnosis_that_cannot_be_used_is_set_aside(mapping, person, conditions):
    cleaned = clean(
        mapping,
        person,
        conditions,
        {},
        {"condition_source_value": "729.1"},
        {"condition_start_date": "1950-01-01", "condition_source_value": "729.1"},
        {"condition_start_date": "", "condition_source_value": "729.1"},
    )
    assert reasons(cleaned) == {
        3: "looks like ICD-9-CM where ICD-10-CM is expected",
        4: BEFORE_BIRTH,
        5: "no date entered",
    }


def test_a_code_list_that_matches_no_diagnosis_stops_the_run(mapping, person, conditions):
    with pytest.raises(Problems, match="matches no diagnosis"):
        clean(mapping, person, conditions, {"condition_source_value": "I10"})


def test_no_diagnoses_are_no_diagnoses(mapping, person, conditions):
    assert clean(mapping, person, conditions).table.empty


def test_procedures_keep_their_text(mapping, person):
    rows = [
        {"procedure_date": "03/05/2016", "procedure_source_value": "Trigger point injection"},
        {"procedure_date": "2016-03-05", "procedure_source_value": ""},
        {"procedure_date": "2016-03-05", "procedure_source_value": "x", "procedure_occurrence_id": "A"},
        {"procedure_date": "2016-03-05", "procedure_source_value": "y", "procedure_occurrence_id": "A"},
    ]
    cleaned = clean_procedure(extract(EXTRACT_PROCEDURE, *rows), person, mapping, LOCK)
    assert cleaned.table["procedure_source_value"].tolist() == ["x", "Trigger point injection"]
    assert reasons(cleaned) == {3: NOTHING_NAMED, 5: SAME_ROW}


def test_observations_of_one_row_stand_side_by_side(mapping, person):
    row = {"observation_date": "2016-03-05", "observation_id": "A", "source_row": 2}
    rows = [
        {**row, "observation_source_value": "nausea", "value_as_string": "mild"},
        {**row, "observation_source_value": "vivid dreams"},
    ]
    cleaned = clean_observation(extract(EXTRACT_OBSERVATION, *rows), person, mapping, LOCK)
    assert shown(cleaned.table, "observation_source_value", "value_as_string") == [
        ("nausea", "mild"),
        ("vivid dreams", None),
    ]
