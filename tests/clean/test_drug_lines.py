"""Lines as clinics write them, and what a careful clinician reads: the drug ordered, or that none is."""

from pathlib import Path

import pandas as pd
import pytest

from chart2paper.clean.drug_lines import ingredients_of_line, ingredients_of_order, route_of_line

# line (\n for a new line), the ingredient read, and what else the line names or may name.
CASES = pd.read_csv(Path(__file__).with_name("drug_lines.csv"), dtype=str, keep_default_na=False)


def shown(read: pd.DataFrame, *columns: str) -> list[tuple]:
    texts = read[list(columns)].astype("object")
    return list(texts.where(texts.notna(), "").itertuples(index=False, name=None))


def test_lines_of_many_clinics_are_read_as_a_clinician_reads_them(drug_list):
    read = ingredients_of_line(CASES["line"].str.replace("\\n", "\n"), drug_list)
    read = read.assign(line=CASES["line"])
    assert shown(read, "line", "ingredient", "may_name") == shown(CASES, "line", "ingredient", "may_name")


@pytest.mark.parametrize(
    "separator", [" - ", ";", "; ", " / ", "/", " (", ", ", "\n", " | ", " – ", ": ", " = "]
)
def test_no_separator_makes_a_name_vanish_or_glues_words(separator, drug_list):
    lines = pd.Series(
        [f"LDN{separator}naltrexone 4.5 mg", f"naltrexone{separator}4.5 mg cap", f"LDN{separator}qhs"]
    )
    assert ingredients_of_line(lines, drug_list)["ingredient"].tolist() == ["naltrexone"] * 3
    two = pd.Series([f"LDN 4.5 mg{separator}gabapentin 300 mg tid", f"gabapentin{separator}LDN 3 mg qhs"])
    read = ingredients_of_line(two, drug_list)
    assert read["ingredient"].tolist() == ["not_understood"] * 2
    assert read["may_name"].tolist() == ["gabapentin+naltrexone"] * 2


@pytest.mark.parametrize("what", ["declined", "considered", "not started", "never filled"])
@pytest.mark.parametrize("joint", [" - ", " (", ", ", "; ", " "])
def test_what_was_never_taken_is_no_order_and_names_nothing(what, joint, drug_list):
    read = ingredients_of_line(pd.Series([f"naltrexone 4.5 mg{joint}{what}"]), drug_list)
    assert shown(read, "ingredient", "why", "may_name") == [("not_ordered", "drug_never_taken", "")]


@pytest.mark.parametrize("what", ["discontinued", "stopped", "d/c'd", "on hold", "no longer taking"])
@pytest.mark.parametrize("joint", [" - ", " (", ", ", "; ", " "])
def test_what_was_stopped_is_no_order_but_shows_that_it_was_taken(what, joint, drug_list):
    read = ingredients_of_line(pd.Series([f"naltrexone 4.5 mg{joint}{what}"]), drug_list)
    assert shown(read, "ingredient", "why", "may_name") == [
        ("not_ordered", "taken_but_not_ordered", "naltrexone")
    ]


def test_what_is_said_of_another_drug_is_cut_from_the_text_that_gives_the_dose(drug_list):
    lines = pd.Series(
        ["LDN 4.5 mg, continue gabapentin 300 mg tid", "stop tramadol 50 mg, start LDN 3 mg qhs"]
    )
    assert ingredients_of_line(lines, drug_list)["text"].tolist() == ["ldn 4.5 mg", "start ldn 3 mg qhs"]


DIRECTIONS = [
    ("naltrexone 4.5 mg cap", "1 cap qhs", "naltrexone", ""),
    ("naltrexone 4.5 mg cap", "pt declined", "not_ordered", ""),
    ("naltrexone 4.5 mg cap", "Discontinued 3/4", "not_ordered", "naltrexone"),
    ("naltrexone 4.5 mg cap", "1 cap qhs, stop if rash", "naltrexone", ""),
    ("naltrexone 4.5 mg cap", "1 cap qhs; pt declined flu shot", "naltrexone", ""),
    ("naltrexone 4.5 mg cap", "1 cap qhs, continue gabapentin 300 mg tid", "naltrexone", "gabapentin"),
    ("naltrexone 4.5 mg cap", "do not take with tramadol", "naltrexone", ""),
    ("compounded capsule", "naltrexone 4.5 mg at bedtime", "not_listed", "naltrexone"),
]


def test_directions_may_take_an_order_back_but_never_name_the_drug_ordered(drug_list):
    table = pd.DataFrame(DIRECTIONS, columns=["line", "sig", "ingredient", "may_name"])
    read = ingredients_of_order(table["line"], table["sig"], drug_list)
    assert shown(read, "ingredient", "may_name") == shown(table, "ingredient", "may_name")


def test_a_low_dose_name_has_a_range_of_its_own(drug_list):
    read = ingredients_of_line(
        pd.Series(["LDN - naltrexone 50 mg", "naltrexone 50 mg", "Vivitrol - naltrexone"]), drug_list
    )
    assert shown(read, "low_dose", "highest_daily_mg") == [(True, 12), (False, 150), (True, 28)]


PRODUCTS = [
    ("naltrexone 4.5 mg cap, compounded", "naltrexone"),
    ("LDN 3mg qhs", "naltrexone"),
    ("low-dose  NALTREXONE 1.5 mg", "naltrexone"),
    ("Naltrexone HCl 50 mg tab", "naltrexone"),
    ("Vivitrol 380 mg IM injection", "naltrexone"),
    ("Contrave 8-90 mg ER tab", "bupropion+naltrexone"),
    ("bupropion-naltrexone", "bupropion+naltrexone"),
    ("naltrexone/bupropion", "bupropion+naltrexone"),
    ("Embeda (morphine-naltrexone) 20-0.8 mg", "morphine+naltrexone"),
    ("methylnaltrexone 12 mg/0.6 mL SC (Relistor)", "methylnaltrexone"),
    ("methyl-naltrexone", "methylnaltrexone"),
    ("Methylnaltrexone", "methylnaltrexone"),
    ("oxycodone 5 mg tab", "oxycodone"),
    ("OxyCODONE-Acetaminophen Elixir", "acetaminophen+oxycodone"),
    ("Percocet 5-325", "acetaminophen+oxycodone"),
    ("Acetaminophen w/Codeine", "acetaminophen+codeine"),
    ("Butalbital-Acet-Caffeine", "acetaminophen+butalbital+caffeine"),
    ("HYDROmorphone (Dilaudid)", "hydromorphone"),
    ("naltrexone 4.5 mg cap - avoid oxycodone", "naltrexone"),
    ("naltrexone 4.5 mg cap, do not take with morphine", "naltrexone"),
    ("lisinopril 10 mg tab", "not_listed"),
    ("ldnx 3 mg", "not_listed"),
]


def test_products_are_told_apart_by_whole_words(drug_list):
    read = ingredients_of_line(pd.Series([line for line, _ in PRODUCTS]), drug_list)["ingredient"]
    assert list(zip([line for line, _ in PRODUCTS], read, strict=True)) == PRODUCTS


def test_classes_are_joined_as_ingredients_are(drug_list):
    lines = pd.Series(["gabapentin 300 mg", "Percocet", "tramadol", "lisinopril"])
    classes = ingredients_of_line(lines, drug_list)["drug_class"]
    assert classes.astype("string").fillna("-").tolist() == ["adjuvant", "analgesic+opioid", "opioid", "-"]


def test_a_brand_name_knows_its_route(drug_list):
    lines = pd.Series(["Vivitrol (naltrexone) 380 mg", "naltrexone 50 mg", "Butrans 10 mcg/hr"])
    assert ingredients_of_line(lines, drug_list)["route"].tolist() == ["injection", "oral", "transdermal"]


ROUTES = [
    ("Vivitrol 380 mg IM injection", "injection"),
    ("fentanyl 25 mcg/hr patch", "transdermal"),
    ("diclofenac 1 % gel", "topical"),
    ("naltrexone 4.5 mg cap", "oral"),
    ("acetaminophen 650 mg supp", "other"),
    ("naltrexone 4.5", None),
]


def test_the_line_may_name_the_route():
    read = route_of_line(pd.Series([line for line, _ in ROUTES])).astype("object")
    assert list(zip([line for line, _ in ROUTES], read.where(read.notna(), None), strict=True)) == ROUTES
