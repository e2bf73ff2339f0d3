"""Words and numbers as figures print them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.figures.lettering import width_of, wrap
from chart2paper.figures.numbers import counted, interval
from chart2paper.writing.printed import printed
from chart2paper.writing.prose import sentence
from shipped_words import WORDS


@pytest.mark.parametrize(
    ("value", "text"), [(-1.234, "−1.23"), (0.5, "0.50"), (-0.001, "0.00"), (0.0, "0.00"), (-12.0, "−12.00")]
)
def test_a_negative_number_has_a_true_minus_and_zero_has_none(value, text):
    assert printed(value, 2) == text


def test_an_estimate_without_an_interval_stands_alone():
    assert interval(-0.34, -0.95, 0.27, 2) == "−0.34 (−0.95 to 0.27)"
    assert interval(-0.34, float("nan"), float("nan"), 2) == "−0.34"


def test_counts_agree_with_their_noun():
    assert counted(WORDS, "people", 1) == "1 person"
    assert counted(WORDS, "people", 2014) == "2,014 people"
    assert counted(WORDS, "lines", 0) == "0 lines"


def test_a_name_of_the_protocol_is_spelt_out():
    assert sentence("low_back_pain") == "Low back pain"


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdefghij Wmil-", max_size=60), st.floats(20, 200))
def test_wrapped_lines_fit_and_lose_no_letter(text, width):
    lines = wrap(text, width, 8)
    assert all(width_of(line, 8) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_no_break_space_holds_its_words_together():
    assert wrap("number n\u00a0=\u00a031", width_of("number n", 8) + 1, 8) == ["number", "n\u00a0=\u00a031"]


def test_bold_is_wider_so_that_the_figures_own_typeface_is_measured():
    assert width_of("Estimate", 8, bold=True) > width_of("Estimate", 8)
    assert width_of("Estimate", 16) == pytest.approx(2 * width_of("Estimate", 8))
