"""The lines that were not read, commonest first, with the listed name that each may mean."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.clean.drug_hints import Hints
from chart2paper.clean.unread_drugs import unread_lines

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def test_the_commonest_comes_first_with_its_hint(drug_list):
    lines = pd.Series(
        [
            "Naltrexne 4.5 mg",
            "NALTREXNE  4.5 mg",
            "naltrexne 4.5 mg",
            "lisinopril",
            "lisinopril",
            "LDN 3 mg; gabapentin 300 mg",
            "naltrexone 3 mg",
            "start LDN when off opioids",
            " ",
            None,
        ]
    )
    unread = unread_lines(lines, pd.Series(list("AABCCDEFGH")), drug_list)
    assert unread.astype("object").values.tolist() == [
        ["naltrexne 4.5 mg", 3, 2, "not_listed", "naltrexone"],
        ["lisinopril", 2, 1, "not_listed", ""],
        ["ldn 3 mg; gabapentin 300 mg", 1, 1, "several_orders_in_one_line", "gabapentin, ldn"],
        ["start ldn when off opioids", 1, 1, "order_not_understood", "ldn"],
    ]


def test_no_lines_are_no_lines(drug_list):
    none = pd.Series([], dtype="string")
    assert unread_lines(none, none, drug_list).empty


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("naltrexne 4.5", ["naltrexone"]),
        ("naltrexonne", ["naltrexone"]),
        ("naltrexome", ["naltrexone"]),
        ("natlrexone", ["naltrexone"]),
        ("nal trexone", ["naltrexone"]),
        ("nal-trexne", ["naltrexone"]),
        ("naltrexonehcl", ["naltrexone"]),
        ("methylnaltrexon e", ["methylnaltrexone"]),
        ("methylnaltrexne", ["methylnaltrexone"]),
        ("methylnaltrexonebromide", ["methylnaltrexone"]),
        ("l.d.n", ["ldn"]),
        ("ldm", []),
        ("lisinopril 10 mg tab", []),
    ],
)
def test_a_hint_is_one_letter_apart_or_inside_a_word(text, near, drug_list):
    assert Hints(drug_list).names_near(text) == near


def test_no_listed_drug_is_one_letter_from_another(drug_list):
    hints = Hints(drug_list)
    words = drug_list[drug_list["name"].str.isalpha()]
    for name, ingredient in zip(words["name"], words["ingredient"], strict=True):
        parts = set(ingredient.split("+"))
        near = drug_list.loc[drug_list["name"].isin(hints.names_near(name)), "ingredient"]
        assert all(parts & set(other.split("+")) for other in near), name


@given(
    place=st.integers(0, 9),
    letter=st.sampled_from(LETTERS),
    change=st.sampled_from(["less", "more", "other", "swapped"]),
)
def test_every_slip_of_one_letter_is_a_hint(place, letter, change):
    name = "gabapentin"
    hints = Hints(pd.DataFrame({"name": [name, "ldn"], "ingredient": [name, "naltrexone"]}))
    slip = {
        "less": name[:place] + name[place + 1 :],
        "more": name[:place] + letter + name[place:],
        "other": name[:place] + letter + name[place + 1 :],
        "swapped": name[: place - 1] + name[place : place + 1] + name[place - 1 : place] + name[place + 1 :]
        if place
        else name,
    }[change]
    assert hints.names_near(slip) == ["gabapentin"]
