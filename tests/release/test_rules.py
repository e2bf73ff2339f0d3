"""What is not declared stays; what is declared leaves as its kind says."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.release.control import Control, cell, columns_out, lines_out, withheld_statistics
from chart2paper.release.counts import Counts
from chart2paper.release.rounding import cell_of, rounded
from chart2paper.release.rules.estimates import ESTIMATES
from chart2paper.release.rules.events import HARMS, MISSING_OUTCOMES
from chart2paper.release.rules.flow import FLOW
from chart2paper.release.rules.overlap import merged_bins
from chart2paper.release.rules.records import CLEANING_SUMMARY
from chart2paper.release.rules.responder_curve import RESPONDER_CURVE
from chart2paper.release.rules.schema import RULES
from chart2paper.release.rules.sensitivity import SENSITIVITY, TIPPING_POINT
from chart2paper.release.rules.subgroups import DOSE_RESPONSE
from chart2paper.release.rules.thinned import thinned
from chart2paper.release.rules.time_on_treatment import TIME_ON_TREATMENT
from chart2paper.release.sheets import add_counts, add_relations, read_sheets, sheet_of
from chart2paper.release.suppress import Decision

ARMS = {"tt/matched/exposed": 64, "tt/matched/comparator": 125}


def control_of(numbers, withheld=(), threshold=10, base=5):
    counts = Counts(dict(numbers))
    return Control(counts, Decision(dict.fromkeys(withheld, "small"), frozenset()), threshold, base)


def one_row(rule, control, **cells):
    sheet = sheet_of(pd.DataFrame([cells], dtype="str"), "x.csv", "tt", rule, control.threshold, control.base)
    return {column: found.text for column, found in next(lines_out(control, sheet)).items()}


HARM = {
    "kind": "adverse_effect",
    "event": "nausea",
    "role": "exposed",
    "n": "64",
    "person_years": "69.7412731",
}


def test_a_count_is_rounded_and_its_share_worked_out_again():
    control = control_of({**ARMS, "tt/adverse_effect/nausea/exposed": 23})
    row = one_row(HARMS, control, **HARM, persons="23", share="0.359375", ci_low="0.24", ci_high="0.48")
    assert row == {
        "kind": "adverse_effect",
        "event": "nausea",
        "role": "exposed",
        "n": "65",
        "person_years": "70",
        "persons": "25",
        "share": "0.385",
    }


def test_a_withheld_count_takes_its_share_with_it():
    name = "tt/adverse_effect/nausea/exposed"
    control = control_of({**ARMS, name: 9}, withheld=[name])
    row = one_row(HARMS, control, **HARM, persons="9", share="0.140625")
    assert (row["persons"], row["share"]) == ("[withheld]", "[withheld]")


def test_a_column_that_no_rule_names_does_not_leave():
    frame = pd.DataFrame(
        [{"table": "drug_exposure", "column": "dose", "rule": "r", "count": "20", "example_raw": "Jane"}]
    )
    sheet = sheet_of(frame.astype("str"), "x.csv", "", CLEANING_SUMMARY, 10, 5)
    assert columns_out(sheet, list(frame)) == ["table", "column", "rule", "count"]
    assert cell(control_of({}), sheet, 0, "example_raw").text == "[withheld]"


def test_a_table_without_a_rule_is_not_read(tmp_path):
    path = tmp_path / "results" / "tt" / "model" / "analysis_set.csv"
    path.parent.mkdir(parents=True)
    path.write_text("person_id,age\nP0001,44\n")
    assert read_sheets([str(path)], str(tmp_path / "results"), 10, 5, {}) == []


@pytest.mark.parametrize(
    "stem", ["analysis_set", "scores", "events", "population", "exposure_time", "weights_summary"]
)
def test_tables_of_persons_and_of_single_weights_have_no_rule(stem):
    assert f"model/{stem}" not in RULES


@pytest.mark.parametrize("key", ["cohort/cohort", "match/matches", "match/unmatched", "clean/cleaning_log"])
def test_lists_of_people_have_no_rule(key):
    assert key not in RULES


ESTIMATE = {
    **{"analysis": "tt", "outcome": "final_score", "estimand": "adjusted_difference", "method": "ancova_cr2"},
    **{
        "estimate": "-1.020237736",
        "ci_low": "-1.696410697",
        "ci_high": "-0.3440647744",
        "p_value": "0.003767976493",
    },
    **{"n_exposed": "62", "n_comparator": "104", "status": "ok: sets apart fewer than 5 people: sex=other"},
}
WITH_OUTCOME = {**ARMS, "tt/with outcome/exposed": 62, "tt/with outcome/comparator": 104}


def test_an_effect_leaves_with_two_digits_of_its_interval_while_its_arms_are_withheld_but_many():
    control = control_of(WITH_OUTCOME, withheld=["tt/with outcome/exposed", "tt/with outcome/comparator"])
    row = one_row(ESTIMATES, control, **ESTIMATE)
    assert (row["estimate"], row["ci_low"], row["p_value"]) == ("-1.02", "-1.70", "<0.05")
    assert (row["n_exposed"], row["n_comparator"]) == ("[withheld]", "[withheld]")


def test_what_a_status_says_about_few_people_does_not_leave():
    assert one_row(ESTIMATES, control_of(WITH_OUTCOME), **ESTIMATE)["status"] == "ok"


def test_an_effect_of_a_small_arm_does_not_leave():
    few = {**ESTIMATE, "n_exposed": "9"}
    assert one_row(ESTIMATES, control_of(WITH_OUTCOME), **few)["estimate"] == "[withheld]"


def test_a_mean_of_one_arm_leaves_in_tenths_without_its_interval_and_only_with_its_number_of_people():
    """Two means of nearly the same people would give the mean of the few who are in one of them alone; a mean, an SD
    and an interval give the number of people."""
    mean = {**ESTIMATE, "estimand": "mean_exposed", "method": "t_interval", "n_comparator": "0"}
    found = one_row(ESTIMATES, control_of(WITH_OUTCOME), **mean)
    assert (found["estimate"], found["ci_low"], found["ci_high"]) == ("-1.0", "[withheld]", "[withheld]")
    hidden = control_of(WITH_OUTCOME, withheld=["tt/with outcome/exposed"])
    assert one_row(ESTIMATES, hidden, **mean)["estimate"] == "[withheld]"


RISK = {**ESTIMATE, "outcome": "responder_50", "n_exposed": "64", "n_comparator": "125"}
EVENTS = {**WITH_OUTCOME, "tt/responders/50/exposed": 16, "tt/responders/50/comparator": 10}


@pytest.mark.parametrize("estimand", ["risk_difference", "risk_ratio", "odds_ratio", "nnt"])
def test_adjusted_effects_on_responders_stay_since_two_of_them_would_give_both_risks(estimand):
    row = one_row(
        ESTIMATES, control_of(EVENTS), **{**RISK, "estimand": estimand, "method": "standardised_logistic"}
    )
    assert {row[column] for column in ("estimate", "ci_low", "ci_high", "p_value")} == {"[withheld]"}


@pytest.mark.parametrize(
    ("estimand", "method", "estimate"),
    [("risk_difference", "newcombe", "0.11"), ("risk_ratio", "katz_log", "1.9"), ("nnt", "newcombe", "9.0")],
)
def test_crude_effects_on_responders_are_worked_out_again_from_printed_counts(estimand, method, estimate):
    """15 of 65 and 15 of 125 are printed: the exact numbers are 16 of 64 and 14 of 125."""
    row = {**RISK, "estimand": estimand, "method": method}
    events = {**EVENTS, "tt/responders/50/comparator": 14}
    assert one_row(ESTIMATES, control_of(events), **row)["estimate"] == estimate
    hidden = control_of(events, withheld=["tt/responders/50/comparator"])
    assert one_row(ESTIMATES, hidden, **row)["estimate"] == "[withheld]"


def test_a_risk_and_its_interval_are_worked_out_again():
    row = {**RISK, "estimand": "risk_exposed", "method": "wilson", "estimate": "0.25", "n_comparator": "0"}
    found = one_row(ESTIMATES, control_of(EVENTS), **row)
    assert (found["estimate"], found["ci_low"], found["ci_high"]) == ("0.23", "0.15", "0.35")


def test_a_number_of_people_that_no_other_table_knows_is_only_said_to_be_many():
    other = {**ESTIMATE, "method": "landmark_60", "n_exposed": "35", "n_comparator": "53"}
    row = one_row(ESTIMATES, control_of(WITH_OUTCOME), **other)
    assert (row["n_exposed"], row["n_comparator"]) == ("over 10", "over 10")


def test_a_withheld_statistic_does_not_leave_by_another_table():
    risk = {
        **RISK,
        "estimand": "risk_difference",
        "method": "standardised_logistic",
        "estimate": "0.161737398",
    }
    grid = {
        **{"place": "55", "name": "x", "question": "outcome_definition", "label": "50% less pain"},
        **{
            "changed": "",
            "unit": "share of people",
            "is_primary": "0",
            "n_exposed": "64",
            "n_comparator": "125",
        },
        **{"estimate": "16.1737398", "ci_low": "1.5", "ci_high": "3.5", "p_value": "0.5", "status": "ok"},
    }
    control = control_of(EVENTS, withheld=["tt/responders/50/comparator"])
    sheets = [
        sheet_of(pd.DataFrame([cells], dtype="str"), "x.csv", "tt", rule, 10, 5)
        for rule, cells in ((ESTIMATES, risk), (SENSITIVITY, grid))
    ]
    held = withheld_statistics(control, sheets)
    control = Control(control.counts, control.decision, 10, 5, held)
    assert next(lines_out(control, sheets[1]))["estimate"].text == "[withheld]"


def test_the_slope_of_the_tipping_points_would_tell_how_many_scores_are_missing():
    numbers = {**ARMS, "tt/missing/exposed": 2, "tt/missing/comparator": 21}
    control = control_of(numbers, withheld=["tt/missing/exposed"])
    point = {"estimate": "-1.2", "ci_low": "-1.9", "ci_high": "-0.5", "p_value": "0.01", "status": "ok"}
    shifted = one_row(TIPPING_POINT, control, delta_exposed="1", delta_comparator="0", **point)
    assert shifted["estimate"] == "[withheld]"
    assert (
        one_row(TIPPING_POINT, control, delta_exposed="0", delta_comparator="0", **point)["estimate"]
        == "-1.20"
    )


def test_the_number_of_matched_sets_does_not_leave_in_a_label():
    row = one_row(
        FLOW, control_of({}), row="11", part="matched", label="In 64 matched sets", exposed="", total=""
    )
    assert row["label"] == "In matched sets"


def test_a_mean_at_a_withheld_dose_does_not_leave():
    name = "tt/with outcome/exposed/dose band 1"
    band = {"band": "1", "dose_from": "0", "dose_below": "3", "n": "8", "change": "0.25", "status": "ok"}
    row = one_row(DOSE_RESPONSE, control_of({name: 8}, withheld=[name]), **band)
    assert (row["n"], row["change"]) == ("[withheld]", "[withheld]")


def test_arms_and_reasons_of_missing_outcomes_are_one_system():
    rows = [
        {"role": role, "reason": reason, "n": n, "people": people, "share": "0"}
        for role, people, numbers in (
            ("exposed", "64", ("2", "1", "1")),
            ("comparator", "125", ("21", "16", "5")),
        )
        for reason, n in zip(("any reason", "no visit", "records end"), numbers, strict=True)
    ]
    sheet = sheet_of(pd.DataFrame(rows, dtype="str"), "x.csv", "tt", MISSING_OUTCOMES, 10, 5)
    counts = Counts()
    add_counts(counts, [sheet])
    counts.add("tt/with outcome/exposed", 62)
    add_relations(counts, [sheet])
    held = {relation.total: relation.parts for relation in counts.checked().relations}
    assert held["tt/missing/exposed"] == ("tt/missing/exposed/no visit", "tt/missing/exposed/records end")
    assert held["tt/matched/exposed"] == ("tt/with outcome/exposed", "tt/missing/exposed")


def test_points_that_stay_on_a_curve_are_more_than_the_threshold_apart():
    curve = [(64,), (63,), (58,), (50,), (49,), (30,), (28,), (4,), (0,)]
    kept = thinned(curve, 10, 5, [0, 8])
    assert [curve[place][0] for place in kept] == [64, 50, 30, 0]


def test_two_points_stay_only_if_their_printed_numbers_alone_tell_that_many_lie_between():
    """64 and 53 are 11 apart, and printed as 65 and 55: that both are there would exclude 63 and 57."""
    assert thinned([(64,), (53,)], 10, 5, [0]) == [0]
    assert thinned([(64,), (51,)], 10, 5, [0]) == [0, 1]


@given(st.lists(st.integers(0, 150), max_size=12), st.sampled_from((3, 5, 10)))
def test_whichever_counts_are_behind_the_printed_ones_points_that_stay_are_far_apart(counts, base):
    points = [(count,) for count in sorted(counts, reverse=True)]
    kept = [points[place][0] for place in thinned(points, 10, base, [])]
    cells = [cell_of(rounded(count, base, 10), base, 10) for count in kept]
    assert all(high[0] - low[1] > 10 for high, low in pairwise(cells))


def test_the_responder_curve_keeps_thresholds_between_which_many_people_lie():
    rows = [
        {"role": role, "threshold_percent": t, "responders": r, "n": n, "share": "0.5"}
        for role, n, numbers in (
            ("exposed", "64", (60, 45, 24, 16)),
            ("comparator", "125", (100, 61, 20, 10)),
        )
        for t, r in zip(("-100", "0", "30", "50"), map(str, numbers), strict=True)
    ]
    sheet = sheet_of(pd.DataFrame(rows, dtype="str"), "x.csv", "tt", RESPONDER_CURVE, 10, 5)
    assert [(row["role"], row["threshold_percent"]) for row in sheet.rows] == [
        ("exposed", 0),
        ("exposed", 30),
        ("comparator", 0),
        ("comparator", 30),
    ]


def test_the_curve_of_treatment_keeps_days_between_which_many_people_stopped():
    days = [
        ("0", "64", "0"),
        ("5", "64", "1"),
        ("10", "63", "7"),
        ("30", "55", "6"),
        ("60", "40", "20"),
        ("90", "20", "20"),
    ]
    frame = pd.DataFrame(days, columns=["day", "at_risk", "stopped"], dtype="str")
    sheet = sheet_of(frame.assign(share="1"), "x.csv", "tt", TIME_ON_TREATMENT, 10, 5)
    assert [row["day"] for row in sheet.rows] == [0, 60]


def test_bins_of_the_preference_score_are_joined_until_both_arms_are_many():
    rows = [
        {"sample": "after", "role": role, "bin_low": low, "bin_high": low + 0.25, "people": people}
        for role, numbers in (("exposed", (2, 12, 30, 3)), ("comparator", (9.5, 14, 25, 1)))
        for low, people in zip((0.0, 0.25, 0.5, 0.75), numbers, strict=True)
    ]
    found = [(row["role"], row["bin_low"], row["bin_high"], row["people"]) for row in merged_bins(rows, 10)]
    assert found == [
        ("exposed", "0", "0.5", "14"),
        ("comparator", "0", "0.5", "23.5"),
        ("exposed", "0.5", "1", "33"),
        ("comparator", "0.5", "1", "26"),
    ]


def test_without_matched_people_there_are_no_bins():
    assert merged_bins([], 10) == []
