"""Before the first run a clinic sees what becomes of every column, in counts only."""

import pandas as pd
import pytest

from chart2paper.extract.check_export import check_export, count_date_formats, count_unlisted
from chart2paper.problems import Problems


def report(clinic) -> str:
    return check_export(clinic.mapping, clinic.folder)


def test_the_report_says_what_becomes_of_rows_and_columns(clinic):
    clinic.write(
        "visits.csv",
        "VisitID,MRN,Date,Status,Room\nV1,M1,2016-01-01,Done,1\nV2,M2,02/02/2016,Off,2\nV3,M9,,,\n",
    )
    told = report(clinic).splitlines()
    for line in (
        "visits.csv -> visit_occurrence: 3 rows, 2 kept, 1 set aside",
        "    set aside: 1 rows, record number not in the list of patients",
        "    MRN -> study id (2 people)",
        "    Status -> visit_status: 2 filled, 0 blank; not listed under values: 1 texts (1 rows)",
        "    not used: Room",
        "    Worst, Now -> a row each: 3 filled, 1 blank",
        "    LastName, DOB, Sex: used to find one person under several record numbers",
    ):
        assert line in told
    dates = next(
        line for line in told if line.startswith("    Date -> visit_start_date: 2 filled, 0 blank; ")
    )
    assert dates.endswith("1 (50.0 %) in %Y-%m-%d; 1 (50.0 %) in %m/%d/%Y; 0 (0.0 %) fit no format")


def test_the_report_shows_no_value_of_a_row(clinic):
    clinic.write("scores.csv", "ID,MRN,VisitID,Worst,Now,Note\nSECRET1,M1,SECRET2,SECRET3,SECRET4,SECRET5\n")
    told = report(clinic)
    for value in ("SECRET", "M1", "Ames", "1960", "555"):
        assert value not in told


def test_problems_of_the_files_stop_the_check(clinic):
    clinic.write("scores.csv", "")
    with pytest.raises(Problems, match=r"scores\.csv: the file is empty"):
        report(clinic)


def test_columns_of_which_nothing_would_be_understood_are_problems_told_together(clinic):
    clinic.write("visits.csv", "VisitID,MRN,Date,Status\nV1,M1,1 January 2016,Seen\n")
    with pytest.raises(Problems) as caught:
        report(clinic)
    assert [(p.file, p.column, p.what) for p in caught.value.problems] == [
        ("visits.csv", "Date", "no date fits date_formats"),
        ("visits.csv", "Status", "no text is listed for visit_status"),
    ]


def test_each_date_counts_under_the_first_format_that_reads_it():
    texts = pd.Series(
        ["2016-03-05", " 2016-03-05 10:30", "03/05/2016", "30/05/2016", "soon", None], dtype="string"
    )
    formats = ["%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y"]
    assert count_date_formats(texts, formats) == {"%Y-%m-%d": 2, "%m/%d/%Y": 1, "%d/%m/%Y": 1, "no format": 1}
    assert count_date_formats(texts.head(0), formats) == dict.fromkeys([*formats, "no format"], 0)


def test_unlisted_texts_are_counted_without_regard_to_case_and_spaces():
    texts = pd.Series(["Done", " DONE ", "Off", "off", "Gone", None], dtype="string")
    assert count_unlisted(texts, {"done": "completed"}) == (2, 3)
    assert count_unlisted(texts.head(0), {}) == (0, 0)
