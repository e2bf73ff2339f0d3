"""Measures of performance and their Monte Carlo errors, by hand and by repeating a simulation."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from chart2paper.validation.performance import (
    mean,
    of_estimates,
    of_intervals,
    relative_error,
    root_mean_square,
    share,
    spread,
)

FOUR = pd.DataFrame(
    {
        "truth": [-1.0, -1.2, -0.8, -1.0],
        "estimate": [-1.1, -1.1, -0.6, -0.8],
        "standard_error": [0.1, 0.3, 0.1, 0.3],
        "ci_low": [-1.3, -1.7, -0.8, -1.4],
        "ci_high": [-0.9, -0.5, -0.4, -0.2],
        "p_value": [0.001, 0.03, 0.001, 0.2],
    }
)


def test_bias_is_against_each_clinics_own_truth():
    found = of_estimates(FOUR)
    assert found["truth"][0] == pytest.approx(-1.0)
    assert found["bias"] == pytest.approx((0.1, np.std([-0.1, 0.1, 0.2, 0.2], ddof=1) / 2))
    assert found["bias_percent"][0] == pytest.approx(10)
    assert found["empirical_se"][0] == pytest.approx(np.std([1.1, 1.1, 0.6, 0.8], ddof=1))


def test_without_an_effect_there_is_no_bias_in_percent():
    assert np.isnan(of_estimates(FOUR.assign(truth=0.0))["bias_percent"][0])


def test_coverage_is_of_the_mean_truth_and_of_each_clinics_own():
    """The mean truth of -1 lies outside the third interval; its own truth of -0.8 is its limit."""
    found = of_intervals(FOUR)
    assert found["coverage"] == pytest.approx((75, 100 * np.sqrt(0.75 * 0.25 / 4)))
    assert found["coverage_own"][0] == 100
    assert found["rejected"][0] == 75
    assert found["reported_se"][0] == pytest.approx(np.sqrt(0.05))


def repeated(measure, n: int = 60, times: int = 3000) -> tuple[float, float]:
    """The spread of a measure over many simulation studies, and the Monte Carlo error that one reports."""
    draws = np.random.default_rng(7).normal(1, 2, (times, n))
    found = [measure(pd.Series(row)) for row in draws]
    return float(np.std([value for value, _ in found])), float(np.mean([error for _, error in found]))


@pytest.mark.parametrize(
    "measure",
    [
        mean,
        spread,
        lambda values: share(values > 2),
        lambda values: root_mean_square(np.exp(values / 8)),
    ],
    ids=["mean", "spread", "share", "root_mean_square"],
)
def test_the_monte_carlo_error_is_the_spread_over_repeated_studies(measure):
    actual, reported = repeated(measure)
    assert reported == pytest.approx(actual, rel=0.06)


def test_the_error_of_the_reported_standard_error_is_that_of_a_ratio():
    """Standard errors of 20-person means: the reported one is right on average."""
    draws = np.random.default_rng(3).normal(0, 1, (400, 200, 20))
    ratios, errors = [], []
    for study in draws:
        means = pd.Series(study.mean(axis=1))
        reported = pd.Series(stats.sem(study, axis=1))
        value, error = relative_error(root_mean_square(reported), spread(means))
        ratios.append(value)
        errors.append(error)
    assert abs(np.mean(ratios)) < 1
    assert np.mean(errors) == pytest.approx(np.std(ratios), rel=0.1)


def test_one_clinic_has_no_monte_carlo_error():
    one = pd.Series([1.5])
    assert mean(one)[0] == 1.5
    assert all(np.isnan(measure(one)[1]) for measure in (mean, spread))


def test_no_clinics_give_no_numbers():
    assert np.isnan(of_estimates(FOUR.iloc[:0])["bias"][0])
    assert np.isnan(of_intervals(FOUR.iloc[:0])["coverage"][0])
