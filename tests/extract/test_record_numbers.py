"""A record number typed where none belongs goes no further than extract."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.extract.names_in_texts import without_names
from chart2paper.extract.record_numbers import recognisable, without_record_numbers


def replaced(texts, own="MRN0010001", column="drug_source_value", known=None):
    known = known or {"MRN0010001": "P0001", "MRN0010002": "P0002", "00123456": "P0003", "00123457": "P0004"}
    ids = pd.Series(known, dtype="string")
    rows = pd.DataFrame({"person_id": ids[own], "source_file": "f.csv", "source_row": 2, column: texts})
    rows[column] = rows[column].astype("string")
    numbers = pd.Series(own, index=rows.index, dtype="string")
    return without_record_numbers(rows, numbers, ids)[column].tolist()


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("MRN0010001", "P0001"),
        (" mrn0010001 ", " P0001 "),
        ("ibuprofen for MRN0010002, not MRN0010001", "ibuprofen for P0002, not P0001"),
        ("MRN0010001-3", "P0001-3"),
        ("MRN00100012", "MRN00100012"),  # another, longer number
        ("MRN0019999", "MRN0019999"),  # nobody's
        ("see 00123456", "see P0003"),
        ("00123456", "00123456"),  # nothing but digits, and not this person's: it may be a code
        ("7/10", "7/10"),
    ],
)
def test_a_record_number_becomes_the_study_id(text, becomes):
    assert replaced([text]) == [becomes]


def test_a_number_of_digits_is_replaced_alone_where_it_is_the_persons_own():
    assert replaced(["00123456", "00123457"], own="00123456") == ["P0003", "00123457"]


@pytest.mark.parametrize("column", ["visit_occurrence_id", "drug_exposure_start_date"])
def test_digits_in_ids_and_dates_are_left_alone_because_they_may_only_look_like_a_record_number(column):
    assert replaced(["00123456 10:30", "visit 00123457"], column=column) == [
        "00123456 10:30",
        "visit 00123457",
    ]
    assert replaced(["MRN0010001-1"], column=column) == ["P0001-1"]


def test_short_numbers_cannot_be_told_from_doses_and_codes():
    numbers = pd.Series(["M1", "1234567", "123456", "AB1234", "JaneAmes"])
    assert recognisable(numbers).tolist() == [False, True, False, True, True]
    assert replaced(["10 mg"], own="10", known={"10": "P0001"}) == ["10 mg"]


def test_missing_texts_and_empty_tables_stay():
    assert pd.isna(replaced([None, "x"])[0])
    assert replaced([]) == []


def test_record_numbers_of_every_shape_are_found():
    numbers = {
        f"{chr(65 + i % 26)}{chr(65 + i // 26)}9{i:05d}{'x' * (i % 7)}": f"P{i:04d}" for i in range(300)
    }
    first = next(iter(numbers))
    assert replaced([f"for {number}." for number in numbers], own=first, known=numbers) == [
        f"for {study_id}." for study_id in numbers.values()
    ]


# The machine's speed is not what is tested.
@settings(deadline=None)
@given(st.lists(st.text(), max_size=5), st.sampled_from(["MRN0010001", "mrn0010002"]))
def test_no_record_number_with_a_letter_survives_in_any_text(around, number):
    for text in replaced([f"{words} {number} {words}" for words in around]):
        assert number.casefold() not in text.casefold()


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("RUTH  AMES called", "P1 called"),
        ("for Ruth Ames.", "for P1."),
        ("Ames, Ruth", "Ames, Ruth"),
        ("Anna Ruth Ames-Bell", "P2-Bell"),
        ("Ruth Amesbury", "Ruth Amesbury"),
    ],
)
def test_a_name_is_found_by_its_words(text, becomes):
    names = {"ruth ames": "P1", "anna ruth ames": "P2"}
    assert without_names(pd.Series([text, pd.NA], dtype="string"), names).tolist() == [becomes, pd.NA]
