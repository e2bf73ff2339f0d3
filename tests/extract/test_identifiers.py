"""Who is who: told before anything is linked where record numbers do not fit together or mean two people."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.extract.id_forms import DIFFERENCES, as_listed, explained
from chart2paper.extract.identifier_checks import identifier_problems
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.linkage_log import extend_linkage
from chart2paper.extract.not_records import no_number, not_records
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.problems import Problems
from extract.test_tables import run

HEAD = "MRN,LastName,DOB,Sex\n"
PATIENTS = HEAD + "00123,Ames,1960-01-02,F\n00456,Bell,1970-03-04,M\n01789,Cole,1980-03-04,M\n"
VISITS = "VisitID,MRN,Date,Status\n0011,00123,2016-01-01,Done\n0012,00456,2016-02-02,Done\n0013,01789,2016-02-02,Done\n"
SCORES = "ID,MRN,VisitID,Worst,Now\nE1,00123,0011,7,5\nE2,00456,0012,3,3\nE3,01789,0013,3,3\n"


@pytest.fixture
def numbered(clinic):
    for name, text in (("patients.csv", PATIENTS), ("visits.csv", VISITS), ("scores.csv", SCORES)):
        clinic.write(name, text)
    clinic.table("patients.csv")["same_person"] = []
    return clinic


def told(clinic):
    return [str(problem) for problem in identifier_problems(clinic.mapping, clinic.folder)]


def test_an_export_in_order_has_no_problem(numbered):
    assert told(numbered) == []


@pytest.mark.parametrize(
    ("rewritten", "difference"),
    [
        (["123", "456", "1789"], "leading_zeros"),
        (["00123.0", "00456.0", "01789.0"], "decimals"),
        (["00 123", "00 456", "01 789"], "punctuation"),
        (["MRN00123", "MRN00456", "MRN01789"], "prefix"),
        (["00123", "456", "01789"], "leading_zeros"),
        (["'00123", "'00456", "'01789"], "punctuation"),
    ],
)
def test_record_numbers_that_were_rewritten_are_told_and_joined_when_the_mapping_says_so(
    numbered, rewritten, difference
):
    text = VISITS
    for old, new in zip(["00123", "00456", "01789"], rewritten, strict=True):
        text = text.replace(old, new)
    numbered.write("visits.csv", text)
    (problem,) = told(numbered)
    assert f"ignore_in_record_numbers: [{difference}]" in problem
    assert DIFFERENCES[difference] in problem
    assert "00123" not in problem.replace(DIFFERENCES[difference], "")
    numbered.settings["ignore_in_record_numbers"] = [difference]
    assert told(numbered) == []
    tables, _, aside = run(numbered)
    assert list(tables["visit_occurrence"]["person_id"]) == ["P0001", "P0002", "P0003"]
    assert aside.empty


def test_several_differences_are_told_together(numbered):
    numbered.write("visits.csv", VISITS.replace("00123", "mrn-123.0").replace("00456", "MRN-456.0"))
    (problem,) = told(numbered)
    assert "ignore_in_record_numbers: [leading_zeros, decimals, punctuation, prefix]" in problem
    assert "1 of 3 record numbers are in the list of patients; 2 more would be" in problem


def test_an_identifier_that_fits_two_people_is_never_joined(numbered):
    numbered.write("patients.csv", PATIENTS + "123,Dorn,1990-01-01,F\n")
    numbered.write("visits.csv", VISITS.replace("00123", "0123"))
    numbered.settings["ignore_in_record_numbers"] = ["leading_zeros"]
    tables, _, aside = run(numbered)
    assert "P0004" not in set(tables["visit_occurrence"]["person_id"])
    assert list(aside["reason"]) == ["record number not in the list of patients"]


def test_visit_ids_that_were_rewritten_are_told_and_joined_when_the_mapping_says_so(numbered):
    numbered.write(
        "scores.csv", SCORES.replace("0011,", "11,").replace("0012,", "12,").replace("0013,", "13,")
    )
    (problem,) = told(numbered)
    assert problem.startswith('scores.csv, column "VisitID": 0 of 3 visit ids are those of a visit; 3 more')
    assert "ignore_in_visit_ids: [leading_zeros]" in problem
    numbered.settings["ignore_in_visit_ids"] = ["leading_zeros"]
    assert told(numbered) == []
    tables, _, _ = run(numbered)
    assert tables["measurement"]["measurement_date"].notna().all()
    assert set(tables["measurement"]["visit_occurrence_id"]) == {"0011", "0012", "0013"}


def test_a_file_about_nobody_in_the_list_is_a_problem(numbered):
    numbered.write("scores.csv", "ID,MRN,VisitID,Worst,Now\nE1,X1,0011,7,5\nE2,X2,0012,7,5\n")
    (problem,) = told(numbered)
    assert "0 of 2 rows are about somebody in the list of patients" in problem


def test_a_few_strangers_are_none(numbered):
    numbered.write("scores.csv", SCORES + "E4,X9,0011,1,1\n")
    assert told(numbered) == []


@pytest.mark.parametrize(
    ("row", "column"), [("00123,Ames,1961-01-02,F\n", "DOB"), ("00123,Ames,01/02/1960,Male\n", "Sex")]
)
def test_a_record_number_with_two_birth_dates_or_sexes_is_a_problem(numbered, row, column):
    numbered.settings["values"]["gender_source_value"]["Male"] = "male"
    numbered.write("patients.csv", PATIENTS + row)
    (problem,) = told(numbered)
    assert problem.startswith(f'patients.csv, row 2, column "{column}": one person has rows with different')


def test_two_ways_to_write_one_birth_date_and_sex_are_no_contradiction(numbered):
    numbered.write("patients.csv", PATIENTS + "00123,Ames,01/02/1960,Female\n00123,Ames,,\n00123,Ames,?,?\n")
    assert told(numbered) == []


def test_two_people_of_one_name_are_told_with_what_keeps_them_apart(numbered):
    for file in ("patients.csv", "visits.csv", "scores.csv"):
        numbered.table(file)["columns"]["person_id"] = "LastName"
    numbered.write("patients.csv", HEAD + "1,Smith,1960-02-01,M\n2,Smith,1985-11-30,M\n")
    numbered.write("visits.csv", "VisitID,LastName,Date,Status\nV1,Smith,2016-01-01,Done\n")
    numbered.write("scores.csv", "ID,LastName,VisitID,Worst,Now\nE1,Smith,V1,7,5\n")
    (problem,) = told(numbered)
    assert "two people in one" in problem and "person_id: [name, birth date]" in problem


def test_people_joined_by_too_few_columns_are_told(numbered):
    numbered.table("patients.csv")["same_person"] = ["LastName"]
    numbered.write("patients.csv", PATIENTS + "01999,AMES,1985-11-30,F\n")
    (problem,) = told(numbered)
    assert "name more columns under same_person" in problem


NUMBER = st.from_regex(r"[0-9]{1,5}", fullmatch=True)


@settings(deadline=None)
@given(st.sets(NUMBER, min_size=1), st.sets(NUMBER), st.sets(st.sampled_from(list(DIFFERENCES))))
def test_what_is_listed_as_it_stands_stays_itself_and_nothing_is_joined_to_two(listed, others, ignored):
    index = pd.Index(sorted(listed))
    numbers = pd.Series(sorted(listed | others), dtype="string")
    found = as_listed(numbers, index, sorted(ignored))
    assert found[numbers.isin(index)].tolist() == numbers[numbers.isin(index)].tolist()
    joined = found[~numbers.isin(index) & found.isin(index)]
    for number, becomes in zip(numbers[joined.index], joined, strict=True):
        assert [one for one in listed if one.lstrip("0") == number.lstrip("0")] in ([becomes], [])
    differences, more = explained(numbers, index)
    assert (more > 0) == bool(differences)


def test_a_later_list_without_its_zeros_is_refused_and_with_the_setting_everybody_keeps_their_id(tmp_path):
    path = tmp_path / "link.csv"
    first = pd.DataFrame({"record_number": ["00123", "00456"]}, dtype="string")
    extend_linkage(first, [], path)
    before = path.read_bytes()
    later = pd.DataFrame({"record_number": ["123", "456", "789"]}, dtype="string")
    with pytest.raises(Problems, match=r"2 of 3 new record numbers are known from earlier runs") as caught:
        extend_linkage(later, [], path)
    assert path.read_bytes() == before and "00123" not in str(caught.value).replace("(00123 and 123)", "")
    linkage = extend_linkage(later, [], path, ["leading_zeros"]).set_index("record_number")["person_id"]
    assert linkage[["123", "456", "789"]].tolist() == ["P0001", "P0002", "P0003"]


@pytest.mark.parametrize(
    "cell",
    [
        "Total",
        "TOTAL: 123",
        "Grand total",
        "Sum",
        "Total patients: 1,234",
        "Count = 12",
        "n = 177",
        "Printed on 1/2/2016 by reception",
        "Report generated 2016-01-02 10:00",
        "Run date: 2016-01-02",
        "-- end of report --",
        "*** END ***",
        "Page 1 of 3",
        "(177 rows affected)",
        "3 records",
        "-----",
        "Patient list 2016",
        "Summe",
        "mrn ",
    ],
)
def test_a_line_of_a_report_and_a_second_header_are_no_person(numbered, cell):
    numbered.write("patients.csv", PATIENTS + f'"{cell}",,,\n{cell.replace(",", "")},x,y,12\n')
    mapping = numbered.mapping
    people = link_persons(read_person_rows(mapping, numbered.folder), [])
    assert list(people["record_number"]) == ["00123", "00456", "01789"]
    _, _, aside = run(numbered)
    told = "the header once more" if cell == "mrn " else "a line of totals or of a report, not of a person"
    assert set(aside["reason"]) == {told}


@pytest.mark.parametrize(
    "number",
    [
        *(
            "P1",
            "Total-7",
            "Summers",
            "Page",
            "Count Basie",
            "N12",
            "2016",
            "Ende, Michael",
            "Patient 7",
            "Case 12",
        ),
        *(
            "Visit 1",
            "List Franz",
            "Report, Jim",
            "Run 5",
            "Sheet 3",
            "Person 3",
            "Data, Brent",
            "Mean, Anna",
        ),
    ],
)
def test_a_record_number_or_a_name_is_no_line_of_a_report(clinic, number):
    part = clinic.mapping.filling("person")[0][1]
    rows = pd.DataFrame({"MRN": [number]}, dtype="string")
    assert not_records(rows, part).isna().all()


@pytest.mark.parametrize("number", ["NULL", "n/a", "#N/A", "?", "unknown", "#REF!", "-none-"])
def test_a_word_for_none_is_no_record_number(number):
    assert no_number(pd.Series([number, "N1"], dtype="string")).tolist() == [True, False]


def test_a_header_in_another_order_among_the_rows_stops_the_run(numbered):
    numbered.write("patients.csv", PATIENTS + "DOB,LastName,MRN,Sex\n1960-01-01,Dorn,77,F\n")
    with pytest.raises(
        Problems, match=r"patients.csv, row 5: this row holds names of columns, in another order"
    ):
        read_person_rows(numbered.mapping, numbered.folder)


def test_a_name_in_several_columns_may_be_a_word_for_none(clinic):
    """Somebody's last name is Null."""
    for file in ("patients.csv", "visits.csv", "scores.csv"):
        clinic.table(file)["columns"]["person_id"] = ["LastName", "DOB"]
    clinic.table("patients.csv")["same_person"] = []
    clinic.write("patients.csv", "LastName,DOB,Sex,MRN\nNull,1960-01-02,F,1\nTotal,,,2\n")
    people = read_person_rows(clinic.mapping, clinic.folder)
    assert people["record_number"].dropna().tolist() == ["null | 1960-01-02"]
