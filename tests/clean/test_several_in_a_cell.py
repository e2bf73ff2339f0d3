"""Cells that hold several orders or diagnoses are found, and told with the setting that splits them."""

import pandas as pd
import pytest

from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.several_in_a_cell import (
    diagnosis_problems,
    finding_problems,
    several_codes,
    several_words,
)
from chart2paper.clean.several_orders import several_orders
from chart2paper.problems import Problems
from chart2paper.reading.mapping import Mapping
from clean.small_tables import SETTINGS


def one(function, text, *more):
    found = function(pd.Series([text], dtype="string"), *more).iloc[0]
    return None if pd.isna(found) else found


@pytest.mark.parametrize(
    ("line", "between"),
    [
        ("LDN 4.5mg; gabapentin 300 mg tid", ";"),
        ("tramadol 50 mg\nlisinopril 10 mg daily", "\n"),
        ("LDN 4.5 mg | Lyrica 75 mg | Cymbalta 60 mg", "|"),
        ("Naltrexon 4,5 mg, Tramadol 100 mg", ","),
        ("LDN, gabapentin, tramadol", ","),
        ("LDN 4.5 mg; stop gabapentin", ";"),
        ("tramadol 50 mg prn / LDN 3 mg qhs", " / "),
        ("tramadol 50 mg bid and gabapentin 300 mg tid", " and "),
    ],
)
def test_several_orders_in_one_line_are_found(line, between, drug_list):
    assert one(several_orders, line, drug_list) == between


@pytest.mark.parametrize(
    "line",
    [
        "gabapentin 300 mg; take 1 tab tid",
        "gabapentin 300 mg cap, 1 po tid, increase to 600 mg",
        "LDN 1.5 mg, then 3 mg, then 4.5 mg",
        "naltrexone (LDN) 4.5 mg; compounded",
        "hydrocodone, acetaminophen 5-325",
        "oxycodone 5 mg, acetaminophen 325 mg",
        "Butalbital 50 mg, Acetaminophen 325 mg, Caffeine 40 mg",
        "HYDROCODONE 5 MG / ACETAMINOPHEN 325 MG tablet",
        "gabapentin 300 mg; gabapentin 600 mg",
        "lidocaine 5 % patch, apply 12 h on",
        "amitriptyline 25 mg, bedtime 50 mg",
        "LDN (4.5 mg; tramadol was stopped)",
    ],
)
def test_one_order_with_its_directions_or_ingredients_is_one(line, drug_list):
    assert one(several_orders, line, drug_list) is None


@pytest.mark.parametrize(
    ("cell", "between"),
    [
        ("M79.7, M54.5", ","),
        ("724.2,724.5", ","),
        ("M54.5 / M79.7", "/"),
        ("7242 7245", " "),
        ("M79.7 fibromyalgia; M54.5 low back pain", ";"),
        ("M54.5 low back pain, unspecified", None),
        ("G89.4;", None),
        ("M54.5 G", None),
        ("low back pain, sciatica", None),
    ],
)
def test_several_codes_in_one_cell_are_found(cell, between):
    assert one(several_codes, cell) == between


def test_several_words_are_known_by_the_cells_in_which_they_stand_alone():
    cells = pd.Series(["Nausea", "dizziness", "nausea; Dizziness", "Joint injection, knee"], dtype="string")
    assert several_words(cells).tolist() == [pd.NA, pd.NA, ";", pd.NA]


def with_table(table, columns):
    part = {"table": table, "columns": {"person_id": "MRN", **columns}}
    return Mapping.model_validate(
        {**SETTINGS, "files": [*SETTINGS["files"], {"file": "more.csv", "tables": [part]}]}
    )


def test_the_problem_names_file_column_share_and_setting():
    mapping = with_table("condition_occurrence", {"condition_source_value": "Dx"})
    cells = ["M79.7; M54.5"] * 2 + ["M54.5"] * 97 + ["M54.5;"]
    frame = pd.DataFrame({"condition_source_value": cells, "source_file": "more.csv"}, dtype="string")
    (problem,) = diagnosis_problems(frame, mapping)
    assert (problem.file, problem.column) == ("more.csv", "Dx")
    assert problem.what.startswith(
        '2 of 100 filled cells seem to hold several entries, with ";" between them'
    )
    assert 'split: {condition_source_value: [";"]}; it would split 1 other cells too' in problem.todo


def test_fewer_than_one_cell_in_a_hundred_is_left_to_the_readers():
    mapping = with_table("observation", {"observation_source_value": "Effect"})
    cells = ["nausea", "rash"] * 100 + ["nausea\nrash"]
    frame = pd.DataFrame({"observation_source_value": cells, "source_file": "more.csv"}, dtype="string")
    assert finding_problems(frame, "observation_source_value", "observation", mapping) == []
    (problem,) = finding_problems(frame[-20:], "observation_source_value", "observation", mapping)
    assert 'split: {observation_source_value: ["\\n"]}' in problem.todo


def test_a_run_does_not_go_on_with_several_orders_in_a_cell(person, drug_list):
    columns = {"drug_exposure_start_date": "Date", "drug_source_value": "Meds"}
    frame = pd.DataFrame({"drug_source_value": ["LDN 4.5 mg; tramadol 50 mg"], "source_file": ["more.csv"]})
    with pytest.raises(Problems, match=r"split: \{drug_source_value"):
        clean_drug(frame, person, drug_list, with_table("drug_exposure", columns), "2020-01-01")
