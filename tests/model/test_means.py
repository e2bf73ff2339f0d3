"""Means, changes and the two ways of counting percent change."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from chart2paper.model.estimates import estimate_effects
from chart2paper.model.means import welch
from chart2paper.statistics.arms import is_exposed, percent_change, with_both_scores, with_percent_change
from model import written_out
from model.people import ESTIMATION, clinic, number, people


def estimate(frame, *estimators):
    return estimate_effects(frame, "x", {**ESTIMATION, "estimators": list(estimators)})


def test_means_use_the_people_with_both_scores_so_that_baseline_plus_change_is_outcome():
    table = estimate(people([(8, 4), (6, 5), (9, None)], [(7, 7), (5, 6)]), "group_means")
    baseline = number(table, "baseline_score", "mean_exposed", "t_interval")
    assert (baseline.estimate, baseline.n_exposed, baseline.n_comparator) == (7, 2, 0)
    assert number(table, "final_score", "mean_exposed", "t_interval").estimate == 4.5
    assert number(table, "score_change", "mean_exposed", "t_interval").estimate == -2.5
    assert number(table, "score_change", "mean_comparator", "t_interval").estimate == 0.5
    assert number(table, "score_change", "difference", "welch_t").estimate == -3


def test_t_intervals_and_the_welch_test_are_those_of_the_formulas():
    frame = clinic(12, seed=1)
    table = estimate(frame, "group_means")
    both = with_both_scores(frame)
    change = (both["final_score"] - both["baseline_score"]).to_numpy()
    exposed = is_exposed(both)
    mean = number(table, "score_change", "mean_exposed", "t_interval")
    assert (mean.ci_low, mean.ci_high) == pytest.approx(written_out.mean_interval(change[exposed]), abs=1e-12)
    difference = number(table, "score_change", "difference", "welch_t")
    assert (difference.ci_low, difference.ci_high, difference.p_value) == pytest.approx(
        written_out.welch(change[exposed], change[~exposed]), abs=1e-12
    )


@pytest.mark.filterwarnings("error")
def test_where_one_arm_does_not_vary_the_other_tells_the_spread():
    result = welch(np.array([3.1, 3.1, 3.1]), np.array([1.0, 2.0, 4.0]))
    assert (result.low, result.high, result.p) == pytest.approx(
        written_out.welch(np.array([3.1, 3.1, 3.1]), np.array([1.0, 2.0, 4.0])), abs=1e-12
    )


def test_percent_change_counts_less_pain_as_negative_and_both_ways_differ():
    # Ratios -50 % and 0 %: mean -25 %. Means 6 to 5: -16.7 %.
    table = estimate(people([(4, 2), (8, 8)], [(5, 5), (6, 5)]), "percent_change")
    assert number(table, "percent_change", "mean_of_ratios_exposed", "t_interval").estimate == -25
    ratio = number(table, "percent_change", "ratio_of_means_exposed", "delta_method")
    assert ratio.estimate == pytest.approx(-100 / 6)


def test_a_baseline_of_0_has_no_percent_change_and_the_status_counts_it():
    table = estimate(people([(4, 2), (8, 6), (0, 3)], [(5, 5), (6, 5)]), "percent_change")
    row = number(table, "percent_change", "mean_of_ratios_exposed", "t_interval")
    assert (row.estimate, row.n_exposed) == (-37.5, 2)
    assert row.status == "ok: 1 with a baseline of 0 have no percent change"
    assert number(table, "percent_change", "ratio_of_means_exposed", "delta_method").n_exposed == 3


def test_the_ratio_of_means_has_the_delta_method_standard_error():
    """Source: the textbook formula (Casella and Berger 2002, example 5.5.27), written out."""
    frame = clinic(15, seed=2, missing=0)
    row = number(
        estimate(frame, "percent_change"), "percent_change", "ratio_of_means_exposed", "delta_method"
    )
    exposed = frame[is_exposed(frame)]
    baseline, final = exposed["baseline_score"].to_numpy(), exposed["final_score"].to_numpy()
    (vff, vfb), (_, vbb) = np.cov(final, baseline)
    f, b, n = final.mean(), baseline.mean(), len(final)
    variance = (f / b) ** 2 * (vff / f**2 + vbb / b**2 - 2 * vfb / (f * b)) / n
    half = stats.t.ppf(0.975, n - 1) * 100 * np.sqrt(variance)
    assert row.estimate == pytest.approx(100 * (f / b - 1))
    assert row.ci_high - row.estimate == pytest.approx(half, rel=1e-10)


def test_the_whole_sample_model_is_that_of_statsmodels_with_hc3():
    frame = clinic(15, seed=3)
    estimation = {
        **ESTIMATION,
        "estimators": ["whole_sample_regression"],
        "adjust_for": ["baseline_score", "age", "sex"],
    }
    table = estimate_effects(frame, "x", estimation)
    usable = with_percent_change(frame)
    female = usable["sex"].eq("female").to_numpy(dtype=float)
    x = np.column_stack(
        [np.ones(len(usable)), is_exposed(usable), usable["baseline_score"], usable["age"], female]
    )
    fit = sm.OLS(percent_change(usable), x.astype(float)).fit(cov_type="HC3", use_t=True)
    row = number(table, "percent_change", "adjusted_difference", "ols_hc3")
    assert row.estimate == pytest.approx(fit.params[1], abs=1e-9)
    assert (row.ci_low, row.ci_high) == pytest.approx(tuple(fit.conf_int()[1]), abs=1e-9)
    assert row.p_value == pytest.approx(fit.pvalues[1], rel=1e-9)
    for name, arm in (("predicted_exposed", 1.0), ("predicted_comparator", 0.0)):
        contrast = x.astype(float).mean(axis=0)
        contrast[1] = arm
        test = fit.t_test(contrast)
        row = number(table, "percent_change", name, "ols_hc3")
        assert row.estimate == pytest.approx(test.effect.item(), abs=1e-9)
        assert (row.ci_low, row.ci_high) == pytest.approx(tuple(test.conf_int()[0]), abs=1e-9)
