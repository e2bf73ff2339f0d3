"""Before the first run a clinic sees what a run would make of its export, and everything that would stop it."""

import pytest

from chart2paper.problems import Problems
from data_quality.looking import look, what_stops


def told(clinic) -> str:
    return look(clinic.mapping, clinic.folder).text


def test_the_report_says_what_becomes_of_rows_and_columns(clinic):
    clinic.write(
        "visits.csv",
        "VisitID,MRN,Date,Status,Room\nV1,M1,2016-01-01,Done,1\nV2,M2,02/02/2016,Off,2\nV3,M9,,,\n",
    )
    lines = told(clinic).splitlines()
    for line in (
        "visits.csv -> visit_occurrence: 3 rows, 2 kept, 1 set aside",
        "    MRN -> study id",
        "    set aside: 1 rows, record number not in the list of patients",
        "    Date -> visit_start_date: 2 of 2 filled; read: 100 %",
        "        written as %Y-%m-%d 1; %m/%d/%Y 1",
        "    Status -> visit_status: 2 of 2 filled; read: 50.0 %",
        "        rows set aside: visit status: word is not listed in the mapping 1",
        "    not used: Room",
        "    Worst, Now -> value_source_value: 3 of 4 filled; read: 100 %",
        "    visit_start_date of the visit -> measurement_date: 4 of 4 filled; read: 100 %",
        "    LastName, DOB, Sex: used to find one person under several record numbers",
        "No file fills: drug_exposure, condition_occurrence, procedure_occurrence, observation",
    ):
        assert line in lines, line


def test_what_was_not_understood_comes_first_after_what_stops(clinic):
    lines = told(clinic).splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads[0].endswith("would stop the run (what to do is said at the end):")
    assert heads[1:3] == [
        "Not understood or on no list, the most frequent first",
        "patients.csv -> person: 2 rows, 2 kept, 0 set aside",
    ]


def test_the_report_shows_no_value_of_a_row(clinic):
    clinic.write("scores.csv", "ID,MRN,VisitID,Worst,Now,Note\nSECRET1,M1,SECRET2,SECRET3,SECRET4,SECRET5\n")
    checked = look(clinic.mapping, clinic.folder)
    shown = checked.text + Problems(checked.problems).report()
    for value in ("SECRET", "M1", "Ames", "1960", "555"):
        assert value not in shown.replace("M1,", "")


def test_problems_of_the_files_stop_the_check(clinic):
    clinic.write("scores.csv", "")
    with pytest.raises(Problems, match=r"scores\.csv: the file is empty"):
        look(clinic.mapping, clinic.folder)


def test_columns_of_which_nothing_would_be_understood_are_problems_told_together(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\nV1,M1,1 January 2016,Done\n")
    clinic.write("scores.csv", "ID,MRN,VisitID,Worst,Now,Note\nE1,M1,V1,bad,worse,\n")
    clinic.table("scores.csv").pop("from_visit")
    clinic.table("scores.csv")["columns"]["measurement_date"] = "Note"
    found = what_stops(look(clinic.mapping, clinic.folder))
    assert "no date was understood" in found


def test_a_clinic_without_drugs_is_told_first_that_nobody_is_exposed(clinic):
    assert what_stops(look(clinic.mapping, clinic.folder))[0] == (
        "nobody has the exposure: no order was read as one"
    )


def test_what_the_mapping_accepts_no_longer_stops_and_stands_in_the_report_with_its_reason(clinic):
    clinic.settings["accepted_losses"] = [
        {"what": name, "up_to": 1, "reason": "a clinic made by hand for a test"}
        for name in ("exposed", "scores", "eligible")
    ]
    checked = look(clinic.mapping, clinic.folder)
    assert checked.problems == []
    assert checked.text.startswith("Nothing in this export would stop the run.\n")
    assert "    exposed: 100.0 % lost, accepted: a clinic made by hand for a test" in checked.text


def test_record_numbers_that_do_not_fit_together_are_told_before_the_run(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\nV1,m1,2016-01-01,Done\nV2,m2,2016-02-02,Done\n")
    assert "2 more would be, but for capitals" in told(clinic)


def test_where_people_cannot_be_cleaned_the_problems_of_other_tables_are_told_too(clinic):
    clinic.write(
        "patients.csv", "MRN,LastName,DOB,Sex,Phone\nM1,Ames,1960-01-02,x,1\nM2,Bell,1970-03-04,y,2\n"
    )
    clinic.write("scores.csv", "ID,MRN,VisitID,Worst,Now,Note\nE1,M1,V1,bad,worse,\n")
    found = what_stops(look(clinic.mapping, clinic.folder))
    assert "no sex was understood" in found
    assert "no pain score was understood" in found
