"""What is printed beside a number of people leaves it open: means with SDs, effects with intervals and p values."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from chart2paper.release.freedom import freedom_of, printed_p
from chart2paper.release.rounding import effect_step
from chart2paper.release.whole_numbers import step_of_mean_and_sd

THRESHOLD = 10


def test_mean_and_sd_of_scores_in_tenths_fit_any_number_of_people():
    assert step_of_mean_and_sd((63, 67), 6.140625, 2.022627) == 0.1


def test_where_everybody_has_the_same_score_nothing_of_it_is_printed():
    assert step_of_mean_and_sd((11, 17), 5.0, 0.0) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 10), min_size=11, max_size=80))
def test_every_number_of_people_that_is_printed_alike_has_scores_of_such_a_mean_and_sd(scores):
    n, mean, sd = len(scores), float(np.mean(scores)), float(np.std(scores, ddof=1))
    people = max(11, n - 2), n + 2
    step = step_of_mean_and_sd(people, mean, sd)
    assert step is None or all(brute_force(m, mean, sd, step) for m in range(people[0], people[1] + 1))


def brute_force(n, mean, sd, step):
    """Whether some sum and sum of squares give this mean and SD: tried one by one."""
    mean, sd = round(mean / step) * step, round(sd / step) * step
    totals = np.arange(0, 11 * n + 1)
    totals = totals[np.abs(totals / n - mean) <= step / 2 + 1e-12]
    squares = np.arange(0, 101 * n + 1)
    for total in totals:
        some = squares[(squares - total) % 2 == 0]
        found = np.sqrt(np.maximum(some - total**2 / n, 0) / (n - 1))
        if (np.abs(found - sd) <= step / 2 + 1e-12).any():
            return True
    return False


def effect(df, estimate, error):
    half = stats.t.ppf(0.975, df) * error
    return estimate, estimate - half, estimate + half, float(2 * stats.t.sf(abs(estimate) / error, df))


@settings(deadline=None)
@given(st.integers(3, 300), st.floats(0.05, 5), st.floats(0.05, 2))
def test_degrees_of_freedom_follow_from_an_exact_effect(df, estimate, error):
    at, low, high, p = effect(df, estimate, error)
    # Far from, and at, 0.05 the p value is the same for every number of people.
    if 1e-6 < p < 0.9 and abs(p - 0.05) > 0.005:
        assert freedom_of(at, (high - low) / 2, p) == pytest.approx(df, rel=0.02)


def test_a_p_value_that_leaves_the_people_open_has_two_digits():
    at, low, high, p = effect(60, -0.50, 0.34)
    assert printed_p(at, low, high, p, effect_step(low, high), THRESHOLD) == f"{p:.2g}"


def test_estimate_and_limits_are_rounded_together_so_that_they_tell_more_than_each_alone():
    """The estimate is the middle of its interval: with these limits no half width is left for 50 degrees of freedom."""
    at, low, high, p = effect(60, -1.03, 0.3375)
    assert printed_p(at, low, high, p, effect_step(low, high), THRESHOLD) == "<0.05"


def test_a_p_value_that_would_tell_degrees_of_freedom_says_only_on_which_side_of_a_limit_it_lies():
    """An estimate that is large for its interval, in few people: two digits of p leave a few degrees of freedom."""
    at, low, high, p = effect(24, 1.60, 0.48)
    assert printed_p(at, low, high, p, effect_step(low, high), THRESHOLD) in ("<0.05", None)


@settings(max_examples=200, deadline=None)
@given(st.integers(4, 200), st.floats(0.05, 5), st.floats(0.05, 2))
def test_degrees_of_freedom_ten_below_and_above_give_the_same_printed_effect(df, estimate, error):
    at, low, high, p = effect(df, estimate, error)
    step = effect_step(low, high)
    text = printed_p(at, low, high, p, step, THRESHOLD)
    if text is None or not 1e-6 < p < 0.9:
        return
    for other in (max(1, df - THRESHOLD), df + THRESHOLD):
        assert can_print(other, at, low, high, step, text), (df, other)


def can_print(df, at, low, high, step, text):
    """Whether some estimate and error with these degrees of freedom are printed in this way: tried on a fine grid."""
    at, low, high = (np.round(x / step) * step for x in (at, low, high))
    estimates = np.linspace(at - step / 2, at + step / 2, 41)[:, None]
    halves = np.linspace((high - low - step) / 2, (high - low + step) / 2, 81)[None, :]
    halves = np.where(halves > 0, halves, np.nan)
    p = 2 * stats.t.sf(np.abs(estimates) / halves * stats.t.ppf(0.975, df), df)
    if text.startswith("<"):
        return bool((p <= float(text[1:])).any())
    if text.startswith(">="):
        return bool((p >= float(text[2:])).any())
    size = 10.0 ** (np.floor(np.log10(float(text))) - 1) / 2
    # The grid is finer than what separates two p values by a tenth of the last digit.
    return bool((np.abs(p - float(text)) <= 1.1 * size).any())
