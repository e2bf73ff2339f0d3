"""Mann-Whitney test and Hodges-Lehmann shift. Sources: R 4.2.2 wilcox.test; the formulas written out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from chart2paper.model.rank_test import mann_whitney
from chart2paper.statistics.results import Interval, NotEstimable
from model import written_out

SCORES = st.lists(st.integers(-20, 20), min_size=4, max_size=12).map(lambda x: np.array(x, dtype=float))


def test_small_samples_without_ties_are_exact():
    """Data of Hollander and Wolfe (1973), p. 69, in the help page of R's wilcox.test; numbers from R 4.2.2."""
    x = np.array([0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46])
    y = np.array([1.15, 0.88, 0.90, 0.74, 1.21])
    result = mann_whitney(x, y)
    assert result.p == pytest.approx(0.254412254412, abs=1e-12)
    assert (result.estimate, result.low, result.high) == pytest.approx((0.305, -0.15, 0.76))


def test_ties_use_the_corrected_normal_approximation():
    """R 4.2.2 wilcox.test (it finds the limits by root search, to 1e-4); one value occurs in both arms."""
    x = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30])
    y = np.array([0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29])
    result = mann_whitney(x, y)
    assert result.p == pytest.approx(0.132919458185, abs=1e-12)
    assert (result.estimate, result.low, result.high) == pytest.approx((0.56, -0.369977, 1.182971), abs=1e-4)


@pytest.mark.parametrize(("m", "n"), [(7, 9), (49, 30), (49, 49), (4, 4)])
def test_without_ties_p_value_and_limits_are_those_of_mann_and_whitneys_recursion(m, n):
    random = np.random.default_rng(m)
    x, y = random.normal(0.3, 1, m), random.normal(0, 1, n)
    result, shares = mann_whitney(x, y), np.cumsum(written_out.mann_whitney_shares(m, n))
    differences = np.sort(np.subtract.outer(x, y), axis=None)
    extreme = min((differences < 0).sum(), (differences > 0).sum())
    assert result.p == pytest.approx(min(1, 2 * shares[extreme]), rel=1e-9)
    rank = (shares <= 0.025).sum()
    assert (result.low, result.high) == pytest.approx((differences[rank - 1], differences[-rank]), abs=1e-9)


def test_large_arms_use_the_normal_approximation():
    random = np.random.default_rng(60)
    x, y = random.normal(0.3, 1, 60), random.normal(0, 1, 55)
    below = np.less.outer(x, y).sum()
    z = (abs(below - 60 * 55 / 2) - 0.5) / math.sqrt(60 * 55 * 116 / 12)
    assert mann_whitney(x, y).p == pytest.approx(2 * special.ndtr(-z), rel=1e-9)


@given(SCORES, SCORES)
def test_the_interval_and_the_p_value_agree_and_the_shift_is_the_median_difference(x, y):
    result = mann_whitney(x, y)
    if isinstance(result, NotEstimable):
        assert result.reason in (
            "all values are the same",
            "too few people for a 95 % interval of the rank test",
        )
        return
    assert result.estimate == np.median(np.subtract.outer(x, y))
    assert result.low <= result.estimate <= result.high
    if result.p < 0.05:
        assert not result.low < 0 < result.high
    else:
        assert result.low <= 0 <= result.high


def test_arms_too_small_to_ever_reject_have_no_interval():
    result = mann_whitney(np.array([1.0, 2, 3]), np.array([4.0, 5, 6]))
    assert result == NotEstimable("too few people for a 95 % interval of the rank test")
    assert isinstance(mann_whitney(np.array([1.0, 2, 3, 4]), np.array([5.0, 6, 7, 8])), Interval)
