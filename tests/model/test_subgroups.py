"""Effects in two kinds of people and their difference."""

import re

import numpy as np
import pytest
import statsmodels.api as sm

from chart2paper.model.estimates import estimate_effects
from chart2paper.statistics.arms import is_exposed, percent_change, with_percent_change
from model.people import ESTIMATION, clinic, number, people

LEVELS = ("difference_neuropathic", "difference_nociceptive")
INTERACTION = "interaction_neuropathic_vs_nociceptive"


def estimate(frame, *estimators, **changes):
    return estimate_effects(
        frame, "x", ESTIMATION | {"estimators": [*estimators, "subgroup_interaction"]} | changes
    )


def test_the_interaction_is_the_difference_of_the_two_effects():
    table = estimate(clinic(30, seed=20), "ancova")
    first, second = (number(table, "final_score", level, "ancova_cr2") for level in LEVELS)
    interaction = number(table, "final_score", INTERACTION, "ancova_cr2")
    assert interaction.estimate == pytest.approx(first.estimate - second.estimate)
    assert (interaction.p_value < 0.05) == (not interaction.ci_low <= 0 <= interaction.ci_high)
    assert interaction.n_exposed == first.n_exposed + second.n_exposed


def test_only_the_interaction_has_a_p_value():
    table = estimate(clinic(30, seed=20), "ancova")
    assert all(np.isnan(number(table, "final_score", level, "ancova_cr2").p_value) for level in LEVELS)


def test_without_ancova_it_is_percent_change_by_least_squares_with_hc3():
    """Source: statsmodels."""
    frame = clinic(30, seed=21)
    table = estimate(frame, "whole_sample_regression", adjust_for=["baseline_score"])
    used = with_percent_change(frame)
    used = used[used["mechanism"].isin(["neuropathic", "nociceptive"])]
    first, exposed = used["mechanism"].eq("neuropathic").to_numpy(dtype=float), is_exposed(used).astype(float)
    x = np.column_stack([np.ones(len(used)), used["baseline_score"], first, exposed, exposed * first])
    reference = sm.OLS(percent_change(used), x).fit(cov_type="HC3", use_t=True)
    row = number(table, "percent_change", INTERACTION, "ols_hc3")
    assert row.estimate == pytest.approx(reference.params[4], abs=1e-9)
    assert (row.ci_low, row.ci_high) == pytest.approx(tuple(reference.conf_int()[4]), abs=1e-9)
    assert row.p_value == pytest.approx(reference.pvalues[4], rel=1e-9)
    second = number(table, "percent_change", "difference_nociceptive", "ols_hc3")
    assert second.estimate == pytest.approx(reference.params[3], abs=1e-9)


def test_a_level_without_an_arm_is_named():
    frame = clinic(30, seed=22)
    frame = frame[~((frame["mechanism"] == "nociceptive") & is_exposed(frame))]
    table = estimate(frame, "ancova")
    reason = r"only 0 exposed and \d+ comparators with mechanism nociceptive have an outcome"
    for estimand in (*LEVELS, INTERACTION):
        assert re.fullmatch(
            f"not estimable: {reason}", number(table, "final_score", estimand, "ancova_cr2").status
        )


def test_a_covariate_of_0_and_1_can_be_the_subgroup():
    table = estimate(clinic(30, seed=23), "ancova", subgroups=("on_opioid", "1", "0"))
    assert number(table, "final_score", "interaction_1_vs_0", "ancova_cr2").status == "ok"


def test_a_true_difference_between_kinds_of_pain_is_found():
    frame = clinic(300, seed=24, missing=0)
    helped = is_exposed(frame) & frame["mechanism"].eq("neuropathic").to_numpy(dtype=bool)
    frame["final_score"] = (frame["final_score"] - 2 * helped).clip(lower=0)
    row = number(estimate(frame, "ancova"), "final_score", INTERACTION, "ancova_cr2")
    assert row.ci_high < 0 and row.p_value < 0.001


def test_nobody_at_either_level_is_not_estimable():
    table = estimate(people([(5, 3), (6, 2)], [(5, 4), (6, 6)]), "ancova")
    assert (
        "only 0 exposed and 0 comparators" in number(table, "final_score", INTERACTION, "ancova_cr2").status
    )


def test_a_small_level_keeps_its_own_mean_although_covariates_of_few_people_are_not_used():
    """Both levels are adjusted for each other, so a level whose people all score lower has no effect of it."""
    low = [(5, 1), (5, 1.5)], [(5, 1.5), (5, 1)]
    high = [(8, 7), (8, 6), (8, 6.5), (8, 7)], [(8, 6), (8, 7), (8, 7), (8, 6.5)]
    mechanism = ["neuropathic"] * 2 + ["nociceptive"] * 4
    frame = people(low[0] + high[0], low[1] + high[1], mechanism=mechanism * 2)
    table = estimate(frame, "ancova", adjust_for=["mechanism"])
    for estimand in (*LEVELS, INTERACTION):
        assert number(table, "final_score", estimand, "ancova_cr2").estimate == pytest.approx(0, abs=1e-9)
