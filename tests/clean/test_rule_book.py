"""The page of cleaning rules says what the rules do: its examples are tried, and its text is in step."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import FUNCTION, PAIN
from chart2paper.clean import rule_book
from chart2paper.clean.dose_range import believable_doses
from chart2paper.clean.doses import read_doses
from chart2paper.clean.drug_lines import ingredients_of_line, route_of_line
from chart2paper.clean.drugs import NEVER_ORDERED
from chart2paper.clean.icd import read_codes
from chart2paper.clean.order_days import read_count
from chart2paper.clean.scores import read_scores
from chart2paper.reading.dates import read_dates
from chart2paper.reading.listed_words import read_words

FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y"]


def told(reading, text="value"):
    """What a reading gives: its text, or its reason."""
    row = reading.iloc[0]
    return row["reason"] if pd.notna(row["reason"]) else str(row[text])


def named(entries):
    return [pytest.param(entry, id=entry.name) for entry in entries]


@pytest.mark.parametrize("entry", named(rule_book.DATES))
def test_examples_of_dates(entry):
    reading = read_dates(pd.Series([entry.example]), FORMATS, pd.Timestamp("2020-12-31"))
    assert (told(reading, "text"), reading["rule"].iloc[0]) == (entry.gives, entry.name)


@pytest.mark.parametrize("entry", named(rule_book.WORDS))
def test_examples_of_words(entry):
    reading = read_words(pd.Series([entry.example]), {"no show": "no_show"})
    assert (told(reading), reading["rule"].iloc[0]) == (entry.gives, entry.name)


@pytest.mark.parametrize("entry", named(rule_book.SCORES))
def test_examples_of_scores(entry, words):
    reading = read_scores(pd.Series([entry.example]), words, PAIN)
    assert (told(reading, "text"), reading["rule"].iloc[0]) == (entry.gives, entry.name)


@pytest.mark.parametrize("entry", named(rule_book.OTHER_SCORES))
def test_examples_of_scores_of_another_outcome(entry, function_words):
    reading = read_scores(pd.Series([entry.example]), function_words, FUNCTION)
    assert (told(reading, "text"), reading["rule"].iloc[0]) == (entry.gives, entry.name)


@pytest.mark.parametrize("entry", named(rule_book.CODES))
def test_examples_of_codes(entry, conditions):
    code, _, year = entry.example.partition(" in ")
    system = "ICD9CM" if year or code[0].isdigit() else "ICD10CM"
    reading = read_codes(pd.Series([code]), pd.Series([system]), conditions)
    assert told(reading) == entry.gives
    assert reading["reason"].notna().all() or reading["rule"].iloc[0] == entry.name


@pytest.mark.parametrize("entry", named(e for e in rule_book.DRUGS if e.column == "daily_dose_mg"))
def test_examples_of_doses(entry, drug_list):
    texts = [text.strip() for text in entry.example.split("|")]
    columns = (
        ["line", "strength", "dose", "unit", "sig"] if len(texts) == 5 else ["line", "sig"][: len(texts)]
    )
    row = {
        **dict.fromkeys(["line", "strength", "dose", "unit", "sig"], ""),
        **dict(zip(columns, texts, strict=True)),
    }
    lines = ingredients_of_line(pd.Series([row["line"]]), drug_list)
    facts = lines[["named", "times_per_day", "low_dose"]]
    read = believable_doses(read_doses(pd.DataFrame([row]).join(facts)), lines).iloc[0]
    if entry.name == "outside_plausible_range":
        assert (read["rule"], entry.gives) == (entry.name, rule_book.EMPTIED)
        assert pd.isna(read["daily_dose_mg"])
        return
    assert read["daily_dose_mg"] == pytest.approx(float(entry.gives))
    assert entry.name == read["rule"]


@pytest.mark.parametrize("entry", named(e for e in rule_book.DRUGS if e.name == "route_of_line"))
def test_examples_of_routes(entry):
    assert route_of_line(pd.Series([entry.example])).tolist() == [entry.gives]


@pytest.mark.parametrize(
    "entry", named(e for e in rule_book.DRUGS if e.column == "drug_source_value" and e.example)
)
def test_examples_of_drugs(entry, drug_list):
    read = ingredients_of_line(pd.Series([entry.example]), drug_list)
    never = read["why"].eq("drug_never_taken")
    assert read["ingredient"].astype("object").mask(never, NEVER_ORDERED).tolist() == [entry.gives]
    assert read["why"].tolist() == [entry.name]


@pytest.mark.parametrize("entry", named(e for e in rule_book.DRUGS if e.column == "days_supply, refills"))
def test_examples_of_counts(entry):
    assert told(read_count(pd.Series([entry.example])), "text") == entry.gives


def test_every_rule_says_what_it_does_and_has_one_place():
    entries = [entry for rules, _ in rule_book.SECTIONS.values() for entry in rules]
    names = [entry.name for entry in entries]
    assert len(names) == len(set(names))
    assert all(entry.what.endswith((".", ").")) for entry in entries)
    assert all(entry.example or entry.name in BLANKS for entry in entries)


BLANKS = {"no_date_entered", "no_word_entered", "no_score_entered", "no_number_entered", "nothing_named"}


def test_the_page_is_in_step_with_the_rules(root):
    assert (root / "docs/cleaning.md").read_text(encoding="utf-8") == rule_book.cleaning_page()
