"""What was not understood is listed by frequency, with what is nearest; a text of few people is only counted."""

from functools import partial

import pandas as pd
import pytest

from chart2paper.clean.icd import NO_CODE
from chart2paper.data_quality.fates import readings_of
from chart2paper.data_quality.lists import nearest_in
from chart2paper.data_quality.nearest import nearest
from chart2paper.data_quality.unread import FEWEST_PEOPLE, by_frequency, unread_texts
from chart2paper.reading.dates import AFTER_LOCK
from chart2paper.tables.clean import CONDITION
from data_quality.looking import lists, part
from data_quality.test_fates import MAPPING, aside, changed

NEAR = {"visit_status": partial(nearest, listed=["Completed", "No Show"])}


def unread(texts: list[tuple[str, str]], reason: str = "not listed") -> list[tuple]:
    """The list for visits whose status is not understood: (person, text) each."""
    made = part(
        "visit_occurrence",
        [{"visit_status": text, "person_id": person} for person, text in texts],
        quarantine=[
            aside(row, "visit_status", reason, text) | {"person_id": person}
            for row, (person, text) in enumerate(texts, 2)
        ],
    )
    found = by_frequency(unread_texts(made, NEAR)).astype("object")
    found = found.where(found.notna(), None)
    columns = ["text", "texts", "rows", "people", "nearest"]
    return [tuple(row) for row in found[columns].itertuples(index=False)]


def people(count: int, text: str, start: int = 0) -> list[tuple[str, str]]:
    return [(f"P{number:04d}", text) for number in range(start, start + count)]


def test_a_text_is_shown_from_eleven_people_on_whatever_its_case():
    assert FEWEST_PEOPLE == 11
    assert unread(people(10, "Seen by PA") + people(1, "seen  by pa", 10)) == [
        ("seen by pa", 1, 11, 11, None)
    ]


def test_a_text_of_ten_people_is_never_shown_however_often_it_stands():
    assert unread(people(10, "Seen by PA") * 50) == [(None, 1, 500, 10, None)]


def test_rarer_texts_are_counted_together_and_by_what_they_are_near_to():
    rows = people(30, "Held") + people(3, "complete") + people(2, "completd", 3) + people(1, "John Smith")
    assert unread(rows) == [
        ("held", 1, 30, 30, None),
        (None, 2, 5, 5, "Completed"),
        (None, 1, 1, 1, None),
    ]


@pytest.mark.parametrize("reason", [NO_CODE, AFTER_LOCK])
def test_what_was_read_and_left_out_on_purpose_is_not_in_the_list(reason):
    assert unread(people(20, "x"), reason) == []


def test_a_drug_line_is_near_to_the_names_of_the_drug_list_that_it_may_mean():
    near = nearest_in(lists(), MAPPING)["drug_source_value"]
    assert near(pd.Series(["naltrexnoe 4.5 mg caps", "lisinopril 10 mg tab"])) == ["naltrexone", ""]


def test_birth_dates_of_many_people_are_shown_because_they_are_nobodys_own():
    made = part(
        "person",
        [{"birth_date": "00/00/0000"}] * 12 + [{"birth_date": "31/12/1960"}],
        log=[
            changed(row, "birth_date", "not_understood", None, None) | {"person_id": f"P{row}"}
            for row in range(2, 15)
        ],
    )
    found = by_frequency(unread_texts(made, {}))
    assert found["text"].fillna("").tolist() == ["00/00/0000", ""]


NAMES = ["none", "naltrexone", "low dose naltrexone", "ldn", "gabapentin", "no pain", "Completed"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("naltrexon 4,5 mg kps", "naltrexone"),
        ("naltrexnoe 4.5 mg", "naltrexone"),
        ("low dose naltrexone caps", "low dose naltrexone"),
        ("gabapentine", "gabapentin"),
        ("gabepentin 300", "gabapentin"),
        ("no pain today", "no pain"),
        ("complet", "Completed"),
        ("COMPLETED.", "Completed"),
        # Three letters stand in too many words by chance.
        ("ldn?", ""),
        ("lisinopril", ""),
        ("see note", ""),
        ("methylnaltrexone", ""),
        ("", ""),
    ],
)
def test_the_nearest_listed_text_is_contained_or_a_letter_away(text, name):
    assert nearest([text], NAMES) == [name]


def test_codes_on_no_list_are_told_by_count_with_the_nearest_listed_one():
    codes = [(f"P{number:04d}", "I10") for number in range(40)] + [
        (f"P{number:04d}", "M54.8X") for number in range(12)
    ]
    diagnoses = [
        {"person_id": person, "condition_code": code, "source_row": row}
        for row, (person, code) in enumerate([*codes, ("P0001", "M54.50"), ("P0002", "Q99.1")], 2)
    ]
    for row in diagnoses:
        row["pain_group"] = "low_back" if row["condition_code"] == "M54.50" else None
    extracted = [{"condition_source_value": row["condition_code"]} for row in diagnoses]
    made = part("condition_occurrence", extracted, cleaned=(CONDITION, diagnoses))
    found = by_frequency(unread_texts(made, nearest_in(lists(), MAPPING))).astype("object")
    rows = found[["column", "text", "rows", "people"]].where(found.notna(), None).to_numpy().tolist()
    assert rows == [
        ["pain_group", "i10", 40, 40],
        ["pain_group", "m54.8x", 12, 12],
        ["pain_group", None, 1, 1],
    ]
    assert found["nearest"].iloc[1].startswith("M54")
    fates = readings_of(made).query("column == 'pain_group'")
    assert dict(zip(fates["fate"], fates["values"], strict=True)) == {"read": 1, "not_listed": 53}
    assert not fates["lost"].any()
