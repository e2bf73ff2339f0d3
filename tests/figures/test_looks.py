"""Whatever the data, every figure draws, fits its page and can be read."""

import pytest
from matplotlib.figure import Figure

from chart2paper.figures.style import ARMS, TEXT_WIDTH
from chart2paper.tables.read_write import check, shape
from figures.cases import CASES, drawn
from figures.layout import layout_problems, texts_of


def test_the_layout_check_finds_texts_that_collide_or_leave_the_page():
    figure = Figure(figsize=(2, 2), dpi=72)
    figure.text(0.5, 0.5, "one")
    figure.text(0.52, 0.5, "other")
    figure.text(0.95, 0.1, "outside")
    assert layout_problems(figure) == ["outside the page: 'outside'", "'one' over 'other'"]


@pytest.mark.parametrize("case", CASES)
def test_texts_stay_on_the_page_and_never_overlap(case):
    figure, *_ = drawn(case)
    assert layout_problems(figure) == []


@pytest.mark.parametrize("case", CASES)
def test_the_csv_twin_keeps_its_contract_and_the_alt_text_says_something(case):
    _, frame, twin, alt = drawn(case)
    check(shape(frame, twin), twin, case)
    assert len(alt) > 40
    assert "nan" not in alt.lower()
    assert "<NA>" not in alt


@pytest.mark.parametrize("case", CASES)
def test_the_page_is_170_mm_wide_and_no_text_is_smaller_than_7_points(case):
    figure, *_ = drawn(case)
    assert figure.get_figwidth() * 72 == pytest.approx(TEXT_WIDTH)
    assert pytest.approx(170 / 25.4 * 72) == TEXT_WIDTH
    assert min(text.get_fontsize() for text in texts_of(figure)) >= 7


@pytest.mark.parametrize("case", CASES)
def test_simulated_data_is_said_in_every_figure_and_only_when_simulated(case):
    figure, *_ = drawn(case)
    said = [text for text in texts_of(figure) if text.get_text() == "Simulated data - not real patients"]
    assert len(said) == (0 if "real data" in case else 1)


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("balance, no covariate", "No covariate to compare"),
        ("balance, nothing estimable", "not estimable"),
        ("overlap, nobody matched", "Not estimable: there are no comparators"),
        ("overlap, no score", "Not estimable: the covariates tell the exposed"),
        ("trajectories, nobody", "No scores"),
        ("trajectories, no comparators", "No scores"),
        ("responders, nobody", "Nobody to show"),
        ("responders, one person", "No difference to show"),
        ("tipping, nothing missing", "Nothing to show: no outcome is missing."),
        ("specification curve, not estimable", "No analysis could be estimated"),
        ("forest, not estimable", "not estimable: no responders among comparators"),
        ("forest, nothing", "No estimate and no published result to show."),
        ("flow, no outcome", "0 people"),
    ],
)
def test_what_is_missing_is_said(case, words):
    figure, *_ = drawn(case)
    assert any(words in text.get_text() for text in texts_of(figure))


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.1)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_arms_differ_in_greyscale_and_in_marker_and_in_line():
    exposed, comparator = ARMS["exposed"], ARMS["comparator"]
    light, dark = sorted([luminance(exposed.colour), luminance(comparator.colour)], reverse=True)
    assert (light + 0.05) / (dark + 0.05) > 2
    assert exposed.marker != comparator.marker
    assert exposed.dashes != comparator.dashes
