"""Diagnosis codes: one spelling, the right system, nothing guessed."""

import pandas as pd
import pytest

from chart2paper.clean.icd import NO_CODE, code_systems, read_codes

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
