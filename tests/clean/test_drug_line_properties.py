"""What holds for any line: nothing is made up, no name vanishes, what was taken back is never ordered."""

from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.clean.code_lists import read_drugs
from chart2paper.clean.drug_hints import Hints
from chart2paper.clean.drug_lines import ingredients_of_line
from chart2paper.clean.drug_names import DrugNames
from chart2paper.clean.drug_reading import read_line

DRUGS = read_drugs(Path(__file__).parents[2] / "data/codelists/drugs.csv")
NAMES, HINTS = DrugNames(DRUGS), Hints(DRUGS)
NAMED = {"LDN": "naltrexone", "gabapentin": "gabapentin", "Ultram": "tramadol", "Cymbalta": "duloxetine"}
AMOUNTS = st.sampled_from(["", " 4.5 mg", " 300 mg tid", "4.5mg", " 50 mg tab", " qhs", " ER 60 mg cap"])
JOINTS = st.sampled_from(
    [", ", "; ", ";", " - ", " / ", "/", " | ", "\n", ". ", " plus ", " and ", " (", ") ", " "]
)
CUES = st.sampled_from(
    ["", "", "start ", "continue ", "stop ", "has ", "with ", "off ", "if ", "plan: ", "failed "]
)


@st.composite
def lines(draw) -> tuple[str, set[str]]:
    """Return a line without a word that says "never taken", and the drugs it names."""
    names = draw(st.lists(st.sampled_from(sorted(NAMED)), min_size=1, max_size=3, unique=True))
    parts = [draw(CUES) + name + draw(AMOUNTS) for name in names]
    line = parts[0]
    for part in parts[1:]:
        line += draw(JOINTS) + part
    return line, {NAMED[name] for name in names}


@settings(max_examples=300, deadline=None)
@given(lines())
def test_no_name_vanishes_and_at_most_one_drug_is_ordered(case):
    line, named = case
    read = read_line(line, NAMES, HINTS)
    assert read.ingredients | read.may_name == named
    assert not read.ingredients & read.may_name
    assert len(read.ingredients) <= 1


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(NAMED)),
    AMOUNTS,
    st.sampled_from([" - ", "; ", ", ", " (", "\n", " | ", " "]),
    st.sampled_from(
        [
            "declined",
            "pt refused",
            "never started",
            "d/c'd 3/4",
            "stopped due to rash",
            "discontinued",
            "on hold",
        ]
    ),
)
def test_an_order_that_is_taken_back_is_none(name, amount, joint, said):
    assert not read_line(f"{name}{amount}{joint}{said}", NAMES, HINTS).ingredients


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(sorted(NAMED)),
    AMOUNTS,
    st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=6),
)
def test_a_word_that_orders_do_not_use_leaves_the_drug_open(name, amount, word):
    read = read_line(f"{name}{amount} xq{word}", NAMES, HINTS)
    known = read_line(f"{name}{amount}", NAMES, HINTS)
    assert known.ingredients == {NAMED[name]}
    assert not read.ingredients


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=20, max_size=30))
def test_any_text_is_read_without_making_up_a_drug(texts):
    """Texts are read together, as a column is."""
    for text, ingredient in zip(
        texts, ingredients_of_line(pd.Series(texts), DRUGS)["ingredient"], strict=True
    ):
        named = {part for found in NAMES.found(NAMES.tidy(text)) for part in found.ingredients}
        known = ingredient in ("not_listed", "not_understood", "not_ordered")
        assert known or set(ingredient.split("+")) <= named


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.sampled_from(["LDN 3 mg", "LDN declined", "gabapentin", "x", ""]), max_size=60), st.randoms()
)
def test_the_order_of_lines_changes_nothing(texts, random):
    lines = pd.Series(texts, dtype="string")
    shuffled = lines.sample(frac=1, random_state=random.randint(0, 99))
    read, again = (ingredients_of_line(these, DRUGS).sort_index() for these in (lines, shuffled))
    pd.testing.assert_frame_equal(read.astype("object"), again.astype("object"))
