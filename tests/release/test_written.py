"""A released number is written as the clinic's paper writes it, with no digit that it does not have."""

import pytest

from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, ROUNDED, WITHHELD_CELL, Cell
from chart2paper.release.derived import composed, worked_out
from chart2paper.release.written import like, without_zeros

FULL, INTERVAL = "estimate (95% interval)", "interval of both limits"


def coarse(number, step, state=COARSE):
    return Cell(f"{number:g}", state, number, step)


@pytest.mark.parametrize(
    ("text", "exact", "cell", "written"),
    [
        ("−1.03", -1.0327, coarse(-1.03, 0.01), "−1.03"),
        ("−1.16", -1.1569, coarse(-1.2, 0.1), "−1.2"),
        ("−36.5", -36.52, coarse(-37.0, 1.0), "−37"),
        ("37.5", 0.375, coarse(0.38, 0.01, AGAIN), "38"),
        ("73%", 0.734375, coarse(0.69, 0.01, AGAIN), "69%"),
        ("6.1", 6.140625, coarse(6.1, 0.1), "6.1"),
        ("643", 643.375, coarse(643.4, 0.1), "643"),
        ("1,261", 1261.0, coarse(1260.0, 5.0), "1,260"),
        ("0.003", 0.003276, coarse(0.0033, None), "0.003"),
        ("<0.001", 0.00012, Cell("<0.001", COARSE), "<0.001"),
        (">0.99", 1.0, coarse(1.0, None), ">0.99"),
        ("0.031", 0.0312, Cell("<0.05", COARSE), "<0.05"),
        ("NNTB 4.8", 4.83, coarse(4.5, 0.1, AGAIN), "NNTB 4.5"),
        (
            "−1.17, 95% interval −1.84 to −0.50",
            -1.1688,
            coarse(-1.17, 0.01),
            "−1.17, 95% interval −1.84 to −0.50",
        ),
        ("−1.17, 95% interval −2.84 to 0.50", -1.1688, coarse(-1.2, 0.1), "−1.2"),
    ],
)
def test_a_number_takes_the_place_of_the_exact_one(text, exact, cell, written):
    assert like(text, exact, cell) == written


@pytest.mark.parametrize(
    ("text", "shorter"),
    [
        ("0.20 (−1.70 to 2.20)", "0.2 (−1.7 to 2.2)"),
        ("−2.20 (−3.40 to −1.00)", "−2.2 (−3.4 to −1)"),
        ("−1.03 (−1.71 to −0.36)", "−1.03 (−1.71 to −0.36)"),
        ("−32.0 (−48.0 to −16.0)", "−32 (−48 to −16)"),
        ("[withheld]", "[withheld]"),
        ("10 of 100", "10 of 100"),
    ],
)
def test_a_drawing_does_not_write_digits_that_were_not_printed(text, shorter):
    assert without_zeros(text) == shorter


def test_an_estimate_and_its_interval_are_composed_again():
    parts = [Cell(text, COARSE, 1.0) for text in ("−1.2", "−1.9", "−0.4")]
    assert composed("full", parts, "").text == "−1.2 (−1.9 to −0.4)"
    assert composed("interval", parts[1:], "").text == "−1.9 to −0.4"


def test_an_estimate_whose_interval_is_withheld_stands_alone():
    parts = [Cell("7.4", COARSE, 7.4), WITHHELD_CELL, WITHHELD_CELL]
    assert composed("full", parts, "").text == "7.4"
    assert composed("full", [WITHHELD_CELL, *parts[:2]], "") == WITHHELD_CELL


def value(number, text, made):
    return {"value": number, "text": text, "made": made}


def test_a_number_made_from_others_is_worked_out_from_them_as_they_leave():
    sources = [coarse(-2.2, 0.1), coarse(-1.03, 0.01)]
    found = worked_out(value(1.1467, "1.15", "distance"), sources)
    assert found.text == "1.2"
    assert worked_out(value(2.18, "2.18", "magnitude"), sources[:1]).text == "2.2"


def test_a_number_made_in_a_way_that_is_not_known_here_is_withheld():
    assert worked_out(value(3.2, "3.2", "sum of both"), [coarse(-2.2, 0.1)]) == WITHHELD_CELL


def test_a_number_made_from_counts_is_withheld():
    """It was computed from the exact counts."""
    sources = [Cell("65", ROUNDED, 65), Cell("−1.03", COARSE, -1.03)]
    assert worked_out(value(64, "64", "magnitude"), sources) == WITHHELD_CELL


def test_a_number_made_from_what_stands_as_it_is_stays():
    assert worked_out(value(5, "5", "anything"), [Cell("5", AS_IT_STANDS, 5.0)]).text == "5"
