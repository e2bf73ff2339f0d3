"""Orders: which drug, how much, which days."""

import pandas as pd
import pytest

from chart2paper.clean.doses import read_doses
from chart2paper.clean.drugs import CANCELLED, NEVER_ORDERED, clean_drug
from chart2paper.clean.visits import BEFORE_BIRTH
from chart2paper.demo_clinic.ldn_orders import FIRST_LINES, LATER_LINES
from chart2paper.problems import Problems
from chart2paper.tables.extract import EXTRACT_DRUG
from clean.small_tables import LOCK, extract, reasons, shown


def clean(mapping, person, drug_list, *rows):
    usual = {
        "drug_exposure_start_date": "2016-03-01",
        "drug_source_value": "LDN 3mg qhs",
        "order_status": "Active",
    }
    return clean_drug(
        extract(EXTRACT_DRUG, *[{**usual, **row} for row in rows]), person, drug_list, mapping, LOCK
    )


DOSES = [
    # LDN, with the drug list's once a day
    ({"line": "naltrexone 4.5 mg cap, compounded", "times": 1}, (4.5, 4.5, "one_unit")),
    ({"line": "LDN 3mg qhs"}, (3, 3, "one_unit")),
    (
        {"line": "low dose naltrexone 1.5 mg caps - titrate by 1.5 mg weekly to 4.5 mg", "times": 1},
        (1.5, 4.5, "titration_goal"),
    ),
    (
        {
            "line": "naltrexone 1.5 mg cap, compounded",
            "sig": "1 cap qhs x 7 days, then 2 caps, then 3 caps",
        },
        (1.5, 4.5, "titration_goal"),
    ),
    (
        {"line": "naltrexone 50 mg tab", "sig": "dissolve, titrate to 4.5 mg qhs", "times": 1},
        (50, 4.5, "titration_goal"),
    ),
    (
        {"line": "LDN 1.5mg qhs", "sig": "start 1.5 mg, increase as tolerated"},
        (1.5, 1.5, "start_of_titration"),
    ),
    ({"line": "naltrexone 50 mg tab", "sig": "take 4.5 mg qhs"}, (50, 4.5, "directions_in_mg")),
    (
        {"line": "Vivitrol 380 mg IM injection", "sig": "380 mg IM every 4 weeks"},
        (380, 380 / 28, "directions_in_mg"),
    ),
    # counts and frequencies
    ({"line": "tramadol 50 mg tab", "sig": "1-2 tabs q6h prn"}, (50, 400, "count_in_directions")),
    (
        {"line": "oxycodone 5 mg tab", "sig": "take 1 to 2 tablets every 4-6 hours"},
        (5, 60, "count_in_directions"),
    ),
    ({"line": "gabapentin 300 mg cap", "sig": "1 cap tid"}, (300, 900, "count_in_directions")),
    ({"line": "baclofen 10 mg tab", "sig": "half tab bid"}, (10, 10, "count_in_directions")),
    (
        {"line": "baclofen 10 mg tab", "sig": "1 tab daily, disp #30 tabs"},
        (10, 10, "count_in_directions"),
    ),
    ({"line": "oxycodone 5-10 mg q4h prn"}, (5, 60, "one_unit")),
    # combinations: the first ingredient's strength
    (
        {"line": "hydrocodone-acetaminophen 5-325 mg tab", "sig": "1 tab q6h prn", "named": 2},
        (5, 20, "count_in_directions"),
    ),
    (
        {"line": "Contrave 8-90 mg ER tab", "sig": "2 tabs bid", "named": 2},
        (8, 32, "count_in_directions"),
    ),
    (
        {"strength": "5MG/325MG TAB", "dose": "1-2", "unit": "TAB", "sig": "q6h", "named": 2},
        (5, 40, "count_in_dose"),
    ),
    # columns of their own, ranges, thousands, units
    (
        {"strength": "325mg Tablet", "dose": "325-650", "unit": "mg", "sig": "q6h"},
        (325, 2600, "dose_in_mg"),
    ),
    ({"strength": "10mg Tab", "dose": "25,000", "unit": "mcg", "sig": "daily"}, (10, 25, "dose_in_mg")),
    ({"strength": "0.5 g tab", "dose": "1", "unit": "gm", "sig": "bid"}, (500, 2000, "dose_in_mg")),
    ({"line": "fentanyl", "strength": "100mcg/2mL Amp"}, (0.1, None, None)),
    ({"line": "buprenorphine 10 mcg/hr patch", "sig": "1 patch weekly"}, (None, 0.24, "patch_rate")),
    ({"line": "Fentanyl Patch", "strength": "50mcg/hr Patch"}, (None, 1.2, "patch_rate")),
    # not understood
    ({"line": "oxycodone 5 mg tab"}, (5, None, None)),
    ({"line": "bupropion-naltrexone", "sig": "as directed", "named": 2}, (None, None, None)),
    (
        {"line": "OxyCODONE Elixir", "strength": "5mL Cup", "dose": "5-10", "unit": "mL", "sig": "q6h"},
        (None, None, None),
    ),
    ({"line": "lidocaine 5 % patch", "sig": "apply daily"}, (None, None, None)),
    ({"strength": "5mg Tab", "dose": "2", "unit": "mL", "sig": "daily"}, (5, None, None)),
]


def test_strength_and_highest_daily_dose():
    usual = {
        "line": "",
        "strength": "",
        "dose": "",
        "unit": "",
        "sig": "",
        "named": 1,
        "times": None,
        "low_dose": False,
    }
    orders = pd.DataFrame([{**usual, **order} for order, _ in DOSES]).rename(
        columns={"times": "times_per_day"}
    )
    read = read_doses(orders.astype({"times_per_day": "float64"}))
    for (order, expected), row in zip(
        DOSES, read[["strength_mg", "daily_dose_mg", "rule"]].values, strict=True
    ):
        assert tuple(None if pd.isna(v) else v for v in row) == pytest.approx(expected), order


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("qd", 1), ("daily", 1), ("qhs", 1), ("at bedtime", 1), ("nightly", 1), ("every morning", 1),
        ("bid", 2), ("twice daily", 2), ("2 times a day", 2), ("qam and qhs", 2), ("q12h", 2),
        ("tid", 3), ("three times daily", 3), ("every 8 hours", 3), ("qid", 4), ("q4-6h prn", 6),
        ("every other day", 0.5), ("once a week", 1 / 7), ("every 4 weeks", 1 / 28),
    ],
)  # fmt: skip
def test_how_often_a_day(text, times):
    assert daily_dose("anything 1 mg tab", f"1 tab {text}") == pytest.approx(times)


@pytest.mark.parametrize("text", ["as directed", "prn", "q0h", "idle", "abide"])
def test_no_frequency_is_not_guessed(text):
    assert daily_dose("anything 1 mg tab", f"1 tab {text}") is None


def daily_dose(line, sig):
    order = {
        "line": line,
        "strength": "",
        "dose": "",
        "unit": "",
        "sig": sig,
        "named": 1,
        "times_per_day": None,
        "low_dose": False,
    }
    read = read_doses(pd.DataFrame([order]).astype({"times_per_day": "float64"}))["daily_dose_mg"].iloc[0]
    return None if pd.isna(read) else read


LAST_DAYS = [
    ({"drug_exposure_end_date": "2016-05-01", "days_supply": "30"}, "2016-05-01", "stop_date"),
    ({"days_supply": "30"}, "2016-03-30", "days_supplied"),
    ({"days_supply": "30", "refills": "1"}, "2016-04-29", "days_supplied"),
    ({}, "2016-03-30", "one_supply_assumed"),
    ({"days_supply": "0"}, "2016-03-30", "one_supply_assumed"),
    ({"drug_exposure_end_date": "2016-02-01"}, None, "stop_before_start"),
    ({"drug_exposure_end_date": "2105-02-01", "days_supply": "60"}, "2016-04-29", "days_supplied"),
    ({"drug_exposure_end_date": "2021-06-01"}, "2016-03-30", "one_supply_assumed"),
]


def test_the_last_day_an_order_covers(mapping, person, drug_list):
    cleaned = clean(mapping, person, drug_list, *(row for row, _, _ in LAST_DAYS))
    read = shown(cleaned.table.sort_values("source_row"), "drug_exposure_end_date", "end_rule")
    assert read == [(last, rule) for _, last, rule in LAST_DAYS]


def test_how_an_order_ended_after_the_lock_is_not_known_at_the_lock(mapping, person, drug_list):
    ended = {"drug_exposure_end_date": "2021-06-01", "stop_reason": "no benefit"}
    cleaned = clean(mapping, person, drug_list, ended, {})
    facts = shown(cleaned.table, "drug_exposure_end_date", "end_rule", "stop_reason")
    assert facts == [("2016-03-30", "one_supply_assumed", None)] * 2
    later = cleaned.log[cleaned.log["rule"] == "ends_after_lock"]
    assert shown(later, "column", "new_value") == [("drug_exposure_end_date", None), ("stop_reason", None)]


NOT_USED = [
    ({"order_status": "Cancelled"}, CANCELLED),
    ({"order_status": "lost"}, "order status: word is not listed in the mapping"),
    ({"drug_source_value": " "}, "nothing named"),
    ({"drug_exposure_start_date": ""}, "no date entered"),
    ({"drug_exposure_start_date": "1950-01-01"}, BEFORE_BIRTH),
]


def test_orders_that_cannot_be_used_are_set_aside(mapping, person, drug_list):
    cleaned = clean(mapping, person, drug_list, {}, *(row for row, _ in NOT_USED))
    assert reasons(cleaned) == dict(enumerate([reason for _, reason in NOT_USED], 3))


def test_a_drug_that_is_not_listed_is_kept_and_counted_in_the_log(mapping, person, drug_list):
    cleaned = clean(mapping, person, drug_list, {}, {"drug_source_value": "lisinopril 10 mg tab"})
    assert cleaned.table["ingredient"].tolist() == ["naltrexone", "not_listed"]
    assert shown(cleaned.log[cleaned.log["source_row"] == 3], "column", "rule", "new_value") == [
        ("drug_source_value", "not_listed", "not_listed")
    ]


def test_a_drug_that_was_never_taken_is_no_order(mapping, person, drug_list):
    lines = ["LDN 3mg qhs", "LDN 4.5mg (declined)", "considering LDN", "no naltrexone (on opioids)"]
    cleaned = clean(mapping, person, drug_list, *({"drug_source_value": line} for line in lines))
    assert cleaned.table["ingredient"].tolist() == ["naltrexone"]
    assert reasons(cleaned) == dict.fromkeys((3, 4, 5), NEVER_ORDERED)


def test_lines_that_name_a_drug_but_order_none_are_kept_without_drug_dose_and_last_day(
    mapping, person, drug_list
):
    lines = ["LDN 4.5 mg; gabapentin 300 mg tid", "d/c naltrexone 50 mg daily", "naltrexne 4.5 mg"]
    cleaned = clean(mapping, person, drug_list, {}, *({"drug_source_value": line} for line in lines))
    columns = ["ingredient", "may_name", "daily_dose_mg", "end_rule"]
    assert shown(cleaned.table.sort_values("source_row"), *columns) == [
        ("naltrexone", None, 3.0, "one_supply_assumed"),
        ("not_understood", "gabapentin+naltrexone", None, "one_supply_assumed"),
        ("not_ordered", "naltrexone", None, "not_ordered"),
        ("not_listed", "naltrexone", None, "one_supply_assumed"),
    ]
    log = cleaned.log[cleaned.log["column"] == "drug_source_value"]
    assert shown(log, "rule", "new_value") == [
        ("ingredients_of_line", "naltrexone"),
        ("several_orders_in_one_line", "not_understood"),
        ("taken_but_not_ordered", "not_ordered"),
        ("not_listed", "not_listed"),
    ]
    assert not cleaned.log["column"].eq("daily_dose_mg").iloc[1:].any()


@pytest.mark.parametrize("written", ["LDN - {}", "{} - LDN", "LDN;{}", "naltrexone / {}", "{} (naltrexone)"])
def test_the_lines_of_the_demo_are_read_alike_with_a_second_name(mapping, person, drug_list, written):
    lines = [(line, sig) for line, sig in (*FIRST_LINES, *LATER_LINES)]
    plain = [{"drug_source_value": line, "sig": sig} for line, sig in lines]
    named = [{"drug_source_value": written.format(line), "sig": sig} for line, sig in lines]
    columns = ["source_row", "ingredient", "may_name", "route", "daily_dose_mg"]
    before, after = (clean(mapping, person, drug_list, *rows).table for rows in (plain, named))
    assert set(before["ingredient"]) == {"naltrexone"}
    assert shown(after.sort_values("source_row"), *columns) == shown(
        before.sort_values("source_row"), *columns
    )


def test_what_is_not_understood_about_an_order_is_left_empty_and_logged(mapping, person, drug_list):
    row = {
        "drug_source_value": "oxycodone 5 mg tab",
        "stop_reason": "moved",
        "days_supply": "some",
        "sig": "",
    }
    cleaned = clean(mapping, person, drug_list, row)
    assert shown(cleaned.table, "daily_dose_mg", "stop_reason", "end_rule") == [
        (None, None, "one_supply_assumed")
    ]
    lost = cleaned.log[cleaned.log["rule"] == "not_understood"]
    assert shown(lost, "column", "raw_value", "new_value") == [
        ("daily_dose_mg", "oxycodone 5 mg tab", None),
        ("days_supply", "some", None),
        ("stop_reason", "moved", None),
    ]


def test_the_route_column_counts_before_the_words_of_the_line(mapping, person, drug_list):
    rows = [{"route_source_value": "PO"}, {"route_source_value": "IV"}, {}, {"route_source_value": "XX"}]
    cleaned = clean(mapping, person, drug_list, *rows)
    assert cleaned.table["route"].tolist() == ["oral", "injection", "oral", "oral"]
    log = cleaned.log[cleaned.log["column"] == "route_source_value"]
    assert shown(log, "raw_value", "rule", "new_value") == [
        ("PO", "word_of_mapping", "oral"),
        ("IV", "word_of_mapping", "injection"),
        ("XX", "not_understood", "oral"),
    ]


def test_a_drug_list_that_matches_no_order_stops_the_run(mapping, person, drug_list):
    with pytest.raises(Problems, match="matches no order"):
        clean(mapping, person, drug_list, {"drug_source_value": "lisinopril 10 mg tab"})


def test_no_orders_are_no_orders(mapping, person, drug_list):
    assert clean(mapping, person, drug_list).table.empty
