"""The scale of the outcome, and which way on it is better, come from its record."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.outcomes import FUNCTION, OUTCOMES, PAIN
from chart2paper.figures import draw_trajectories
from chart2paper.paper import result_facts
from chart2paper.release.private.questions import PARTS, PRIVATE_TABLES
from chart2paper.statistics import arms
from chart2paper.tables.clean import MEASUREMENT
from chart2paper.tables.figures import TRAJECTORIES_FIGURE
from chart2paper.tables.model import ANALYSIS_SET, SCORES, SENSITIVITY_PEOPLE
from chart2paper.tables.read_write import check, shape
from chart2paper.writing.outcome_words import outcome_words
from project_copy import ROOT

SCORED = (
    (MEASUREMENT, "value_as_number"),
    (ANALYSIS_SET, "baseline_score"),
    (ANALYSIS_SET, "previous_score"),
    (ANALYSIS_SET, "final_score"),
    (SCORES, "score"),
    (SENSITIVITY_PEOPLE, "baseline_score"),
    (SENSITIVITY_PEOPLE, "final_score"),
    (TRAJECTORIES_FIGURE, "score"),
)


@pytest.mark.parametrize("outcome", OUTCOMES.values(), ids=OUTCOMES)
@pytest.mark.parametrize(("table", "name"), SCORED, ids=lambda part: getattr(part, "name", part))
def test_every_column_of_scores_has_the_ends_and_the_unit_of_the_scale(table, name, outcome):
    (column,) = [column for column in table.on(outcome).columns if column.name == name]
    assert (column.low, column.high, column.unit) == (outcome.low, outcome.high, outcome.unit)


def test_scores_are_not_checked_before_their_scale_is_named():
    with pytest.raises(ValueError, match="scale of its scores is not named"):
        check(shape(pd.DataFrame(), ANALYSIS_SET), ANALYSIS_SET, "analysis_set.csv")


def test_the_unit_of_a_scale_is_written_in_its_record_alone():
    written = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if any(f'"{outcome.unit}"' in path.read_text(encoding="utf-8") for outcome in OUTCOMES.values())
    ]
    assert written == ["src/chart2paper/catalogue/outcomes.py"]
    assert {name for name, covariate in COVARIATES.items() if covariate.scored} == {
        "baseline_score",
        "previous_score",
        "score_level",
    }


def test_a_gain_is_a_fall_of_pain_and_a_rise_of_function():
    assert PAIN.gain(-3.0) == 3.0 and FUNCTION.gain(-3.0) == -3.0
    assert PAIN.gains(-3.0, 1.0) == (-1.0, 3.0) and FUNCTION.gains(-3.0, 1.0) == (-3.0, 1.0)
    assert PAIN.gain(np.array([1.0, -2.0])).tolist() == [-1.0, 2.0]


def scores(*pairs):
    return pd.DataFrame(pairs, columns=["baseline_score", "final_score"])


def test_people_respond_when_pain_falls():
    people = scores((8, 4), (8, 12), (8, None))
    assert arms.responded(people, 50, PAIN).tolist() == [True, False, False]
    assert arms.gained_by(people, 4, PAIN).tolist() == [True, False, False]


def test_people_respond_when_function_rises():
    people = scores((40, 60), (40, 20), (40, None))
    assert arms.responded(people, 50, FUNCTION).tolist() == [True, False, False]
    assert arms.gained_by(people, 20, FUNCTION).tolist() == [True, False, False]


def between(low, high):
    return SimpleNamespace(ok=True, estimate=(low + high) / 2, low=low, high=high)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (-3.0, -1.2, "noticeable_benefit_certain"),
        (1.2, 3.0, "noticeable_harm_certain"),
        (-3.0, -0.2, "noticeable_benefit_possible"),
        (-3.0, 0.2, "noticeable_benefit_or_none"),
        (0.2, 3.0, "noticeable_harm_possible"),
        (-0.2, 3.0, "noticeable_harm_or_none"),
        (-3.0, 3.0, "noticeable_both_ways"),
        (-0.2, 0.2, "too_small_to_notice"),
    ],
)
def test_what_an_interval_says_turns_round_with_the_scale(low, high, said):
    assert result_facts.precision(between(low, high), PAIN) == said
    assert result_facts.precision(between(-5 * high, -5 * low), FUNCTION) == said


def test_more_of_a_difference_is_more_benefit_in_the_way_of_the_scale():
    assert result_facts.how_far(12, 5, FUNCTION) == "more_benefit"
    assert result_facts.how_far(5, 12, FUNCTION) == "less_benefit"
    assert result_facts.how_far(5, 6, FUNCTION) == "same"


def test_the_words_of_an_outcome_turn_round_with_its_scale():
    pain, function = outcome_words(PAIN), outcome_words(FUNCTION)
    assert pain["better_outcome"] == "less pain" and function["better_outcome"] == "better function"
    assert pain["better_score"] == function["worse_score"] == "lower"
    assert pain["better_change"] == function["worse_change"] == "fall"
    assert pain["better_sign"] == "negative" and function["better_sign"] == "positive"


def test_an_axis_of_scores_has_the_ends_and_ticks_of_the_scale():
    assert draw_trajectories._ends(FUNCTION) == (-3, 103)
    assert draw_trajectories._ticks(FUNCTION).tolist() == [0, 20, 40, 60, 80, 100]


def test_sums_with_noise_are_counted_from_the_middle_of_the_scale():
    people = pd.DataFrame({"baseline_score": [0.0, 50.0], "final_score": [100.0, 80.0]})
    _, before, after = PRIVATE_TABLES["scores"](people, [], FUNCTION)
    assert (before.exact, after.exact) == ((-50 * PARTS,), (80 * PARTS,))
    assert before.sensitivity == after.sensitivity == 50 * PARTS
