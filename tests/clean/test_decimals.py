"""Decimal commas: read where the mapping says so, a problem where it says nothing, and never a guess."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.decimals import count_commas, decimal_comma
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.measurements import clean_measurement
from chart2paper.problems import Problems
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.extract import EXTRACT_DRUG, EXTRACT_MEASUREMENT
from clean.small_tables import LOCK, SETTINGS, extract, shown, visits


def mapping_with(decimal):
    columns = {"person_id": "No", "value_source_value": "Schmerz"}
    orders = {"person_id": "No", "drug_source_value": "Mittel"}
    tables = [{"table": "measurement", "columns": columns}, {"table": "drug_exposure", "columns": orders}]
    file = {"file": "f.csv", "tables": tables, **({"decimal": decimal} if decimal else {})}
    return Mapping.model_validate({**SETTINGS, "files": [*SETTINGS["files"], file]})


def scores(person, words, decimal, *texts):
    usual = {"measurement_date": "2016-03-05", "measurement_source_value": "AveragePain"}
    rows = [{**usual, "measurement_id": f"E{i}", "value_source_value": text} for i, text in enumerate(texts)]
    frame = extract(EXTRACT_MEASUREMENT, *rows)
    return clean_measurement(frame, person, visits(), words, mapping_with(decimal), LOCK, PAIN)


def orders(person, drug_list, decimal, *lines):
    rows = [
        {"drug_exposure_start_date": "2016-03-05", "drug_source_value": line, "sig": "qhs"} for line in lines
    ]
    return clean_drug(extract(EXTRACT_DRUG, *rows), person, drug_list, mapping_with(decimal), LOCK)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("4,5", "4.5"),
        ("6,25/10", "6.25/10"),
        ("Naltrexon 4,5 mg Kps", "Naltrexon 4.5 mg Kps"),
        ("1.000 mg", "1000 mg"),
        ("1.234,5 mg", "1234.5 mg"),
        ("0.125 mg", "0.125 mg"),
        ("4.5 mg", "4.5 mg"),
        ("1,5-3,0 mg", "1.5-3.0 mg"),
        ("Tag 1,2,3", "Tag 1,2,3"),
        ("ab 12.01.2016", "ab 12.01.2016"),
        ("7, 8", "7, 8"),
    ],
)
def test_a_comma_between_two_numbers_is_a_point_in_such_a_file(text, read):
    assert decimal_comma(text) == read


def test_scores_are_read_and_the_log_shows_the_comma(person, words):
    cleaned = scores(person, words, ",", "6,5", "4,0", "7", "5½", "10,5", "6,5/10", "6.5")
    assert sorted(cleaned.table["value_as_number"]) == [4, 5.5, 6.5, 7]  # the same 6.5 again is one reading
    assert shown(cleaned.log, "raw_value", "rule", "new_value")[0] == ("6,5", "plain_number", "6.5")


def test_doses_are_read_and_the_log_shows_the_line_as_it_came(person, drug_list):
    cleaned = orders(person, drug_list, ",", "naltrexone 4,5 mg cap", "gabapentin 1.200 mg tab")
    assert cleaned.table["daily_dose_mg"].tolist() == [4.5, 1200]
    log = cleaned.log[cleaned.log["column"] == "daily_dose_mg"]
    assert log["raw_value"].tolist()[0] == "naltrexone 4,5 mg cap | qhs"


def test_commas_that_nothing_is_said_of_are_a_problem(person, words, drug_list):
    with pytest.raises(Problems, match=r'f\.csv, column "Schmerz": in 2 of 4 .*\n.*decimal: ","'):
        scores(person, words, None, "6,5", "4,0", "7", "3")
    with pytest.raises(Problems, match='column "Mittel"'):
        orders(person, drug_list, None, "naltrexone 4,5 mg", "naltrexone 3 mg")


def test_commas_that_are_said_to_be_none_and_single_ones_are_set_aside(person, words):
    for decimal, others in ((".", 1), (None, 40)):
        cleaned = scores(person, words, decimal, "6,5", *["7"] * others)
        assert cleaned.quarantine["raw_value"].tolist()[0] == "6,5"


def test_thousands_lists_and_dates_are_no_decimals():
    texts = ["25,000 units", "1,000", "Days 1,2,3", "5, 6", "12/1,2016", None, "seven"]
    assert count_commas(pd.Series(texts)) == (0, 5)
    assert count_commas(pd.Series(["4,5", "0,125 mg", "2,5/10"])) == (3, 3)


def test_a_column_on_another_scale_is_a_problem(person, words):
    with pytest.raises(Problems, match="6 of 12 scores lie outside 0-10"):
        scores(person, words, None, *[str(number) for number in (*range(5, 11), *range(40, 100, 10))])
