"""The gate: numbers, limits and judgements."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.power import NormalIndPower

from chart2paper.catalogue.checks import CHECKS
from chart2paper.model.diagnostics import checks
from chart2paper.model.diagnostics.gate import gate, judge
from chart2paper.model.diagnostics.numbers import Material, numbers_to_judge
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.match import BALANCE, OVERLAP_SUMMARY
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import shape
from model.people import people

PRIMARY = ("final_score", "adjusted_difference", "ancova_cr2")
PLACEBO = ("placebo_score", "adjusted_difference", "ancova_cr2")


def balance(*rows: tuple[str, float, float, float]) -> pd.DataFrame:
    columns = ["covariate", "smd", "smd_ci_low", "smd_ci_high"]
    return shape(pd.DataFrame(rows, columns=columns).assign(sample="after"), BALANCE)


def estimates(low: float, high: float, outcome: str = "final_score", status: str = "ok") -> pd.DataFrame:
    row = {
        "analysis": "a",
        "outcome": outcome,
        "estimand": "adjusted_difference",
        "method": "ancova_cr2",
        "estimate": (low + high) / 2,
        "ci_low": low,
        "ci_high": high,
        "n_exposed": 10,
        "n_comparator": 20,
        "status": status,
    }
    return shape(pd.DataFrame([row]), ESTIMATES)


@pytest.mark.parametrize(
    ("number", "worse_when", "verdict"),
    [
        (0.10, "higher", "pass"),
        (0.11, "higher", "warn"),
        (0.20, "higher", "warn"),
        (0.21, "higher", "fail"),
        (NotEstimable("nobody"), "higher", "unknown"),
    ],
)
def test_a_number_at_a_limit_passes_it_and_beyond_it_does_not(number, worse_when, verdict):
    assert judge(number, 0.10, 0.20, worse_when) == verdict


def test_where_lower_is_worse_the_limits_work_downwards():
    assert [judge(n, 0.8, 0.5, "lower") for n in (0.8, 0.79, 0.5, 0.49)] == ["pass", "warn", "warn", "fail"]


def test_a_limit_that_is_empty_never_bites():
    assert judge(99.0, None, None, "higher") == "pass"
    assert judge(99.0, 1.0, None, "higher") == "warn"


def test_imbalance_beyond_chance_is_the_nearer_end_of_an_interval_without_zero():
    table = balance(("age", 0.3, -0.1, 0.7), ("sex", -0.5, -0.9, -0.1), ("opioid", 0.05, -0.2, 0.3))
    assert checks.largest_imbalance(table) == pytest.approx(0.5)
    assert checks.imbalance_beyond_chance(table) == pytest.approx(0.1)
    assert checks.imbalance_beyond_chance(balance(("age", 0.3, -0.1, 0.7))) == 0


def test_balance_that_cannot_be_judged_says_so():
    assert isinstance(checks.largest_imbalance(balance()), NotEstimable)
    assert isinstance(checks.largest_imbalance(balance(("age", np.nan, np.nan, np.nan))), NotEstimable)


@pytest.mark.parametrize(
    ("exposed", "comparators", "number"),
    [
        ([0] * 10, [0, 1] * 10, 1),  # the same for all of one arm alone
        ([0, 1] * 5, [7] * 20, 1),
        ([0] * 10, [0] * 20, 0),  # for all of both
        ([0] * 10, [1] * 20, 1),  # for all of each, but not the same
        ([0, 1] * 5, [0, 1] * 10, 0),
        ([0] * 10, [0] * 19 + [1], 0),  # ten people of 19 in 20: 60 times in 100
        ([0] * 59, [0] * 19 + [1], 1),  # 59 of them: 4.8 times in 100
        ([0] * 58, [0] * 19 + [1], 0),  # 58 of them: 5.1 times in 100
        ([np.nan] * 10, [np.nan, 1] * 10, 1),  # not known is a value, too
    ],
)
def test_a_covariate_is_constant_in_one_arm_when_chance_cannot_make_it_so(exposed, comparators, number):
    pairs = [[(7, 5)] * len(arm) for arm in (exposed, comparators)]
    table = people(*pairs, score_age=[*exposed, *comparators])
    assert checks.constant_in_one_arm(table, balance(("score_age", 0.0, 0.0, 0.0))) == number
    assert checks.constant_in_one_arm(table, balance()) == 0, "only what is compared is looked at"


def test_nothing_is_constant_where_nobody_was_matched():
    assert isinstance(checks.constant_in_one_arm(people([], []), balance()), NotEstimable)


def test_missing_outcomes_are_counted_in_the_worse_arm_and_compared():
    table = people([(7, 5), (7, np.nan)], [(7, 6), (7, 6), (7, 6), (7, np.nan)])
    assert checks.missing_outcome(table) == pytest.approx(0.5)
    assert checks.missing_difference(table) == pytest.approx(0.25)
    assert isinstance(checks.missing_outcome(people([], [])), NotEstimable)


def test_equipoise_is_that_of_the_exposed_before_matching_or_says_why_not():
    rows = [("before", "exposed", 0.74), ("after", "exposed", 0.8), ("before", "comparator", 0.6)]
    table = pd.DataFrame(rows, columns=["sample", "role", "value"]).assign(
        measure="in_equipoise", status="ok"
    )
    assert checks.equipoise(shape(table, OVERLAP_SUMMARY)) == pytest.approx(0.74)
    unknown = table.assign(value=np.nan, status="not estimable: one arm is empty")
    assert checks.equipoise(shape(unknown, OVERLAP_SUMMARY)) == NotEstimable("one arm is empty")


def test_the_share_of_exposed_kept_needs_someone_eligible():
    assert checks.exposed_kept(40, 30) == pytest.approx(0.75)
    assert isinstance(checks.exposed_kept(0, 0), NotEstimable)


def test_the_detectable_difference_has_80_percent_power():
    found = checks.detectable_difference(estimates(-1.3, -0.1), *PRIMARY)
    standard_error = 1.2 / (2 * 1.959963985)
    # statsmodels' two-sample z test with SD 1 and n people an arm has a standard error of sqrt(2/n).
    power = NormalIndPower().power(
        effect_size=found / standard_error * np.sqrt(2 / 50), nobs1=50, alpha=0.05, ratio=1.0
    )
    assert power == pytest.approx(0.8, abs=1e-4)


def test_a_placebo_difference_counts_from_where_chance_ends():
    assert checks.beyond_chance(estimates(-0.9, -0.2), *PRIMARY) == pytest.approx(0.2)
    assert checks.beyond_chance(estimates(0.3, 0.9), *PRIMARY) == pytest.approx(0.3)
    assert checks.beyond_chance(estimates(-0.3, 0.9), *PRIMARY) == 0


def test_an_estimate_that_is_not_there_or_has_no_interval_gives_its_reason():
    absent = checks.beyond_chance(estimates(-1, 1), *PLACEBO)
    assert isinstance(absent, NotEstimable)
    without = estimates(np.nan, np.nan, status="not estimable: no comparators with an outcome")
    found = checks.detectable_difference(without, *PRIMARY)
    assert found == NotEstimable("no comparators with an outcome")


def test_the_gate_has_a_row_for_every_check_with_number_limits_and_judgement():
    numbers = dict.fromkeys(CHECKS, 0.3) | {"equipoise": NotEstimable("one arm is empty")}
    table = gate(
        numbers,
        {name: [0.5, 0.2] if check.worse == "lower" else [0.2, 0.5] for name, check in CHECKS.items()},
    )
    assert table["check"].tolist() == list(CHECKS)
    assert set(table["judgement"]) == {"warn", "unknown"}
    assert table.set_index("check").loc["equipoise", "why_unknown"] == "one arm is empty"
    assert table.set_index("check")["number"].isna().sum() == 1


def test_the_gate_looks_at_the_primary_estimate_that_the_protocol_names():
    other = estimates(-3.0, -1.0).assign(outcome="score_change", estimand="difference", method="welch_t")
    both = pd.concat([estimates(-1.3, -0.1), other], ignore_index=True)
    found, nobody = {}, pd.Series(dtype="string")
    overlap = shape(pd.DataFrame(), OVERLAP_SUMMARY)
    for named in ("adjusted_final_score", "unadjusted_change"):
        material = Material(named, people([], []), both, balance(), overlap, both, nobody, nobody)
        found[named] = numbers_to_judge(material)["detectable_difference"]
    assert found["adjusted_final_score"] == checks.detectable_difference(both, *PRIMARY)
    assert found["unadjusted_change"] == pytest.approx(found["adjusted_final_score"] * 2.0 / 1.2)
