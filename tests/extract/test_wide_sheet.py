"""One sheet, a row a visit: people by name and birth date, visits without ids, several orders in one cell."""

import pytest
import yaml

from extract.test_tables import plain, run

WIDE = """
clinic: small
description: one sheet
date_formats: ["%m/%d/%Y", "%Y-%m-%d"]
code_system: ICD10CM
values:
  gender_source_value: {F: female, M: male}
  visit_status: {Seen: completed, Missed: no_show}
  measurement_source_value: {pain: current}
files:
  - file: sheet.csv
    tables:
      - table: person
        columns: {person_id: [name, dob], birth_date: dob, gender_source_value: sex}
      - table: visit_occurrence
        columns: {person_id: [name, dob], visit_start_date: date, visit_status: state}
      - table: measurement
        columns: {person_id: [name, dob], measurement_date: date, value_source_value: pain}
        constants: {measurement_source_value: pain}
      - table: drug_exposure
        columns: {person_id: [name, dob], drug_exposure_start_date: date, drug_source_value: meds}
        split: {drug_source_value: ";"}
      - table: condition_occurrence
        columns: {person_id: [name, dob], condition_start_date: date, condition_source_value: dx}
        split: {condition_source_value: ","}
"""
SHEET = """name,dob,sex,date,state,pain,meds,dx
Ruth Ames,2/1/1960,F,1/12/2016,Seen,8,LDN 4.5 mg; gabapentin 300 mg tid,"M79.7, M54.5"
ruth  ames,1960-02-01,F,1/12/2016,seen,7,tramadol 50 mg,
John Smith,2/1/1960,M,1/12/2016,Seen,3,,M54.5
John Smith,11/30/1985,M,1/12/2016,Missed,,,M54.5
Ruth Ames,,F,2/2/2016,Seen,4,LDN,
"""


@pytest.fixture
def sheet(clinic):
    clinic.settings = yaml.safe_load(WIDE)
    clinic.write("sheet.csv", SHEET)
    return clinic


def test_people_are_told_apart_by_name_and_birth_date_however_written(sheet):
    tables, _, aside = run(sheet)
    assert plain(tables["person"], "person_id", "birth_date", "source_row") == [
        ("P0001", "2/1/1960", 4),
        ("P0002", "11/30/1985", 5),
        ("P0003", "2/1/1960", 2),
    ]
    assert set(aside.loc[aside["source_row"].eq(6), "reason"]) == {"no record number"}


def test_rows_of_one_person_day_and_status_are_one_visit(sheet):
    tables, _, _ = run(sheet)
    assert plain(tables["visit_occurrence"], "visit_occurrence_id", "source_row")[:2] == [
        ("sheet.csv:P0001:1/12/2016:seen", 4),
        ("sheet.csv:P0002:1/12/2016:missed", 5),
    ]
    visits = plain(tables["visit_occurrence"], "person_id", "visit_occurrence_id")[2:]
    assert set(visits) == {("P0003", "sheet.csv:P0003:1/12/2016:seen")}
    assert set(plain(tables["measurement"], "visit_occurrence_id")) == set(
        plain(tables["visit_occurrence"], "visit_occurrence_id")
    )


def test_orders_and_diagnoses_of_one_cell_are_rows_of_their_own(sheet):
    tables, _, _ = run(sheet)
    assert plain(tables["drug_exposure"], "person_id", "drug_source_value", "drug_exposure_id") == [
        ("P0001", None, "sheet.csv:4:1"),
        ("P0002", None, "sheet.csv:5:1"),
        ("P0003", "LDN 4.5 mg", "sheet.csv:2:1"),
        ("P0003", "gabapentin 300 mg tid", "sheet.csv:2:2"),
        ("P0003", "tramadol 50 mg", "sheet.csv:3:1"),
    ]
    codes = plain(tables["condition_occurrence"], "person_id", "condition_source_value")
    assert [code for person, code in codes if person == "P0003"] == ["M79.7", "M54.5", None]


def test_a_name_in_a_text_becomes_the_study_id_or_nobodys(sheet):
    sheet.write(
        "sheet.csv", SHEET + "Omar Bell,3/4/1970,M,2/2/2016,Seen,1,LDN for RUTH AMES; John Smith called,\n"
    )
    tables, _, _ = run(sheet)
    lines = {text for (text,) in plain(tables["drug_exposure"], "drug_source_value")}
    assert lines >= {"LDN for P0004", "a patient called"}


def test_no_name_and_no_key_made_of_one_goes_further(sheet):
    tables, ledger, aside = run(sheet)
    texts = "".join(table.to_csv() for table in [*tables.values(), ledger, aside]).casefold()
    assert "ames" not in texts and "smith" not in texts
