"""How numbers are written, in every room of the paper."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chart2paper.writing.numbers import interval, nnt, nnt_interval, number, p_value

INF = float("inf")


@pytest.mark.parametrize(
    ("value", "kind", "text"),
    [
        (-0.625, "difference", "−0.63"),  # halves go away from zero, on the digits a reader sees
        (0.625, "difference", "0.63"),
        (2.675, "difference", "2.68"),
        (-0.004, "difference", "0.00"),  # never a minus sign before nothing
        (12345, "count", "12,345"),
        (-37.84, "percent", "−37.8"),
        (6.25, "score", "6.3"),
        (float("inf"), "nnt", "∞"),
    ],
)
def test_decimals_follow_the_kind_and_minus_is_a_minus_sign(value, kind, text):
    assert number(value, kind) == text


def test_an_interval_runs_from_low_to_high():
    assert interval(-1.312, 0.07, "difference") == "−1.31 to 0.07"


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0004, "<0.001"),
        (0.001, "0.001"),
        (0.0341, "0.034"),
        (0.0996, "0.10"),
        (0.5, "0.50"),
        (0.996, ">0.99"),
    ],
)
def test_p_values_have_three_decimals_below_a_tenth_and_two_above(p, text):
    assert p_value(p) == text


def test_nnt_is_named_after_its_direction():
    assert nnt(3.2) == "NNTB 3.2"
    assert nnt(-12.4) == "NNTH 12"


def test_nnt_interval_on_one_side_is_plain():
    assert nnt_interval(2.1, 12.3, 3.2) == "2.1 to 12"
    assert nnt_interval(-50.0, -3.0, -5.0) == "3.0 to 50"


def test_nnt_interval_over_both_sides_passes_through_infinity_from_the_side_of_the_estimate():
    # Altman 1998, BMJ 317:1309: a risk difference from -0.012 to 0.32 (his example on the scale NNTB-∞-NNTH).
    assert nnt_interval(1 / 0.32, 1 / -0.012, 1 / 0.154) == "NNTB 3.1 to ∞ to NNTH 83"
    assert nnt_interval(1 / 0.1, 1 / -0.25, -20.0) == "NNTH 4.0 to ∞ to NNTB 10"


@pytest.mark.parametrize(
    ("low", "high", "value", "text"),
    [
        (2.0, INF, 5.0, "2.0 to ∞"),
        (-INF, -4.0, -9.0, "4.0 to ∞"),
        (3.1, -12.0, INF, "NNTB 3.1 to ∞ to NNTH 12"),
        (4.0, INF, INF, "NNTB 4.0 to ∞"),
        (-INF, -4.0, INF, "NNTH 4.0 to ∞"),
        (-INF, INF, INF, "∞"),
    ],
)
def test_infinity_is_a_point_of_the_nnt_scale(low, high, value, text):
    assert nnt_interval(low, high, value) == text
    assert nnt(INF) == nnt(-INF) == "∞"


@given(st.floats(min_value=-1e6, max_value=1e6))
@example(100000.16495442297)
def test_a_written_number_is_within_half_a_unit_of_the_number_that_the_csv_shows(value):
    written = Decimal(number(value, "difference").replace("−", "-").replace(",", ""))
    assert abs(written - Decimal(f"{value:.10g}")) <= Decimal("0.005")
