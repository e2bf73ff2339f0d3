"""Diagnosis codes: one spelling, the right system, nothing guessed."""

import pandas as pd
import pytest

from chart2paper.clean.icd import NO_CODE, code_systems, read_codes
from chart2paper.clean.icd_listed import nearest_patterns

OLD, NEW = "ICD9CM", "ICD10CM"


def read(code, system):
    return read_codes(pd.Series([code], dtype="string"), pd.Series([system], dtype="string")).iloc[0]


@pytest.mark.parametrize(
    ("raw", "system", "code", "rule"),
    [
        ("G56.01", NEW, "G56.01", None),
        ("G5601", NEW, "G56.01", "missing_dot"),
        ("g89.4", NEW, "G89.4", "upper_case_code"),
        (" M54.5 ", NEW, "M54.5", "upper_case_code"),
        ("G90511", NEW, "G90.511", "missing_dot"),
        ("I10", NEW, "I10", None),
        ("729.1", OLD, "729.1", None),
        ("7291", OLD, "729.1", "missing_dot"),
        ("05313", OLD, "053.13", "missing_dot"),
        ("53.13", OLD, "053.13", "lost_leading_zeros"),
        ("5.1", OLD, "005.1", "lost_leading_zeros"),
        ("53", OLD, "053", "lost_leading_zeros"),
        ("V4582", OLD, "V45.82", "missing_dot"),
        ("E8791", OLD, "E879.1", "missing_dot"),
        ("389", OLD, "389", None),
    ],
)
def test_a_code_gets_one_spelling(raw, system, code, rule):
    reading = read(raw, system)
    assert reading["value"] == code
    assert (reading["rule"] if reading["changed"] else None) == rule


def test_zeros_are_not_guessed_without_a_dot():
    # 5313 may be 053.13 without its zero, but it is also gastric ulcer 531.3 without its dot.
    assert read("5313", OLD)["value"] == "531.3"


@pytest.mark.parametrize(
    ("raw", "system", "reason"),
    [
        ("", OLD, NO_CODE),
        (None, NEW, NO_CODE),
        ("M54.5", OLD, "looks like ICD-10-CM where ICD-9-CM is expected"),
        ("M545", OLD, "looks like ICD-10-CM where ICD-9-CM is expected"),
        ("729.1", NEW, "looks like ICD-9-CM where ICD-10-CM is expected"),
        ("back pain", NEW, "not a code of ICD-10-CM"),
        ("53.19", NEW, "not a code of ICD-10-CM"),
        ("7291234", OLD, "not a code of ICD-9-CM"),
        ("729.123", OLD, "not a code of ICD-9-CM"),
    ],
)
def test_a_code_that_does_not_fit_its_system_is_set_aside(raw, system, reason):
    assert read(raw, system)["reason"] == reason


def test_the_system_changes_on_the_switch_date(mapping):
    days = pd.Series(pd.to_datetime(["2015-09-30", "2015-10-01", None]))
    stated = pd.Series([None, None, None], dtype="string")
    assert code_systems(stated, days, mapping).fillna("unknown").tolist() == [OLD, NEW, "unknown"]


def test_a_system_that_the_mapping_states_wins_over_the_date(mapping):
    days = pd.Series(pd.to_datetime(["2018-01-01"]))
    assert code_systems(pd.Series([OLD], dtype="string"), days, mapping).tolist() == [OLD]


@pytest.mark.parametrize(
    "raw",
    [
        "G89.4 - Chronic pain syndrome",
        "G89.4 Chronic pain syndrome",
        "Chronic pain syndrome [G89.4]",
        "G89.4.",
        "ICD10:G89.4",
        "ICD-10-CM: G89.4",
        "[G89.4]",
        "G89,4",
        "g 89.4",
        "G89.4 G",
        "G89.4G",
    ],
)
def test_a_code_is_taken_out_of_what_stands_around_it(raw, conditions):
    assert read_codes(pd.Series([raw]), pd.Series([NEW]), conditions)["value"].tolist() == ["G89.4"]


@pytest.mark.parametrize(
    ("raw", "system"),
    [
        ("M5O.2", NEW),  # the letter O
        ("M54.l", NEW),
        ("M54.S", NEW),
        ("M79.77", NEW),  # a digit too many
        ("G89.44", NEW),
        ("M54.166", NEW),
        ("729.11", OLD),
        ("5313", OLD),  # 053.13 without its zero, or 531.3
        ("99213", OLD),  # a visit in CPT
        ("ICD9:729.1", NEW),
        ("M54.5, G89.4", NEW),
        ("M545 G894", NEW),
        ("R/O M54.5", NEW),
        ("M54.5?", NEW),
        ("G89.4 - history of chronic pain", NEW),
        ("M54.5 A", NEW),  # excluded, in Germany
        ("M54.5V", NEW),  # suspected
        ("M54.5Z", NEW),  # past
        ("M54.5*", NEW),
    ],
)
def test_what_may_be_another_code_or_none_is_set_aside(raw, system, conditions):
    assert read_codes(pd.Series([raw]), pd.Series([system]), conditions)["value"].isna().all()


def test_a_last_zero_that_a_spreadsheet_took_comes_back_where_only_that_code_is_listed(conditions):
    read = read_codes(pd.Series(["721.9", "721.90", "338.0"]), pd.Series([OLD] * 3), conditions)
    assert read["value"].tolist() == ["721.90", "721.90", "338.0"]
    assert read["rule"].tolist()[0] == "lost_trailing_zero"


def test_where_a_column_lost_zeros_no_bare_number_is_trusted_unless_it_is_listed(conditions):
    codes = ["53.13", "845", "4019", "7291"]
    read = read_codes(pd.Series(codes), pd.Series([OLD] * 4), conditions)
    assert read["value"].fillna("").tolist() == ["053.13", "", "", "729.1"]
    kept = read_codes(pd.Series(["0845", "845", "5313"]), pd.Series([OLD] * 3), conditions)
    assert kept["value"].tolist() == ["084.5", "845", "531.3"]


def test_real_codes_with_letters_at_their_end_are_codes(conditions):
    codes = ["M06.0A", "S13.4XXA", "M80.08XG", "G43.A0", "I82.4Y1", "Z3A.20"]
    assert read_codes(pd.Series(codes), pd.Series([NEW] * 6), conditions)["value"].tolist() == codes


def test_the_nearest_pattern_shares_the_start_of_a_code_at_least_its_category(conditions):
    assert nearest_patterns(pd.Series(["e11.43", "I10", "M54.2"]), conditions) == ["E11.4", "", "M54.2"]
