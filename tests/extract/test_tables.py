"""Canonical tables: every row goes on or is set aside with a reason, and nothing identifiable goes with it."""

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.extract.canonical import canonical_rows
from chart2paper.extract.export import extract_tables
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.problems import Problems
from chart2paper.reading.formats.csv.reader import read_export_file
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.extract import EXTRACT_TABLES, QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import check


def extract(mapping, folder):
    """All tables by name, the ledger and the quarantine, checked against their contracts."""
    _, part = mapping.filling("person")[0]
    linkage = link_persons(read_person_rows(mapping, folder), part.same_person)
    parts = list(extract_tables(mapping, folder, linkage))
    for extracted in parts:
        check(extracted.rows, EXTRACT_TABLES[extracted.table], extracted.table)
    ledger = pd.concat([extracted.row_ledger for extracted in parts])
    aside = pd.concat([extracted.quarantine for extracted in parts])
    check(ledger, ROW_LEDGER, "row_ledger")
    check(aside, QUARANTINE, "quarantine")
    return {extracted.table: extracted.rows for extracted in parts}, ledger, aside


def run(clinic):
    return extract(clinic.mapping, clinic.folder)


def plain(frame, *columns):
    """The columns as a list of rows, missing values as None."""
    chosen = frame[list(columns)].astype(object)
    return [tuple(row) for row in chosen.where(chosen.notna(), None).to_numpy()]


def test_a_date_in_three_columns_is_joined_and_may_stop_at_the_year(clinic):
    clinic.write(
        "patients.csv",
        "MRN,Y,M,D,LastName,Sex\nM1,1960,1,2,Ames,F\nM2,1970,,,Bell,M\nM3,1980,5,,Cole,F\nM4,,5,6,Dunn,F\n",
    )
    part = clinic.table("patients.csv")
    part |= {"columns": {"person_id": "MRN", "gender_source_value": "Sex"}, "same_person": ["LastName"]}
    part["date_parts"] = {"birth_date": ["Y", "M", "D"]}
    tables, _, _ = run(clinic)
    assert plain(tables["person"], "birth_date") == [("1960-1-2",), ("1970",), ("1980-5",), (None,)]


def test_columns_get_their_canonical_names_and_people_their_study_ids(clinic):
    tables, _, _ = run(clinic)
    assert plain(tables["person"], *EXTRACT_TABLES["person"].column_names) == [
        ("P0001", "1960-01-02", "F", "patients.csv", 2),
        ("P0002", "1970-03-04", "M", "patients.csv", 3),
    ]
    columns = ("visit_occurrence_id", "person_id", "visit_start_date", "visit_end_date", "visit_status")
    assert plain(tables["visit_occurrence"], *columns) == [
        ("V1", "P0001", "2016-01-01", None, "Done"),
        ("V2", "P0002", "2016-02-02", None, "Done"),
    ]


def test_every_table_is_there_filled_or_not(clinic):
    tables, ledger, _ = run(clinic)
    assert set(tables) == set(EXTRACT_TABLES)
    assert tables["observation"].columns.tolist() == EXTRACT_TABLES["observation"].column_names
    assert "observation" not in set(ledger["table"])


def test_columns_side_by_side_become_rows_blank_cells_too(clinic):
    tables, _, _ = run(clinic)
    columns = ("measurement_id", "measurement_source_value", "value_source_value", "source_row")
    assert plain(tables["measurement"], *columns) == [
        ("E1:Now", "Now", "5", 2),
        ("E1:Worst", "Worst", "7", 2),
        ("E2:Now", "Now", "3", 3),
        ("E2:Worst", "Worst", None, 3),
    ]


def test_a_file_without_dates_takes_them_from_the_visit_of_the_same_person(clinic):
    clinic.write(
        "scores.csv", "ID,MRN,VisitID,Worst,Now\nE1,M1,V1,1,1\nE2,M1,V2,1,1\nE3,M1,V9,1,1\nE4,M1,,1,1\n"
    )
    tables, _, _ = run(clinic)
    rows = tables["measurement"].drop_duplicates("source_row")
    # V2 is the visit of somebody else, V9 of nobody.
    assert plain(rows, "measurement_date") == [("2016-01-01",), (None,), (None,), (None,)]


def test_a_visit_id_used_for_two_dates_tells_no_date(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\nV1,M1,2016-01-01,Done\nV1,M1,2016-09-09,Done\n")
    tables, _, _ = run(clinic)
    assert tables["measurement"]["measurement_date"].isna().all()
    assert len(tables["measurement"]) == 4


def test_rows_without_an_id_are_named_after_their_file_and_row(clinic):
    del clinic.table("scores.csv")["columns"]["measurement_id"]
    tables, _, _ = run(clinic)
    assert plain(tables["measurement"], "measurement_id")[0] == ("scores.csv:2:Now",)


def test_a_blank_id_is_replaced_too(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\n,M1,2016-01-01,Done\nV2,M2,2016-02-02,Done\n")
    tables, _, _ = run(clinic)
    assert plain(tables["visit_occurrence"], "visit_occurrence_id") == [("visits.csv:2",), ("V2",)]


def test_constants_fill_what_the_export_lacks_and_a_second_column_what_is_blank(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Booked\nV1,M1,2016-01-01,2015-12-01\nV2,M2,,2015-12-02\n")
    table = clinic.table("visits.csv")
    del table["columns"]["visit_status"]
    table.update(constants={"visit_status": "Done"}, where_blank={"visit_start_date": "Booked"})
    tables, _, _ = run(clinic)
    assert plain(tables["visit_occurrence"], "visit_start_date", "visit_status") == [
        ("2016-01-01", "Done"),
        ("2015-12-02", "Done"),
    ]


@pytest.mark.parametrize(("stated", "expected"), [({}, "ICD10CM"), ({"code_system": "ICD9CM"}, "ICD9CM")])
def test_the_code_system_is_the_mappings_or_the_files_own(clinic, stated, expected):
    columns = {"person_id": "MRN", "condition_source_value": "Code"}
    table = {"table": "condition_occurrence", "columns": columns, "constants": stated}
    clinic.settings["files"].append({"file": "dx.csv", "tables": [table]})
    clinic.write("dx.csv", "MRN,Code\nM1,0539\n")
    tables, _, _ = run(clinic)
    columns = ("condition_occurrence_id", "condition_source_value", "code_system")
    assert plain(tables["condition_occurrence"], *columns) == [("dx.csv:2", "0539", expected)]


def test_a_code_system_by_date_is_left_to_cleaning(clinic):
    clinic.settings["code_system"] = {"before": "ICD9CM", "after": "ICD10CM", "switch_date": "2015-10-01"}
    columns = {"person_id": "MRN", "condition_source_value": "Code"}
    table = {"table": "condition_occurrence", "columns": columns}
    clinic.settings["files"].append({"file": "dx.csv", "tables": [table]})
    clinic.write("dx.csv", "MRN,Code\nM1,0539\n")
    tables, _, _ = run(clinic)
    assert tables["condition_occurrence"]["code_system"].isna().all()


def test_rows_that_cannot_be_used_are_set_aside_with_the_reason(clinic):
    rows = "V1,M1,2016-01-01,Done\nV2,,,\nV3,M9,,\nV1,M1,2016-01-01,Done\nV5,M2\nV1,M1,2016-01-01,\n"
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\n" + rows)
    tables, ledger, aside = run(clinic)
    visits = aside[aside["table"] == "visit_occurrence"]
    assert plain(visits, "source_row", "person_id", "column", "raw_value", "reason") == [
        (3, None, None, None, "no record number"),
        (4, None, None, None, "record number not in the list of patients"),
        (5, "P0001", None, None, "exact duplicate of an earlier row"),
        (6, None, None, None, "the row has 2 cells, the header has 4"),
    ]
    assert plain(tables["visit_occurrence"], "source_row") == [(2,), (7,)]
    counts = ledger[ledger["table"] == "visit_occurrence"]
    assert plain(counts, "source_file", "rows_read", "rows_kept", "rows_quarantined") == [
        ("visits.csv", 6, 2, 4)
    ]


def test_a_row_set_aside_from_columns_side_by_side_counts_once_per_column(clinic):
    clinic.write("scores.csv", "ID,MRN,VisitID,Worst,Now\nE1,M1,V1,7,5\nE2,M9,V2,1,3\nE3,M1\n")
    _, ledger, aside = run(clinic)
    counts = ledger[ledger["table"] == "measurement"]
    assert plain(counts, "rows_read", "rows_kept", "rows_quarantined") == [(6, 2, 4)]
    rows = aside[aside["table"] == "measurement"]
    assert plain(rows, "source_row", "column") == [(3, "Now"), (3, "Worst"), (4, "Now"), (4, "Worst")]


def test_a_person_is_described_by_the_row_with_the_smallest_record_number(clinic):
    header = "MRN,LastName,DOB,Sex\n"
    clinic.write(
        "patients.csv",
        header + "M2,Ames,01/02/1960,f\nM3,Bell,1970-03-04,M\nM1,Ames,1960-01-02,F\nM1,Ames,,F\n",
    )
    tables, _, aside = run(clinic)
    assert plain(tables["person"], "person_id", "birth_date", "source_row") == [
        ("P0001", "1960-01-02", 4),
        ("P0002", "1970-03-04", 3),
    ]
    second = "second record of a person already read"
    assert plain(aside, "source_row", "person_id", "reason")[:2] == [
        (2, "P0001", second),
        (5, "P0001", second),
    ]


def test_records_of_both_record_numbers_come_together_under_one_study_id(clinic):
    clinic.write("patients.csv", "MRN,LastName,DOB,Sex\nM1,Ames,1960-01-02,F\nM2,Ames,1960-01-02,F\n")
    tables, _, _ = run(clinic)
    assert plain(tables["visit_occurrence"], "person_id") == [("P0001",), ("P0001",)]


def test_people_of_earlier_exports_are_strangers_to_this_one(clinic):
    known = pd.DataFrame({"record_number": ["M9", "M1", "M2"], "person_id": ["P0001", "P0002", "P0003"]})
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\nV1,M9,2016-01-01,Done\n")
    visits = next(
        e for e in extract_tables(clinic.mapping, clinic.folder, known) if e.table == "visit_occurrence"
    )
    assert visits.rows.empty
    assert plain(visits.quarantine, "reason") == [("record number not in the list of patients",)]


def test_a_linkage_log_that_lacks_somebody_stops_the_run(clinic):
    known = pd.DataFrame({"record_number": ["M1"], "person_id": ["P0001"]})
    with pytest.raises(Problems, match="lacks 1 of the record numbers"):
        next(extract_tables(clinic.mapping, clinic.folder, known))


def test_no_name_phone_record_number_or_unmapped_column_gets_through(clinic):
    clinic.write(
        "patients.csv",
        "MRN,LastName,DOB,Sex,Phone\nM1,Ames,1960-01-02,F,555-01\nM1,Ames,x,F,555-01\nM2,Bell,555\n",
    )
    tables, ledger, aside = run(clinic)
    written = io.StringIO()
    for frame in (*tables.values(), ledger, aside):
        frame.to_csv(written)
    for secret in ("Ames", "Bell", "555", "M1", "M2", "slept badly"):
        assert secret not in written.getvalue()


NUMBER = st.sampled_from(["M1", "M2", "M3", "m1", " M1", "", " "])
ROW = st.tuples(
    NUMBER, st.sampled_from(["V1", "V2", ""]), st.sampled_from(["", "5", "seven"]), st.integers(3, 6)
)


def scores(rows):
    """A score file of these rows, each with as many cells as it says; the header has five."""
    text = "".join(
        ",".join(["E", number, visit, score, "1", "2"][:cells]) + "\n" for number, visit, score, cells in rows
    )
    return "ID,MRN,VisitID,Worst,Now\nE,M1,V1,1,1\n" + text


def content(frame):
    """Rows as a sorted list, without the row numbers."""
    return sorted(map(repr, plain(frame, *frame.columns.drop("source_row"))))


# The machine's speed is not what is tested.
@settings(deadline=None, max_examples=25)
@given(st.lists(ROW, max_size=12), st.randoms())
def test_no_row_is_lost_and_row_order_changes_nothing_but_row_numbers(new_clinic, rows, random):
    clinic = new_clinic()
    mapping = clinic.mapping
    file, part = mapping.filling("measurement")[0]
    study_ids = pd.Series({"M1": "P0001", "M2": "P0002"})

    def sort_rows():
        clinic.write("scores.csv", scores(rows))
        export = read_export_file(clinic.folder / "scores.csv", file, part.mapped_columns)
        return canonical_rows(export, file, part, mapping, study_ids)

    found = sort_rows()
    assert found.read == 2 * (1 + len(rows)) == len(found.kept) + len(found.quarantine)
    both = pd.concat([found.kept, found.quarantine])
    assert sorted(both["source_row"].unique()) == list(range(2, len(rows) + 3))

    random.shuffle(rows)
    again = sort_rows()
    assert content(again.kept) == content(found.kept)
    assert content(again.quarantine) == content(found.quarantine)


NAME = st.sampled_from(["Ames", "Bell", "ames ", ""])
PATIENT = st.tuples(
    NUMBER, NAME, st.sampled_from(["1960-01-02", "01/02/1960", "?", ""]), st.sampled_from("FfM")
)


@settings(deadline=None, max_examples=12)
@given(st.lists(PATIENT, max_size=10), st.randoms())
def test_no_patient_is_lost_and_row_order_changes_nothing_but_row_numbers(new_clinic, rows, random):
    clinic = new_clinic()
    mapping = clinic.mapping
    rows = [("M1", "Zorn", "1950-01-01", "F"), *rows]

    def read_patients():
        text = "MRN,LastName,DOB,Sex\n" + "".join(f"{','.join(row)}\n" for row in rows)
        clinic.write("patients.csv", text)
        linkage = link_persons(read_person_rows(mapping, clinic.folder), ["LastName", "DOB", "Sex"])
        return next(extract_tables(mapping, clinic.folder, linkage))

    found = read_patients()
    assert found.row_ledger["rows_read"].item() == len(rows) == len(found.rows) + len(found.quarantine)
    assert found.rows["person_id"].is_unique
    random.shuffle(rows)
    assert content(read_patients().rows) == content(found.rows)


def test_the_demo_clinic_is_read_whole(root):
    mapping = load_mapping(root / "data/mappings/demo_clinic.yaml")
    tables, ledger, aside = extract(mapping, root / "data/raw/demo_clinic")
    assert (ledger["rows_read"] == ledger["rows_kept"] + ledger["rows_quarantined"]).all()
    assert ledger["rows_quarantined"].sum() == len(aside)
    assert all(len(rows) for rows in tables.values())
    assert len(tables["person"]) == 2000


def test_the_real_records_are_read_whole(root):
    folder = root.parent / "shared" / "data" / "mimic3_demo"
    if not folder.exists():
        pytest.skip("the MIMIC-III demo is not on this machine; docs/mapping.md says where to download it")
    tables, _, aside = extract(load_mapping(root / "data/mappings/mimic3_demo.yaml"), folder)
    assert {name: len(rows) for name, rows in tables.items() if len(rows)} == {
        "person": 100,
        "visit_occurrence": 129,
        "measurement": 18158,
        "drug_exposure": 10398,
        "condition_occurrence": 1761,
    }
    assert aside.empty
    scores = tables["measurement"]
    level = scores[
        (scores["measurement_source_value"] == "Pain Level") & (scores["value_source_value"] == "0")
    ]
    assert len(level) == 342, "the lost text None (no pain) is read from valuenum"
