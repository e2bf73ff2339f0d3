"""The statistics of balance one by one, and when they count as imbalance."""

import itertools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ecdf, norm

from chart2paper.statistics.balance_statistics import STATISTICS, Comparison, judge
from chart2paper.statistics.group_differences import (
    Group,
    chance_limit,
    effective_size,
    largest_gap,
    smd_interval,
    standardised_difference,
    variance,
    variance_ratio,
)
from chart2paper.tables.match import BALANCE

RULES = {"smd_threshold": 0.1, "variance_ratio_limits": (0.5, 2.0)}


def group(*values: float, weights=None) -> Group:
    counts = np.ones(len(values)) if weights is None else np.array(weights, dtype="float64")
    return Group(np.array(values, dtype="float64"), counts, np.arange(len(values)))


def test_variance_is_the_samples_or_p_times_q():
    assert variance(group(1, 2, 3, 4), binary=False) == pytest.approx(np.var([1, 2, 3, 4], ddof=1))
    assert variance(group(0, 0, 0, 1), binary=True) == pytest.approx(0.25 * 0.75)
    assert np.isnan(variance(group(1), binary=False))


def test_whoever_is_counted_several_times_is_one_person_in_a_variance():
    """By enumeration: three people drawn from the values 0, 1 and 5 in all 27 ways, the first of them in four sets.

    The mean of the variances is the variance of the values; were each set another person, it would be two fifths less.
    """
    times = np.array([4, 1, 1])
    whose = np.repeat(np.arange(3), times)
    drawn = [np.array(values) for values in itertools.product([0.0, 1.0, 5.0], repeat=3)]
    found = [variance(Group(values[whose], np.ones(6), whose), binary=False) for values in drawn]
    assert np.mean(found) == pytest.approx(np.var([0, 1, 5]))
    by_set = [variance(Group(values[whose], np.ones(6), np.arange(6)), binary=False) for values in drawn]
    assert np.mean(by_set) == pytest.approx(0.6 * np.var([0, 1, 5]))


def test_a_person_in_several_sets_is_a_person_who_weighs_as_much():
    """MatchIt gives a control used three times one row of weight 3."""
    three_rows = Group(np.array([2.0, 2, 2, 7, 4]), np.ones(5), np.array([0, 0, 0, 1, 2]))
    one_row = Group(np.array([2.0, 7, 4]), np.array([3.0, 1, 1]), np.arange(3))
    assert variance(three_rows, binary=False) == pytest.approx(variance(one_row, binary=False))
    exposed = group(1, 4, 9)
    assert variance_ratio(exposed, three_rows) == pytest.approx(variance_ratio(exposed, one_row))


def test_the_interval_is_that_of_bonett():
    """By hand (Bonett 2008): 0.6 with 10 and 10 people, comparators with twice the variance: 1.18 / 9 + 2 / 9."""
    low, high = smd_interval(0.6, 10, 10, spread=2.0)
    assert ((high - low) / 2 / 1.959964) ** 2 == pytest.approx(3.18 / 9, abs=1e-6)
    assert (low + high) / 2 == pytest.approx(0.6)


@pytest.mark.parametrize("variance_of_comparators", [0.5, 1.0, 2.0])
def test_the_interval_holds_the_true_difference_95_times_in_100(variance_of_comparators):
    """20,000 simulated pairs of arms of 36 and 42 people, true difference 0.3 SD of the exposed (seed 2).

    The interval of Hedges and Olkin (1985), which takes the arms to vary alike, holds it 89 times in 100 when
    the comparators have twice the variance.
    """
    random = np.random.default_rng(2)
    one = random.normal(0.3, 1, (20_000, 36))
    other = random.normal(0, variance_of_comparators**0.5, (20_000, 42))
    unit = one.std(1, ddof=1)
    smd, spread = (one.mean(1) - other.mean(1)) / unit, other.var(1, ddof=1) / unit**2
    limits = np.array([smd_interval(d, 36, 42, s) for d, s in zip(smd, spread, strict=True)])
    holds = (limits[:, 0] < 0.3) & (limits[:, 1] > 0.3)
    assert holds.mean() == pytest.approx(0.95, abs=0.008)


def test_36_against_42_people_exceed_01_by_chance_two_times_in_three():
    """The standard error of an SMD of 0 is 0.227: P(|SMD| > 0.1) = 0.66 (data/facts/martin_2022.csv)."""
    error = chance_limit(36, 42) / norm.ppf(0.975)
    assert error == pytest.approx(0.2271, abs=5e-5)
    assert 2 * norm.sf(0.1 / error) == pytest.approx(0.66, abs=0.005)


def test_the_chance_limit_is_exceeded_by_5_in_100_differences_without_true_imbalance():
    """20,000 simulated pairs of arms of 36 and 42 people from one normal distribution (seed 1).

    It is a large-sample limit: with the unit itself estimated from 36 people it is exceeded by 6 in 100.
    """
    random = np.random.default_rng(1)
    one, other = random.normal(size=(20_000, 36)), random.normal(size=(20_000, 42))
    difference = one.mean(1) - other.mean(1)
    exceeded = [
        (np.abs(smd) > chance_limit(36, 42)).mean() for smd in (difference, difference / one.std(1, ddof=1))
    ]
    assert exceeded == pytest.approx([0.05, 0.06], abs=0.005)


def test_no_difference_is_zero_and_a_difference_without_variation_has_no_unit():
    assert standardised_difference(group(5, 5), group(5, 5), sd=0.0) == 0
    assert np.isnan(standardised_difference(group(5, 5), group(6, 6), sd=0.0))


def test_fewer_than_5_people_in_an_arm_give_no_interval():
    assert all(np.isnan(smd_interval(0.5, 4.9, 100, 1.0)))
    assert all(np.isnan(smd_interval(0.5, 100, 4.9, 1.0)))
    assert all(np.isfinite(smd_interval(0.5, 5, 5, 1.0)))


def test_a_level_that_no_comparator_has_is_not_known_without_error():
    """By hand: 1 of 8 exposed, 0 of 8 comparators; the latter vary as 1 of 10 (Agresti and Caffo 2000)."""
    unit = (1 / 8 * 7 / 8) ** 0.5
    compared = Comparison(group(1, *[0] * 7), group(*[0] * 8), unit, binary=True)
    smd, (low, high) = (1 / 8) / unit, compared.smd_interval
    wanted = (1 + smd**2 / 2) / 7 + (0.1 * 0.9 / unit**2) / 7
    assert ((high - low) / 2 / 1.959964) ** 2 == pytest.approx(wanted, rel=1e-5)


def test_an_empty_arm_or_one_person_has_no_statistic():
    assert np.isnan(chance_limit(3, 0))
    assert np.isnan(largest_gap(group(), group(1, 2), binary=False))
    assert np.isnan(variance_ratio(group(1, 2), group(1)))
    assert np.isnan(variance_ratio(group(1, 2), group(3, 3)))
    assert effective_size(group()) == 0


ages = st.lists(st.integers(18, 90), min_size=1, max_size=30)


def gap_of_scipy(one, other) -> float:
    """Return the largest distance of SciPy's empirical distribution functions."""
    grid = np.arange(17, 92)
    one, other = np.asarray(one, "float64"), np.asarray(other, "float64")
    return np.abs(ecdf(one).cdf.evaluate(grid) - ecdf(other).cdf.evaluate(grid)).max()


@given(ages, ages)
def test_the_largest_gap_of_people_who_count_once_is_scipys(one, other):
    found = largest_gap(group(*one), group(*other), binary=False)
    assert found == pytest.approx(gap_of_scipy(one, other), abs=1e-12)


@given(st.integers(1, 200), st.integers(1, 200))
def test_arms_that_do_not_overlap_are_one_apart_and_no_more(exposed, comparator):
    apart = largest_gap(group(*[0] * exposed), group(*[30] * comparator), binary=False)
    assert apart == pytest.approx(1) and apart <= 1


@given(st.lists(st.tuples(st.integers(18, 90), st.integers(1, 4)), min_size=1, max_size=20), ages)
def test_a_weight_of_two_is_a_person_twice(weighted, other):
    values, weights = zip(*weighted, strict=True)
    found = largest_gap(group(*values, weights=weights), group(*other), binary=False)
    assert found == pytest.approx(gap_of_scipy(np.repeat(values, weights), other), abs=1e-12)


def test_the_effective_size_is_kishs():
    """By hand: weights 1, 1, 2 have (1 + 1 + 2)^2 / (1 + 1 + 4) = 16 / 6; one person in two rows is one person."""
    assert effective_size(group(5, 6, 7, weights=[1, 1, 2])) == pytest.approx(16 / 6)
    assert effective_size(Group(np.array([5.0, 6]), np.array([0.5, 0.5]), np.array([0, 0]))) == 1


@pytest.mark.parametrize(
    ("low", "high", "flagged"),
    [
        (0.11, 0.9, True),
        (-0.9, -0.11, True),
        (0.05, 0.9, False),  # 0.475 is over 0.1, but so few people cannot tell
        (-0.9, 0.05, False),
        (0.1, 0.3, False),
        (-0.05, 0.05, False),
    ],
)
def test_a_covariate_is_flagged_only_when_its_whole_interval_is_over_the_threshold(low, high, flagged):
    table = pd.DataFrame({"smd_ci_low": [low], "smd_ci_high": [high], "variance_ratio": [1.0]})
    assert judge(table, RULES)["smd_flagged"].tolist() == [flagged]


def test_variance_ratios_are_judged_by_their_limits_and_what_has_no_value_has_no_judgement():
    table = pd.DataFrame(
        {"smd_ci_low": np.nan, "smd_ci_high": np.nan, "variance_ratio": [0.4, 0.5, 2, 2.1, np.nan]}
    )
    found = judge(table, RULES)
    assert found["variance_ratio_flagged"].tolist() == [True, False, False, True, pd.NA]
    assert found["smd_flagged"].isna().all()


def test_every_statistic_and_every_flag_is_a_column_of_the_table():
    wanted = {s.name for s in STATISTICS} | {s.flag for s in STATISTICS if s.threshold}
    assert set(BALANCE.column_names) == wanted | {"covariate", "level", "sample"}
