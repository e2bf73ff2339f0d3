"""Directions as they are written in charts: read right, or left unread; never misread."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.clean.code_lists import read_drugs
from chart2paper.clean.doses import read_doses
from chart2paper.clean.drug_lines import ingredients_of_order
from chart2paper.clean.sig.dose_rules import DOSE_RULES

SIGS = Path(__file__).parent / "sigs.csv"
CASES = "shared/cases/daily_doses.csv"


@cache
def drug_list():
    return read_drugs(Path(__file__).parents[2] / "data/codelists/drugs.csv")


def doses(lines, sigs):
    """Daily dose in mg of each line with its directions, missing where unread; and the rule."""
    line = ingredients_of_order(pd.Series(lines), pd.Series(sigs), drug_list())
    texts = pd.DataFrame(
        {"line": line["text"], "strength": "", "dose": "", "unit": "", "sig": line["directions"]}
    )
    return read_doses(texts.join(line[["named", "times_per_day", "low_dose"]]))[["daily_dose_mg", "rule"]]


def misread(sigs, read):
    """Rows whose dose was read, and is another than the wanted one."""
    wanted = pd.to_numeric(sigs["want_mg"])
    right = ((read - wanted).abs() <= 0.002 * wanted).fillna(False)
    return sigs.assign(read=read)[read.notna() & ~right]


@pytest.fixture(scope="module")
def sigs():
    return pd.read_csv(SIGS, dtype="string", keep_default_na=False)


@pytest.fixture(scope="module")
def read(sigs):
    return doses(sigs["line"], sigs["sig"])


def test_no_sig_is_misread_and_nearly_all_readable_ones_are_read(sigs, read):
    read = read["daily_dose_mg"]
    assert misread(sigs, read).to_dict("records") == []
    readable = sigs["want_mg"].ne("")
    assert read[readable].notna().mean() > 0.97


def test_every_rule_that_reads_a_dose_is_documented(read):
    assert set(read["rule"].dropna()) <= {rule.name for rule in DOSE_RULES}


def test_the_cases_that_were_misread_before(root):
    path = root.parent / CASES
    if not path.exists():
        pytest.skip("the cases are not beside this checkout")
    cases = pd.read_csv(path, dtype="string", keep_default_na=False)
    read = doses(cases["line"], cases["sig"])["daily_dose_mg"]
    number = cases["want_mg"].str.extract(r"^([0-9.]+)")[0].fillna("")
    assert misread(cases.assign(want_mg=number), read).empty
    must = number.ne("") & ~cases["want_mg"].str.contains("empty|comma")
    assert read[must].notna().all()


# What a clerk, a keyboard or an export may change without changing what is meant.
SAME = {
    "capitals": str.upper,
    "wide": lambda text: text.replace(" ", "  "),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "dashes": lambda text: text.replace("-", "–"),
    "micro": lambda text: text.replace("mcg", "µg"),
    "halves": lambda text: text.replace("1/2", "½"),
    "glued units": lambda text: text.replace(" mg", "mg"),
    "trailing space": lambda text: f" {text} ",
}


@pytest.mark.parametrize("change", SAME)
def test_case_spacing_and_signs_change_nothing(sigs, read, change):
    after = doses(sigs["line"].map(SAME[change]), sigs["sig"].map(SAME[change]))["daily_dose_mg"]
    pd.testing.assert_series_equal(read["daily_dose_mg"], after)


ROW = st.integers(0, len(pd.read_csv(SIGS)) - 1)
NUMBER = st.integers(1, 999).map(str) | st.sampled_from(["2.5", "½", "three", "1-2", "0.75", "1,000"])
PLACE = st.floats(0, 1)


def many(*parts):
    """Lists of draws, which are read together as a column is."""
    return st.lists(st.tuples(*parts), min_size=20, max_size=30)


@settings(deadline=None, max_examples=5)
@given(drawn=many(ROW, NUMBER))
def test_a_number_that_no_rule_reads_empties_the_dose(sigs, drawn):
    orders = sigs.iloc[[row for row, _ in drawn]].reset_index()
    numbers = pd.Series([number for _, number in drawn], dtype="string")
    assert doses(orders["line"], orders["sig"] + "; " + numbers + " zzyzx")["daily_dose_mg"].isna().all()


def with_words(sigs, drawn):
    """Daily doses before and after a word more was put somewhere into each of the sigs, where one is read after."""
    orders = sigs.iloc[[row for row, _, _ in drawn]].reset_index()
    put = [with_word(sig, word, place) for sig, (_, word, place) in zip(orders["sig"], drawn, strict=True)]
    after = doses(orders["line"], put)["daily_dose_mg"]
    read = after.notna()
    return doses(orders["line"], orders["sig"])["daily_dose_mg"][read].tolist(), after[read].tolist()


def with_word(sig, word, place):
    """The sig with a word more, somewhere."""
    words = sig.split()
    words.insert(round(place * len(words)), word)
    return " ".join(words)


@settings(deadline=None, max_examples=5)
@given(drawn=many(ROW, st.just("4711"), PLACE))
def test_a_number_that_cannot_be_a_dose_never_gives_another_dose(sigs, drawn):
    before, after = with_words(sigs, drawn)
    assert after == before


CHANGING = ["except", "skip", "unless", "double", "hold", "alternating", "extra", "twcie", "dialy"]


@settings(deadline=None, max_examples=5)
@given(drawn=many(ROW, st.sampled_from(CHANGING), PLACE))
def test_a_word_that_may_change_the_dose_is_never_passed_over(sigs, drawn):
    before, after = with_words(sigs, drawn)
    # In a warning (`do not skip`) or a reason the word is no part of the dose.
    assert after == before


COUNTED = [
    "1 tab bid",
    "2 tabs qhs",
    "1-2 tabs q6h prn",
    "1/2 tab daily",
    "3 po qhs",
    "1 tab 3 times a week",
    "1-0-1",
]


@settings(deadline=None, max_examples=2)
@given(drawn=many(st.sampled_from(COUNTED), st.integers(7, 400), st.sampled_from([2, 4, 10])))
def test_a_stronger_tablet_gives_as_much_more(drawn):
    sigs, strengths, factors = zip(*drawn, strict=True)
    weak = doses([f"anything {strength} mg tab" for strength in strengths], sigs)["daily_dose_mg"]
    lines = [f"anything {strength * factor} mg tab" for _, strength, factor in drawn]
    assert doses(lines, sigs)["daily_dose_mg"].tolist() == pytest.approx((weak * pd.Series(factors)).tolist())


def test_directions_in_the_line_and_in_the_sig_must_agree():
    lines = ["LDN 3 mg qhs", "LDN 3 mg qhs", "gabapentin 300 mg cap 1 cap tid"]
    read = doses(lines, ["take at bedtime", "take 4.5 mg qhs", "2 caps tid"])["daily_dose_mg"]
    assert read.astype("object").where(read.notna(), None).tolist() == [3, None, None]


COLUMNS = [
    # strength, dose, unit, sig: daily dose
    (("5mg Tablet", "1-2", "TAB", "q6h"), 40),
    (("10mg/5mL UDCUP", "5", "mL", "bid"), 20),
    (("325mg Tablet", "325-650", "mg", "q6h"), 2600),
    (("300mg Capsule", "300", "mg", "1 cap tid"), 900),
    (("300mg Capsule", "600", "mg", "1 cap tid"), None),
    (("50mL Bag", "1", "BAG", "daily"), None),
    (("100 Units/mL", "10", "UNIT", "daily"), None),
    (("75mcg/hr Patch", "150", "mcg/hr", ""), 3.6),
]


@pytest.mark.parametrize(("texts", "expected"), COLUMNS)
def test_columns_of_their_own_and_directions_must_agree(texts, expected):
    order = dict(zip(["strength", "dose", "unit", "sig"], texts, strict=True))
    frame = pd.DataFrame(
        [{"line": "anything", **order, "named": 1, "times_per_day": float("nan"), "low_dose": False}]
    )
    read = read_doses(frame)["daily_dose_mg"].iloc[0]
    assert (None if pd.isna(read) else read) == pytest.approx(expected)
