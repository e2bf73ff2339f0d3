"""Whatever keeps an export from being read is told at once, with file, row and column, before anything runs."""

import os

import pytest

from chart2paper.extract.file_checks import check_files
from chart2paper.problems import Problems


def problems(clinic) -> list[str]:
    with pytest.raises(Problems) as caught:
        check_files(clinic.mapping, clinic.folder)
    return [str(problem) for problem in caught.value.problems]


def test_an_export_in_order_passes(clinic):
    check_files(clinic.mapping, clinic.folder)


def test_a_missing_file_is_told_with_the_name_it_may_have(clinic):
    (clinic.folder / "visits.csv").rename(clinic.folder / "visit.csv")
    assert 'Did you mean "visit.csv"?' in problems(clinic)[0]


def test_a_missing_folder_is_a_problem_of_every_file(clinic):
    for file in clinic.folder.iterdir():
        file.unlink()
    clinic.folder.rmdir()
    assert len(problems(clinic)) == 3


def test_a_file_that_may_not_be_read_is_a_problem(clinic, monkeypatch):
    # Whoever runs the tests may be allowed to read everything, so the operating system's answer is replaced.
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("scores.csv"))
    assert problems(clinic)[0].startswith("scores.csv: the file may not be read")


def test_an_empty_file_is_a_problem(clinic):
    clinic.write("scores.csv", "")
    assert "scores.csv: the file is empty" in problems(clinic)[0]


def test_a_header_without_rows_is_a_problem_where_a_study_needs_rows(clinic):
    """Nobody may have had an adverse effect; a study without patients, visits or scores is an export gone wrong."""
    part = {"table": "observation", "columns": {"person_id": "MRN", "observation_date": "Date"}}
    clinic.settings["files"].append({"file": "effects.csv", "tables": [part]})
    clinic.write("effects.csv", "MRN,Date\n")
    check_files(clinic.mapping, clinic.folder)
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\n")
    clinic.write("patients.csv", "MRN,LastName,DOB,Sex\n")
    assert [text.split("\n")[0] for text in problems(clinic)] == [
        "patients.csv: the list of patients has a header and no rows",
        "visits.csv: the file has a header and no rows",
    ]


def test_a_missing_column_is_told_with_the_name_it_may_have(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Dates,Status\nV1,M1,2016-01-01,Done\n")
    told = problems(clinic)
    assert told[0].startswith('visits.csv, row 1, column "Date": the file has no such column.')
    assert 'Did you mean "Dates"?' in told[0]


def test_repeated_and_unnamed_columns_are_told(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Status,Status,,\nV1,M1,2016-01-01,Done,,,\n")
    assert [text.split(": ")[1].split("\n")[0] for text in problems(clinic)] == [
        "two columns have no name",
        "two columns have this name",
    ]


def test_a_patients_row_where_the_header_should_be_is_told_without_any_of_its_cells(clinic):
    """ "Dote" looks like the column "Date", and "Done" stands there twice."""
    clinic.write("visits.csv", "V1,M1,Dote,Done,Done\nV2,M2,2016-02-02,Done,Done\n")
    (told,) = problems(clinic)
    assert "none of the columns VisitID, MRN, Date, Status is in the first row" in told
    assert not {"Dote", "Done", "V1", "M1"} & set(told.replace('"', " ").split())


def test_a_first_row_without_names_is_a_problem(clinic):
    clinic.write("visits.csv", ",,,\nV1,M1,2016-01-01,Done\n")
    assert "the first row does not hold column names" in problems(clinic)[0]


@pytest.mark.parametrize(
    ("declared", "raw", "row"),
    [
        ("utf-8", b"VisitID,MRN,Date,Status\nV1,M1,,\nV2,M\xe9,,\n", 3),
        ("utf-8", b'VisitID,MRN,Date,Status\nV1,"two\nlines",,\n\xe9', 3),
        ("cp1252", b"VisitID,MRN,Date,Status\nV1,\x81,,\n", 2),
        ("utf-16", b"VisitID,MRN,Date,Status\nV1,M1,,\n", None),
    ],
)
def test_characters_of_another_encoding_are_told_with_their_row(clinic, declared, raw, row):
    clinic.settings["files"][1]["encoding"] = declared
    clinic.write("visits.csv", raw)
    place = f"visits.csv, row {row}: " if row else "visits.csv: "
    assert problems(clinic)[0].startswith(f"{place}a character is not {declared}")


@pytest.mark.parametrize(("declared", "written"), [("latin-1", "utf-8-sig"), ("utf-8", "utf-16")])
def test_a_byte_order_mark_betrays_the_encoding(clinic, declared, written):
    clinic.settings["files"][1]["encoding"] = declared
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\n".encode(written))
    assert f"set encoding: {written.removesuffix('-sig')}" in problems(clinic)[0]


@pytest.mark.parametrize("cell", ['"never closed', '"said "ouch" today"'])
def test_a_broken_quotation_is_a_problem_because_it_would_swallow_rows(clinic, cell):
    clinic.write(
        "scores.csv", f"ID,MRN,VisitID,Worst,Now,Note\nE1,M1,V1,7,5,\nE2,M2,V2,1,1,{cell}\nE3,M1,V1,2,2,\n"
    )
    assert problems(clinic)[0].startswith("scores.csv, row 3: a quotation mark is not closed")


def test_an_inch_mark_inside_a_cell_is_no_quotation(clinic):
    clinic.write("scores.csv", 'ID,MRN,VisitID,Worst,Now,Note\nE1,M1,V1,7,5,3" scar\n')
    check_files(clinic.mapping, clinic.folder)


def test_columns_whose_texts_are_not_listed_are_told(clinic):
    clinic.settings["values"] = {
        "measurement_source_value": {"worst ": "worst"},
        "gender_source_value": {"F": "female"},
    }
    del clinic.table("visits.csv")["columns"]["visit_status"]
    clinic.table("visits.csv")["constants"] = {"visit_status": "completed"}
    told = problems(clinic)
    assert "visits.csv: the texts of visit_status are not listed" in told[0]
    assert 'scores.csv: "Now" is not listed for measurement_source_value' in told[1]
    assert len(told) == 2


def test_the_problems_of_all_files_are_told_together(clinic):
    clinic.write("patients.csv", "MRN\n")
    clinic.write("visits.csv", b"\xff\xfe")
    clinic.write("scores.csv", "")
    assert {text.split(",")[0].split(":")[0] for text in problems(clinic)} == {
        "patients.csv",
        "visits.csv",
        "scores.csv",
    }


def test_no_problem_shows_what_a_row_holds(clinic):
    clinic.write("patients.csv", b"MRN,LastName,DOB,Sex\nSECRET-1,SECRET-2,x,y\n" + b"SECRET-3,\xe9,,\n")
    clinic.write("visits.csv", 'VisitID,MRN,Date,Status\nSECRET-4,"SECRET-5,x,y\n')
    assert "SECRET" not in "".join(problems(clinic))


def test_an_export_that_tells_nobodys_age_is_told_before_the_run(clinic):
    del clinic.table("patients.csv")["columns"]["birth_date"]
    with pytest.raises(Problems, match="no dates of birth") as caught:
        check_files(clinic.mapping, clinic.folder)
    assert "date_parts: birth_date" in str(caught.value)
    clinic.table("visits.csv")["columns"]["age_source_value"] = "Date"
    check_files(clinic.mapping, clinic.folder)
