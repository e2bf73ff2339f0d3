"""The sensitivity grid: short to write, checked as strictly as an analysis, and every mistake names its variation."""

from copy import deepcopy

import pytest

from chart2paper.problems import Problems
from chart2paper.protocol.load import load_study, study_from
from chart2paper.protocol.sensitivity import Variation, variations_in
from chart2paper.protocol.study import Study
from chart2paper.protocol.variations import grid_of, varied
from chart2paper.strict import validate
from chart2paper.yaml_file import read_yaml


@pytest.fixture
def content(root):
    return deepcopy(read_yaml(root / "config.yaml"))


def with_variation(content, changes, question="comparators", label="mine"):
    content["sensitivity"]["questions"][question]["variations"][label] = changes
    return content


def problems_of(content):
    with pytest.raises(Problems) as caught:
        study_from(content, "config.yaml")
    return str(caught.value)


def test_the_grid_of_the_study_has_at_least_forty_analyses_with_names_of_their_own(root):
    names = [row["name"] for row in grid_of(load_study(root / "config.yaml"))]
    assert len(names) >= 40
    assert len(set(names)) == len(names)
    assert names[0] == "primary"


def test_a_variation_changes_what_it_says_and_nothing_else(content):
    content = with_variation(content, {"matching.ratio": 5, "outcome.rule": "last"})
    (row,) = [row for row in grid_of(study_from(content, "config.yaml")) if row["label"] == "mine"]
    assert row == {
        "name": "comparators.mine",
        "question": "comparators",
        "label": "mine",
        "estimate": "adjusted_final_score",
        "changes": {"matching.ratio": 5.0, "outcome.rule": "last"},
    }


def test_settings_shared_by_all_analyses_can_be_varied_too(content):
    changes = {"exposure.max_daily_dose_mg": 3, "score.kinds": ["worst"], "data_lock_date": "2018-06-30"}
    (row,) = [
        row
        for row in grid_of(study_from(with_variation(content, changes), "config.yaml"))
        if row["label"] == "mine"
    ]
    assert row["changes"] == {**changes, "exposure.max_daily_dose_mg": 3.0}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"matching.ratios": 3},
            '"matching.ratios" is not a setting that can be varied. Did you mean "matching.ratio"?',
        ),
        ({"ratio": 3}, '"ratio" is not a setting that can be varied.'),
        ({"estimation.estimators": ["ancova"]}, "is not a setting that can be varied"),
        ({"estimate": "responders_3"}, '"responders_3" is not an estimate. Did you mean "responders_30"?'),
        ({"matching.ratio": 30}, "ratio must lie between 1 and 10"),
        ({"matching.method": "closest"}, "Input should be 'optimal', 'nearest' or 'full'"),
        ({"matching.exact": ["sexx"]}, '"sexx" is not a covariate. Did you mean "sex"?'),
        ({"outcome.target_day": None}, "the rule nearest needs a target_day"),
        ({"matching.ratio": 2}, "this is the primary analysis itself"),
        ({}, "this is the primary analysis itself"),
    ],
)
def test_a_mistake_is_told_with_the_variation_it_is_in(content, changes, message):
    report = problems_of(with_variation(content, changes))
    assert report.startswith("1 problem ")
    assert 'column "sensitivity.questions.comparators.variations.mine"' in report
    assert message in report


def test_mistakes_of_several_variations_are_told_together(content):
    content = with_variation(content, {"matching.ratios": 3}, label="one")
    content = with_variation(content, {"matching.ratio": 11}, label="other")
    assert problems_of(content).startswith("2 problems")


def test_labels_that_differ_only_in_signs_are_an_error(content):
    content = with_variation(content, {"matching.ratio": 5}, label="Three, comparators")
    assert 'this label and "three comparators" differ only in signs or capitals' in problems_of(content)


def crossed(content, **answers):
    content["sensitivity"]["crossed"]["value"] = answers
    return content


def test_crossed_variations_are_made_together_each_with_each(content):
    answers = {
        "outcome_window": ["days 30 to 120", "days 60 to 180"],
        "largest_difference": ["pain within 0.5 points"],
        "comparators": ["one comparator"],
    }
    study = study_from(crossed(content, **answers), "config.yaml")
    both = [v for v in variations_in(study.sensitivity) if v.question == "crossed"]
    assert len(both) == 3 * 2 * 2 - 1 - 4  # not the primary one and not the single ones
    assert both[0].label == "pain within 0.5 points; one comparator"
    assert both[0].name == "largest_difference.pain_within_0_5_points+comparators.one_comparator"
    assert both[0].changes == {"matching.calipers": {"baseline_score": 0.5, "age": 15}, "matching.ratio": 1}


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (
            {"outcome_windw": []},
            '"outcome_windw" is not one of the questions. Did you mean "outcome_window"?',
        ),
        ({"comparators": ["one"]}, '"one" is not a variation of comparators.'),
        (
            {"likeness": ["by propensity score"], "again": ["by propensity score"]},
            "likeness and again both change matching.distance, so they cannot be made together",
        ),
    ],
)
def test_what_cannot_be_crossed_is_an_error(content, answers, message):
    content["sensitivity"]["questions"]["again"] = content["sensitivity"]["questions"]["likeness"]
    assert message in problems_of(crossed(content, **answers))


def test_what_has_no_sentence_at_the_top_of_a_paper_is_refused_as_primary_estimate_with_those_that_have(
    content,
):
    content["sensitivity"]["estimate"]["value"] = "responders_30"
    report = problems_of(content)
    assert report.startswith("1 problem ") and 'column "sensitivity.estimate"' in report
    assert (
        "responders_30 cannot be the primary estimate, only vary it; these can: adjusted_final_score"
        in report
    )
    assert report.count("responders") == 1


def test_a_primary_estimate_that_the_primary_analysis_does_not_make_is_refused(content):
    content["sensitivity"]["estimate"]["value"] = "adjusted_percent_change"
    report = problems_of(content)
    assert (
        "analyses.target_trial.estimation.estimators: the primary estimate adjusted_percent_change" in report
    )
    assert "needs the estimator whole_sample_regression; add it" in report


def test_a_varied_study_is_the_one_that_a_file_with_the_other_settings_gives(root, content):
    """What a variation leaves as it is is not validated again."""
    study = load_study(root / "config.yaml")
    for key, value in (("matching.ratio", 5), ("outcome.rule", "last"), ("exposure.gap_days", 45)):
        section, name = key.split(".")
        written = deepcopy(content)
        owner = written if section == "exposure" else written["analyses"][study.primary_analysis]
        owner[section][name]["value"] = value
        other = varied(study, Variation("other", "question", "other", {key: value}), "config.yaml")
        assert other.model_dump() == validate(Study, written, "config.yaml").model_dump()
        assert other.model_dump() != study.model_dump()
