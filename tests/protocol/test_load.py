"""A study file is read strictly, and every mistake is told at once."""

from copy import deepcopy

import pytest

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.problems import Problems
from chart2paper.protocol.load import load_study, merge, study_from
from chart2paper.yaml_file import read_yaml


@pytest.fixture
def content(root):
    return deepcopy(read_yaml(root / "config.yaml"))


def problems_of(content):
    with pytest.raises(Problems) as caught:
        study_from(content, "config.yaml")
    return str(caught.value)


@pytest.mark.parametrize("name", ["config.yaml", "studies/mimic3_demo.yaml", "studies/function_demo.yaml"])
def test_the_shipped_study_files_are_valid(root, name):
    study = load_study(root / name)
    assert study.primary_analysis in study.analyses


def test_an_unknown_key_is_an_error_with_a_suggestion(content):
    content["analyses"]["target_trial"]["eligibility"]["min_agee"] = {"value": 18, "basis": "assumed"}
    report = problems_of(content)
    assert 'column "analyses.target_trial.eligibility.min_agee"' in report
    assert 'Did you mean "min_age"?' in report


def test_all_mistakes_are_reported_together(content):
    content["data_lock_date"]["value"] = "the end"
    content["exposure"]["max_daily_dose_mg"]["basis"] = "guess"
    del content["primary_analysis"]
    report = problems_of(content)
    assert report.startswith("3 problems")
    for place in ("data_lock_date.value", "exposure.max_daily_dose_mg.basis", "primary_analysis"):
        assert place in report


def test_a_covariate_that_does_not_exist_is_named_with_a_suggestion(content):
    content["analyses"]["replication"]["matching"]["exact"]["value"] = ["pain_grup"]
    assert '"pain_grup" is not a covariate. Did you mean "pain_group"?' in problems_of(content)


def test_the_nearest_score_needs_a_day_to_be_near_to(content):
    content["analyses"]["target_trial"]["outcome"]["target_day"]["value"] = None
    assert "the rule nearest needs a target_day" in problems_of(content)


@pytest.mark.parametrize(
    ("analysis", "within", "problem"),
    [
        ("target_trial", None, "the time_scale visit needs within_days, such as 60"),
        ("target_trial", -1, "the time_scale visit needs within_days, such as 60"),
        ("replication", 60, "the time_scale visit is for the rule first_exposure"),
    ],
)
def test_visits_of_their_own_need_a_first_exposure_and_how_near_they_must_be(
    content, analysis, within, problem
):
    time_zero = content["analyses"][analysis]["time_zero"]
    time_zero["time_scale"]["value"], time_zero["within_days"]["value"] = "visit", within
    assert problem in problems_of(content)


def test_visits_of_their_own_may_be_chosen(content):
    time_zero = content["analyses"]["target_trial"]["time_zero"]
    time_zero["time_scale"]["value"], time_zero["within_days"]["value"] = "visit", 60
    assert study_from(content, "config.yaml").analyses["target_trial"].time_zero.within_days.value == 60


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        (
            {"method": "full", "replacement": True},
            "full matching decides itself which comparators are shared",
        ),
        ({"propensity_caliper": 0}, "propensity_caliper must be above 0; leave it empty for none"),
        ({"method": "genetic"}, "analyses.target_trial.matching.method.value"),
        ({"order": "random"}, "analyses.target_trial.matching.order.value"),
        ({"distance": "euclidean"}, "analyses.target_trial.matching.distance.value"),
        ({"ratio": 0.5}, "ratio must lie between 1 and 10"),
    ],
)
def test_matching_that_cannot_be_is_refused(content, changes, problem):
    for name, value in changes.items():
        content["analyses"]["target_trial"]["matching"][name]["value"] = value
    assert problem in problems_of(content)


@pytest.mark.parametrize("least", [0, -0.05, 1, 5])
def test_a_least_probability_is_one_and_not_a_percentage(content, least):
    content["analyses"]["target_trial"]["estimation"]["least_probability"]["value"] = least
    assert "a least probability lies between 0 and 1, such as 0.05" in problems_of(content)


def test_a_choice_needs_its_basis(content):
    del content["data_lock_date"]["basis"]
    assert "data_lock_date.basis" in problems_of(content)


def test_an_analysis_takes_what_it_does_not_set_from_the_one_it_is_based_on(content):
    ratio = {"value": 1, "basis": "assumed", "why": "Fewer comparators."}
    content["analyses"]["one_to_one"] = {
        "title": "One to one",
        "based_on": "target_trial",
        "matching": {"ratio": ratio},
    }
    study = study_from(content, "config.yaml")
    parent, child = study.analyses["target_trial"], study.analyses["one_to_one"]
    assert child.matching.ratio.value == 1
    assert child.matching.exact == parent.matching.exact
    assert child.outcome == parent.outcome


def test_an_analysis_based_on_nothing_known_is_an_error(content):
    content["analyses"]["other"] = {"based_on": "target_trail"}
    assert 'Did you mean "target_trial"?' in problems_of(content)


def test_analyses_based_on_each_other_in_a_circle_are_an_error(content):
    content["analyses"]["a"] = {"based_on": "b"}
    content["analyses"]["b"] = {"based_on": "a"}
    assert "circle" in problems_of(content)


def test_an_analysis_cannot_take_the_name_of_a_stage(content):
    content["analyses"]["paper"] = content["analyses"]["replication"]
    assert '"paper" cannot name an analysis' in problems_of(content)


def test_a_truth_file_is_refused_for_real_records(content):
    content["clinic"]["simulated"] = False
    assert "simulated records only" in problems_of(content)


def test_a_broken_yaml_file_is_told_with_its_row(tmp_path):
    file = tmp_path / "study.yaml"
    file.write_text("study: x\n  clinic: [\n")
    with pytest.raises(Problems, match=r"row \d"):
        load_study(file)


def test_merge_replaces_a_value_whole():
    below = {"calipers": {"value": {"age": 5}, "basis": "assumed"}, "ratio": {"value": 2}}
    above = {"calipers": {"value": {"baseline_score": 1}, "basis": "guideline"}}
    assert merge(below, above) == {
        "calipers": {"value": {"baseline_score": 1}, "basis": "guideline"},
        "ratio": {"value": 2},
    }


def test_a_study_names_any_outcome_that_has_a_record_and_no_other(content):
    for name in OUTCOMES:
        content["outcome"]["value"] = name
        assert study_from(content, "study.yaml").outcome.value == name
    content["outcome"]["value"] = "sleep"
    assert "outcome.value" in problems_of(content)
