"""Proportions, risk differences and the number needed to treat against published examples."""

import math

import pytest

from chart2paper.model.nnt import number_needed_to_treat
from chart2paper.statistics.proportions import katz, newcombe, wilson
from chart2paper.statistics.results import Interval, NotEstimable
from model import written_out


@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_gives_the_published_intervals(events, total, low, high):
    """Newcombe RG. Statistics in Medicine 1998;17:857-872, Table I, method 3."""
    result = wilson(events, total, "the exposed")
    assert (result.low, result.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("events", "total"), [(0, 5), (5, 5), (3, 36), (1, 1)])
def test_wilson_is_that_of_the_formula(events, total):
    result = wilson(events, total, "the exposed")
    assert (result.low, result.high) == pytest.approx(written_out.wilson(events, total), abs=1e-12)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_gives_the_published_intervals(counts, low, high):
    """Newcombe RG. Statistics in Medicine 1998;17:873-890, Table II, method 10."""
    result = newcombe(*counts)
    assert (result.low, result.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("counts", [(13, 36, 2, 42), (0, 36, 0, 42), (36, 36, 41, 42)])
def test_newcombe_is_that_of_the_formula(counts):
    result = newcombe(*counts)
    assert (result.low, result.high) == pytest.approx(written_out.newcombe(*counts), abs=1e-12)


def test_an_interval_through_0_is_an_nnt_interval_through_infinity():
    """Altman DG. BMJ 1998;317:1309-1312: ARR 10 % (-5 % to 25 %) is NNTB 10 (NNTB 4 to infinity to NNTH 20)."""
    result = number_needed_to_treat(Interval(0.10, -0.05, 0.25))
    assert (result.estimate, result.low, result.high) == pytest.approx((10, 4, -20))
    assert result.notes == ("interval passes through infinity",)


def test_benefit_and_harm_run_from_the_end_nearer_to_benefit_to_the_end_nearer_to_harm():
    benefit = number_needed_to_treat(Interval(0.2, 0.1, 0.5))
    assert (benefit.low, benefit.estimate, benefit.high) == pytest.approx((2, 5, 10))
    harm = number_needed_to_treat(Interval(-0.2, -0.5, -0.1))
    assert (harm.low, harm.estimate, harm.high) == pytest.approx((-10, -5, -2))


@pytest.mark.parametrize(
    ("counts", "nnt", "low", "high"),
    [((13, 36, 2, 42), 3.2, 2.1, 7.2), ((14, 36, 3, 42), 3.2, 2.1, 7.5), ((19, 36, 9, 42), 3.2, 2.0, 10.1)],
)
def test_counts_that_could_lie_behind_the_reported_nnt_of_3_2_have_intervals_from_2_to_7_or_10(
    counts, nnt, low, high
):
    """Derived arithmetic on the abstract of Martin and others (2022): NNT 3.2 in 36 and 42 people."""
    result = number_needed_to_treat(newcombe(*counts))
    assert (result.estimate, result.low, result.high) == pytest.approx((nnt, low, high), abs=0.05)


def test_no_difference_has_an_infinite_nnt_with_an_interval_from_benefit_through_infinity_to_harm():
    difference = newcombe(0, 36, 0, 42)
    assert difference.estimate == 0 and difference.low < 0 < difference.high
    result = number_needed_to_treat(difference)
    assert isinstance(result, Interval)
    ends = (math.inf, 1 / difference.high, 1 / difference.low)
    assert (result.estimate, result.low, result.high) == ends
    assert result.notes == ("interval passes through infinity",)


@pytest.mark.parametrize(
    ("difference", "ends"),
    [
        (Interval(0.2, 0.0, 0.5), (5, 2, math.inf)),
        (Interval(-0.2, -0.5, 0.0), (-5, -math.inf, -2)),
        (Interval(0.0, 0.0, 0.25), (math.inf, 4, math.inf)),
        (Interval(0.0, -1e-17, 0.25), (math.inf, 4, math.inf)),
    ],
)
def test_a_limit_of_0_is_an_end_at_infinity_on_the_side_of_the_interval(difference, ends):
    """Altman 1998: the scale of the NNT runs from 1 through infinity to 1, and infinity is one of its points."""
    result = number_needed_to_treat(difference)
    assert isinstance(result, Interval)
    assert (result.estimate, result.low, result.high) == pytest.approx(ends)
    assert result.notes == ()


@pytest.mark.parametrize("counts", [(13, 36, 2, 42), (36, 36, 41, 42), (1, 5, 4, 5)])
def test_the_risk_ratio_of_katz_is_that_of_the_formula(counts):
    result = katz(*counts)
    assert isinstance(result, Interval)
    assert result.estimate == pytest.approx((counts[0] / counts[1]) / (counts[2] / counts[3]))
    assert (result.low, result.high) == pytest.approx(written_out.katz(*counts), rel=1e-12)


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ((0, 5, 2, 5), "no responders among the exposed"),
        ((2, 5, 0, 5), "no responders among comparators"),
        ((0, 0, 0, 0), "no responders among the exposed and no responders among comparators"),
        ((5, 5, 3, 3), "everyone responded in both arms"),
    ],
)
def test_a_ratio_without_events_in_both_arms_says_why_there_is_none(counts, reason):
    assert katz(*counts) == NotEstimable(reason)


def test_an_arm_without_people_has_no_risk():
    assert wilson(0, 0, "comparators") == NotEstimable("no one among comparators")
    assert newcombe(0, 0, 1, 2) == NotEstimable("no one among the exposed")
    assert newcombe(1, 2, 0, 0) == NotEstimable("no one among comparators")


def test_rounding_never_pushes_a_limit_past_its_end():
    assert all(
        math.copysign(1, wilson(0, n, "x").low) == 1 and wilson(0, n, "x").low == 0 for n in range(1, 200)
    )
    assert all(wilson(n, n, "x").high == 1 for n in range(1, 200))
    assert all(newcombe(n, n, 0, 30).high <= 1 and newcombe(0, n, 30, 30).low >= -1 for n in range(1, 200))
