"""Sentences that interpret, in each direction: benefit, harm, no clear difference, not estimable."""

import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.catalogue.responders import ADJUSTED_RISK_DIFFERENCE, PENALISED
from chart2paper.paper import people_facts as p
from chart2paper.paper import result_facts as s
from chart2paper.paper.generate import write_paper
from chart2paper.writing.material import Estimate, Material
from paper.paper_material import material, texts


def estimate(value, low=None, high=None) -> Estimate:
    status = "ok" if value is not None else "not estimable: no responders among comparators"
    return Estimate("e", value, low, high, None, 10, 10, status)


@pytest.mark.parametrize(
    ("low", "high", "way"),
    [
        (-1.2, -0.1, "better"),
        (0.1, 1.2, "worse"),
        (-1.2, 0.3, "unclear"),
        (-1.0, 0.0, "unclear"),
        (0.0, 1.0, "unclear"),
    ],
)
def test_a_difference_points_somewhere_only_when_its_interval_leaves_out_zero(low, high, way):
    assert s.direction(estimate((low + high) / 2, low, high), "lower") == way


def test_more_responders_are_better():
    assert s.direction(estimate(0.2, 0.1, 0.3), "higher") == "better"
    assert s.direction(estimate(-0.2, -0.3, -0.1), "higher") == "worse"


@pytest.mark.parametrize("missing", [None, estimate(None), estimate(-1.0)])
def test_without_an_estimate_or_an_interval_there_is_no_direction(missing):
    assert s.direction(missing, "lower") == "not_estimable"
    assert s.precision(missing, PAIN) == "unknown"


@pytest.mark.parametrize(
    ("low", "high", "fits"),
    [
        (-1.5, 1.5, "noticeable_both_ways"),
        (-3.0, -1.0, "noticeable_benefit_certain"),
        (1.0, 3.0, "noticeable_harm_certain"),
        (-2.0, -0.2, "noticeable_benefit_possible"),
        (-2.0, 0.2, "noticeable_benefit_or_none"),
        (0.2, 2.0, "noticeable_harm_possible"),
        (-0.2, 2.0, "noticeable_harm_or_none"),
        (-0.9, 0.9, "too_small_to_notice"),
        (-0.9, -0.1, "too_small_to_notice"),
    ],
)
def test_an_interval_is_described_by_the_noticeable_effects_it_holds(low, high, fits):
    assert s.precision(estimate((low + high) / 2, low, high), PAIN) == fits


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [
        (-2.0, -0.5, "more_benefit"),
        (-0.5, -2.0, "less_benefit"),
        (-1.0, -0.9, "same"),
        (0.5, -0.5, "less_benefit"),
    ],
)
def test_two_designs_are_compared_by_which_is_more_favourable(first, second, fits):
    assert s.how_far(first, second, PAIN) == fits


def test_an_interval_holds_or_misses_the_truth():
    assert s.contains(estimate(-1.0, -1.5, -0.5), -0.5)
    assert not s.contains(estimate(-1.0, -1.5, -0.5), -0.4)
    assert not s.contains(estimate(None), 0)


def test_intervals_overlap_when_they_share_a_point():
    assert s.overlap((-1, 0), (0, 1))
    assert not s.overlap((-1, -0.1), (0, 1))


@pytest.mark.parametrize(
    ("exposed", "comparator", "fits"),
    [(7.0, 6.9, "same"), (7.0, 6.0, "worse"), (6.0, 7.0, "better"), (None, 6.0, "none")],
)
def test_baseline_pain_is_the_same_worse_or_better(exposed, comparator, fits):
    assert p.baseline_difference(exposed, comparator, PAIN) == fits


def test_missing_outcomes_are_counted_or_said_to_be_absent():
    assert p.missing_outcomes(0, 10, required=False) == "none"
    assert p.missing_outcomes(0, 10, required=True) == "by_design"
    assert p.missing_outcomes(3, 10, required=False) == "some"
    assert p.missing_outcomes(0, 0, required=False) == "nobody"


def test_a_small_study_says_that_it_is_small():
    assert p.size(36, 42) == "few"
    assert p.size(60, 60) == "many"
    assert p.size(0, 5) == "none"


def test_uneven_missing_outcomes_are_told_beside_the_responders():
    assert p.responder_caution(8.0, 31.0) == "favours"
    assert p.responder_caution(31.0, 8.0) == "against"
    assert p.responder_caution(8.0, 12.0) == "even"
    assert p.responder_caution(None, 8.0) == "even"


def said(**sizes) -> dict[str, str]:
    made = material(**sizes)
    values, _ = write_paper(made, texts(made), "texts")
    return {value.id: value.text for value in values.all()}


def by_fallback() -> Material:
    """Return a study whose adjusted risks come from the fallback."""
    made = material(exposed=60, effect=-2.5)
    frame = made.primary.estimates.frame
    frame.loc[frame["method"] == ADJUSTED_RISK_DIFFERENCE.method, "status"] = f"ok: {PENALISED}"
    return made


def test_adjusted_risks_by_a_fallback_are_called_so_where_they_are_printed():
    for made, named in ((by_fallback(), True), (material(exposed=60, effect=-2.5), False)):
        values, files = write_paper(made, texts(made), "texts")
        text = {value.id: value.text for value in values.all()}
        sentence = text["say.target_trial.responder_50.text"]
        assert ("adjusted (by a fallback, Firth’s penalty) risk difference" in sentence) == named
        for table in ("tables/outcomes.md", "supplement/missing.md", "supplement/explain.md"):
            assert files[table].count("from a fallback, a model with Firth’s penalty") == named, table


def test_a_benefit_is_called_less_pain_in_abstract_summary_and_conclusion():
    text = said(exposed=60, effect=-2.5)
    assert text["primary.say.effect.text"].startswith("Pain was lower with LDN: the adjusted difference")
    assert "ended with less pain" in text["primary.say.plain.text"]
    assert "followed by less pain" in text["primary.say.conclusion"]
    assert "More people improved by at least 50% with LDN" in text["summary.responders"]


def test_a_harm_is_called_more_pain_everywhere():
    text = said(exposed=60, effect=2.5)
    assert text["primary.say.effect.text"].startswith("Pain was higher with LDN")
    assert "ended with more pain" in text["primary.say.plain.text"]
    assert "followed by more pain" in text["primary.say.conclusion"]
    assert "less favourable to LDN than the truth" in text["summary.truth"]


def test_no_clear_difference_is_described_by_the_ends_of_its_interval():
    text = said(exposed=20, effect=-0.2)
    assert text["primary.say.effect.text"].startswith("There was no clear difference in pain")
    assert "compatible with a benefit as large as" in text["primary.say.effect.text"]
    assert "do not show whether LDN changes pain" in text["primary.say.conclusion"]


def test_an_empty_cohort_still_gives_every_sentence():
    text = said(exposed=0)
    assert "cannot answer the question" in text["primary.say.conclusion"]
    assert "not estimable" in text["primary.say.plain.text"]
    assert text["primary.say.balance.text"].startswith("Balance is not estimable")
