"""Every number that leaves has a kind, which says what it is a function of; each kind leaves in its own form."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from chart2paper.release.control import lines_out
from chart2paper.release.kinds import KINDS, Kind
from chart2paper.release.rounding import cell_of, effect_step, in_steps, p_to_two_digits, rounded, to_step
from chart2paper.release.rules.balance import BALANCE
from chart2paper.release.rules.checks import DIAGNOSTICS, OVERLAP_SUMMARY
from chart2paper.release.rules.estimates import ESTIMATES
from chart2paper.release.rules.overlap import MERGED_OVERLAP
from chart2paper.release.rules.records import SET_ASIDE
from chart2paper.release.rules.schema import RULES
from chart2paper.release.rules.sensitivity import E_VALUES, ROSENBAUM_BOUNDS, SENSITIVITY
from chart2paper.release.rules.subgroups import SUBGROUPS
from chart2paper.release.rules.time_on_treatment import TIME_ON_TREATMENT
from chart2paper.release.rules.trajectories import TRAJECTORIES
from chart2paper.release.sheets import sheet_of
from chart2paper.tables.harms import SUBGROUPS as SUBGROUPS_TABLE
from release.test_rules import ARMS, control_of, one_row

ROW = {
    **{"outcome": "final_score", "estimand": "adjusted_difference", "method": "ancova_cr2", "unit": "points"},
    **{
        "measure": "in_equipoise",
        "sample": "after",
        "role": "exposed",
        "check": "equipoise",
        "smd_unit": 2.0,
    },
}


@pytest.mark.parametrize("rule", [*RULES.values(), MERGED_OVERLAP, SET_ASIDE])
def test_every_number_of_every_rule_has_a_kind_that_is_explained(rule):
    kinds = [rule.kind(column, "tt", ROW) for column in rule.statistics]
    assert all(isinstance(kind, Kind) and kind.name in KINDS for kind in kinds)


@pytest.mark.parametrize("rule", RULES.values())
def test_no_column_is_of_two_kinds(rule):
    declared = [*rule.labels, *rule.counts, *rule.shares, *rule.statistics, *rule.words]
    assert len(declared) == len({*declared})


def test_a_new_column_without_a_kind_is_withheld():
    row = one_row(
        BALANCE, control_of(ARMS), covariate="age", level="", sample="after", brand_new="0.123456789"
    )
    assert "brand_new" not in row


AGE = {f"tt/matched/{role}/age known": n for role, n in (("exposed", 64), ("comparator", 125))}
SEX = {f"tt/matched/{role}/sex=female": n for role, n in (("exposed", 44), ("comparator", 87))}
SMD = {"sample": "after", "smd": "-0.2341", "smd_ci_low": "-0.5", "smd_ci_high": "0.1", "smd_flagged": "True"}


def test_a_difference_of_means_leaves_on_a_step_by_its_sd_and_never_with_its_interval():
    control = control_of({**ARMS, **AGE})
    age = one_row(BALANCE, control, covariate="age", level="", smd_unit="13", **SMD)
    assert (age["smd"], age["smd_ci_low"], age["smd_flagged"]) == ("-0.23", "[withheld]", "True")
    assert one_row(BALANCE, control, covariate="age", level="", smd_unit="2.1", **SMD)["smd"] == "-0.25"


def test_beside_the_means_of_both_arms_a_difference_of_means_leaves_room_for_every_number_of_people():
    """Means 6.17 and 6.03 of 23 and 29 people are printed as 6.2 and 6.0; an SMD of 0.05 would exclude 27 people."""
    numbers = {"tt/matched/exposed": 23, "tt/matched/comparator": 29}
    known = {f"{arm}/baseline_score known": n for arm, n in numbers.items()}
    control = control_of({**numbers, **known})
    row = {"covariate": "baseline_score", "level": "", "sample": "after", "smd": "0.0734", "smd_unit": "1.9"}
    assert one_row(BALANCE, control, **row)["smd"] == "0.05"
    for name, mean in zip(known, (6.1739, 6.0345), strict=True):
        control.counts.means[name] = (mean, 1.94)
    assert one_row(BALANCE, control, **row)["smd"] in ("0.1", "0.0", "[withheld]")


def test_a_difference_of_shares_stays_with_its_words():
    row = one_row(
        BALANCE, control_of({**ARMS, **SEX}), covariate="sex", level="female", smd_unit="0.5", **SMD
    )
    assert (row["smd"], row["smd_flagged"]) == ("[withheld]", "[withheld]")


def test_the_chance_limit_is_worked_out_again_from_the_printed_arms():
    """65 and 125 are printed: 1.96 sqrt(1/65 + 1/125) = 0.30; before matching the eligible are withheld."""
    eligible = {"tt/eligible/exposed": 66, "tt/eligible/comparator": 593}
    control = control_of({**ARMS, **AGE, **eligible}, withheld=["tt/eligible/exposed"])
    after = one_row(BALANCE, control, covariate="age", level="", sample="after", chance_limit="0.3023920888")
    before = one_row(
        BALANCE, control, covariate="age", level="", sample="before", chance_limit="0.2543264234"
    )
    assert (after["chance_limit"], before["chance_limit"]) == ("0.30", "[withheld]")


CHECK = {"place": "1", "unit": "share", "worse_when": "lower", "warn_at": "0.8", "fail_at": "0.5"}


def kept(matched, eligible, **limits):
    numbers = {**ARMS, "tt/matched/exposed": matched, "tt/eligible/exposed": eligible}
    row = {**CHECK, "check": "exposed_kept", "number": str(matched / eligible), "judgement": "pass", **limits}
    return one_row(DIAGNOSTICS, control_of(numbers), **row)


def test_a_check_of_counts_is_worked_out_again_and_its_word_needs_all_counts_that_are_printed_alike():
    row = kept(64, 66)
    assert (row["number"], row["judgement"]) == ("1.00", "pass")
    row = kept(64, 80)
    assert (row["number"], row["judgement"]) == ("0.81", "[withheld]")


@pytest.mark.parametrize("check", ["largest_imbalance", "imbalance_beyond_chance"])
def test_checks_that_look_at_shares_among_the_covariates_stay(check):
    row = one_row(DIAGNOSTICS, control_of(ARMS), **CHECK, check=check, number="0.2989", judgement="warn")
    assert (row["number"], row["judgement"]) == ("[withheld]", "[withheld]")


def test_shares_in_equipoise_are_of_printed_counts_and_those_of_weighted_comparators_coarse():
    numbers = {**ARMS, "tt/matched/exposed/in_equipoise": 47}
    place = {"measure": "in_equipoise", "sample": "after", "status": "ok"}
    exposed = one_row(OVERLAP_SUMMARY, control_of(numbers), **place, role="exposed", value="0.734375")
    comparator = one_row(OVERLAP_SUMMARY, control_of(numbers), **place, role="comparator", value="0.7421875")
    assert (exposed["value"], comparator["value"]) == ("0.69", "0.75")


def test_the_effective_number_of_people_stays():
    row = {
        "measure": "effective_people",
        "sample": "after",
        "role": "exposed",
        "value": "63.91",
        "status": "ok",
    }
    assert one_row(OVERLAP_SUMMARY, control_of(ARMS), **row)["value"] == "[withheld]"


def test_the_curve_of_treatment_is_a_life_table_of_printed_numbers():
    """65 at risk, 15 stopped by day 30: 1 - 15 / 65 = 0.77. The exact numbers, 12 of 64, would give 0.81."""
    numbers = {
        **{"tt/matched/exposed/at risk on day 0": 64, "tt/matched/exposed/stopped by day 0": 0},
        **{"tt/matched/exposed/at risk on day 30": 49, "tt/matched/exposed/stopped by day 30": 12},
    }
    rows = [("0", "64", "0", "1"), ("30", "49", "12", "0.8123456"), ("60", "20", "20", "0.4")]
    frame = pd.DataFrame(rows, columns=["day", "at_risk", "stopped", "share"], dtype="str")
    sheet = sheet_of(frame, "x.csv", "tt", TIME_ON_TREATMENT, 10, 5)
    found = [line["share"].text for line in lines_out(control_of(numbers), sheet)]
    assert found == ["1.00", "0.77"]


def test_scores_over_time_leave_in_tenths_and_days_in_fives():
    row = {
        "layer": "mean",
        "role": "exposed",
        "days": "30",
        "n": "135",
        "day": "-134.3142857",
        "score": "5.514",
    }
    found = one_row(TRAJECTORIES, control_of(ARMS), **row, ci_low="5.164", ci_high="5.864")
    assert [found[c] for c in ("day", "score", "ci_low", "ci_high")] == ["-135", "5.5", "5.2", "5.9"]


@settings(deadline=None)
@given(st.integers(11, 400), st.floats(0.8, 3.5), st.floats(2, 8))
def test_an_interval_over_time_leaves_its_people_open_to_who_knows_the_sd(n, sd, mean):
    """The half width is t sd / root n: for five people fewer (or eleven in all) to six more it is printed alike."""
    half = stats.t.ppf(0.975, n - 1) * sd / np.sqrt(n)
    row = {"layer": "mean", "role": "exposed", "days": "30", "n": str(n), "day": "0", "score": str(mean)}
    found = one_row(TRAJECTORIES, control_of(ARMS), **row, ci_low=str(mean - half), ci_high=str(mean + half))
    if found["ci_low"] == "[withheld]":
        return
    step = 10.0 ** -len(found["ci_low"].partition(".")[2])
    shown = (float(found["ci_high"]) - float(found["ci_low"])) / 2
    # A step of 0.2 or 0.5 has one decimal, and one of 2 none: the coarser one is what a reader knows.
    room = next(s for s in (0.1, 0.2, 0.5, 1.0, 2.0) if s >= step and _multiple(found, s))
    for other in (max(11, n - 5), n + 6):
        wanted = stats.t.ppf(0.975, other - 1) * sd / np.sqrt(other)
        assert abs(wanted - shown) <= max(room, 2.0 if step >= 1 else 0.5) / 2 + 1e-6


def _multiple(found, step):
    return all(
        abs(float(found[c]) / step - round(float(found[c]) / step)) < 1e-6 for c in ("ci_low", "ci_high")
    )


GRID = {
    "place": "3",
    "name": "x",
    "question": "q",
    "label": "l",
    "changed": "",
    "is_primary": "0",
    "sets": "60",
}
GRID |= {"estimate": "0.200465685", "ci_low": "0.06", "ci_high": "0.34", "p_value": "0.0054", "status": "ok"}
GRID |= {"n_exposed": "64", "n_comparator": "125"}


def test_a_variation_that_compares_shares_of_people_stays():
    assert one_row(SENSITIVITY, control_of(ARMS), **GRID, unit="share of people")["estimate"] == "[withheld]"
    assert one_row(SENSITIVITY, control_of(ARMS), **GRID, unit="points")["estimate"] == "0.20"


def test_of_the_signed_rank_test_only_the_side_of_its_p_value_leaves():
    row = {"gamma": "1.2", "p_upper": "0.073128", "estimate_low": "-1.129", "estimate_high": "-0.691"}
    found = one_row(ROSENBAUM_BOUNDS, control_of(ARMS), **row, sets="60", status="ok")
    assert (found["p_upper"], found["estimate_low"]) == ("more than 0.05", "-1.13")


def test_an_e_value_leaves_in_tenths_without_the_sd_that_it_rests_on():
    row = {"outcome": "final_score", "estimand": "adjusted_difference", "sd": "2.22", "e_value": "2.423162"}
    found = one_row(E_VALUES, control_of(ARMS), **row, status="ok")
    assert (found["sd"], found["e_value"]) == ("[withheld]", "2.4")
    responders = {**row, "outcome": "responder_30", "estimand": "risk_ratio"}
    assert one_row(E_VALUES, control_of(ARMS), **responders, status="ok")["e_value"] == "[withheld]"


SUBGROUP = {"subgroup": "sex", "first": "female", "second": "male", "status": "ok", "interaction": "0.66056"}
SUBGROUP |= {"interaction_low": "-0.919", "interaction_high": "2.24", "p_value": "0.4", "p_holm": "1"}
SUBGROUP |= {"difference_first": "-0.87", "first_low": "-1.59", "first_high": "-0.15"}


@pytest.mark.parametrize(
    ("first", "second", "leaves"),
    [((118, 43), (46, 18), True), ((118, 43), (46, 10), False), ((118, 43), (46, 36), False)],
)
def test_effects_in_kinds_of_people_leave_only_where_each_arm_of_each_kind_is_many(first, second, leaves):
    n = {
        "n_first": first[0],
        "n_first_exposed": first[1],
        "n_second": second[0],
        "n_second_exposed": second[1],
    }
    row = one_row(SUBGROUPS, control_of(ARMS), **SUBGROUP, **{name: str(size) for name, size in n.items()})
    assert (row["interaction"] == "0.7") is leaves
    assert (row["difference_first"] == "-0.87") is leaves
    assert "n_first_exposed" not in row


def test_the_table_of_kinds_of_people_tells_the_release_how_many_are_exposed():
    assert {"n_first_exposed", "n_second_exposed"} < set(SUBGROUPS_TABLE.column_names)


@pytest.mark.parametrize(
    ("low", "high", "step"),
    [(-1.71, -0.36, 0.01), (-49.7, -15.3, 1.0), (-1.74, 2.19, 0.1), (0.1, 0.11, 0.01), (None, None, 0.01)],
)
def test_an_effect_is_printed_with_two_digits_of_the_half_width_of_its_interval(low, high, step):
    assert effect_step(low, high) == step


@given(st.floats(-1e4, 1e4), st.sampled_from((0.01, 0.02, 0.05, 0.1, 0.5, 1.0, 5.0)))
def test_a_number_on_a_step_is_the_nearest_multiple_and_reads_back_as_it_was_printed(value, step):
    found = to_step(value, step)
    assert abs(found - value) <= step / 2 + 1e-6
    assert float(in_steps(value, step)) == pytest.approx(found)


@given(st.integers(0, 3000), st.sampled_from((3, 5, 10)), st.sampled_from((5, 10, 20)))
def test_the_counts_that_are_printed_alike_are_known(count, base, threshold):
    if 1 <= count <= threshold:
        return
    low, high = cell_of(rounded(count, base, threshold), base, threshold)
    alike = [n for n in range(count + 2 * base + threshold) if not 1 <= n <= threshold]
    printed = rounded(count, base, threshold)
    assert [n for n in alike if rounded(n, base, threshold) == printed] == list(range(low, high + 1))


def test_a_p_value_has_two_digits_and_none_below_a_thousandth():
    assert [p_to_two_digits(p) for p in (0.003276, 0.4812, 0.00099)] == ["0.0033", "0.48", "<0.001"]


def means_of(numbers, withheld=(), **estimates):
    """Return how means, and the differences that follow from them, leave: by outcome and estimand."""
    n = {"n_exposed": 37, "n_comparator": 43}
    rows = []
    for name, estimate in estimates.items():
        outcome, _, estimand = name.partition("__")
        alone = {other: 0 for other in n if estimand.startswith("mean_") and not other.endswith(estimand[5:])}
        method = "t_interval" if estimand.startswith("mean_") else "welch_t"
        ends = {"estimate": estimate, "ci_low": estimate - 1.2, "ci_high": estimate + 1.2, "p_value": 0.0005}
        what = {"analysis": "tt", "outcome": outcome, "estimand": estimand, "method": method, "status": "ok"}
        rows.append({**what, **ends, **n, **alone})
    sheet = sheet_of(pd.DataFrame(rows).astype("str"), "x.csv", "tt", ESTIMATES, 10, 5)
    lines = lines_out(control_of(numbers, withheld), sheet)
    return {(line["outcome"].text, line["estimand"].text): line for line in lines}


SCORED = {"tt/with outcome/exposed": 37, "tt/with outcome/comparator": 43}
MEANS = {
    **{"baseline_score__mean_exposed": 7.4324, "final_score__mean_exposed": 4.7497},
    **{"baseline_score__mean_comparator": 7.3256, "final_score__mean_comparator": 6.8023},
    **{"score_change__mean_exposed": -2.6827, "score_change__mean_comparator": -0.5233},
    "score_change__difference": -2.1594,
}


def test_changes_and_their_difference_are_worked_out_from_the_means_that_are_printed():
    """4.7 less 7.4 is -2.7, 6.8 less 7.3 is -0.5, and the difference -2.2, whatever the exact ones are."""
    found = means_of(SCORED, **MEANS)
    assert found["score_change", "mean_exposed"]["estimate"].text == "-2.7"
    assert found["score_change", "mean_comparator"]["estimate"].text == "-0.5"
    line = found["score_change", "difference"]
    assert [line[column].text for column in ("estimate", "ci_low", "ci_high")] == ["-2.2", "-3.4", "-1.0"]


def test_where_the_means_are_withheld_their_difference_is_printed_in_tenths():
    found = means_of({**SCORED, **ARMS}, withheld=["tt/with outcome/exposed"], **MEANS)
    assert found["score_change", "mean_exposed"]["estimate"].text == "[withheld]"
    assert found["score_change", "difference"]["estimate"].text == "-2.2"


def test_the_mean_of_those_without_an_outcome_stays():
    """With the means of all and of the others it would give the sum of their scores."""
    row = {
        "analysis": "tt",
        "outcome": "baseline_score",
        "estimand": "mean_exposed",
        "method": "without_outcome",
    }
    row |= {"estimate": "7.64", "n_exposed": "21", "n_comparator": "0", "status": "ok"}
    assert (
        one_row(ESTIMATES, control_of({**ARMS, "tt/missing/exposed": 21}), **row)["estimate"] == "[withheld]"
    )
