"""The adjusted difference in matched sets: weights, missing outcomes and covariates, what cannot be told apart."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from chart2paper.model.censoring_weights import censoring_weights
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed, with_outcome
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.results import NotEstimable
from model.people import ESTIMATION, clinic, number, people

BASIC = {**ESTIMATION, "estimators": ["ancova"], "adjust_for": ["baseline_score", "age"]}


def ancova(frame, method="ancova_cr2", **changes):
    return number(estimate_effects(frame, "x", BASIC | changes), "final_score", "adjusted_difference", method)


def test_the_comparators_of_a_set_count_as_one_person():
    frame = people([(5, 3), (6, 4)], [(5, 5), (6, 6), (5, 4)])
    by_person = dict(zip(frame["person_id"], set_weights(frame), strict=True))
    assert by_person == {"P000": 1, "P001": 1, "P002": 0.5, "P003": 1, "P004": 0.5}


def test_a_missing_comparator_leaves_their_weight_to_the_others_of_the_set():
    frame = with_outcome(people([(5, 3), (6, 4)], [(5, None), (6, 6), (5, 4)]))
    assert dict(zip(frame["person_id"], set_weights(frame), strict=True)) == {
        "P000": 1,
        "P001": 1,
        "P003": 1,
        "P004": 1,
    }


def test_the_difference_is_weighted_least_squares():
    """Source: statsmodels WLS."""
    frame = clinic(15, seed=4, comparators=3)
    used = with_outcome(frame)
    x = np.column_stack([np.ones(len(used)), is_exposed(used), used["baseline_score"], used["age"]]).astype(
        float
    )
    reference = sm.WLS(used["final_score"].to_numpy(), x, weights=set_weights(used)).fit()
    row = ancova(frame)
    assert row.estimate == pytest.approx(reference.params[1], abs=1e-10)
    assert (row.n_exposed, row.n_comparator) == (is_exposed(used).sum(), (~is_exposed(used)).sum())


def test_interval_and_p_value_agree():
    rows = [ancova(clinic(8, seed=seed, effect=-1.2)) for seed in range(12)]
    assert 0 < sum(row.p_value < 0.05 for row in rows) < 12
    assert all((row.p_value < 0.05) == (not row.ci_low <= 0 <= row.ci_high) for row in rows)


def test_a_covariate_that_does_not_vary_or_repeats_another_is_left_out_with_a_note():
    frame = clinic(12, seed=5).assign(sex="female")
    frame["on_adjuvant"] = frame["on_opioid"]
    row = ancova(frame, adjust_for=["baseline_score", "sex", "on_opioid", "on_adjuvant"])
    assert row.status == "ok: left out because it does not vary or repeats others: sex, on_adjuvant"
    plain = ancova(frame, adjust_for=["baseline_score", "on_opioid"])
    assert row.estimate == pytest.approx(plain.estimate)
    assert row.ci_low == pytest.approx(plain.ci_low)


def test_an_exposure_that_repeats_a_covariate_is_not_estimable():
    frame = clinic(12, seed=6)
    frame["on_opioid"] = is_exposed(frame).astype(int)
    status = ancova(frame, adjust_for=["baseline_score", "on_opioid"]).status
    assert status == "not estimable: the exposure cannot be told apart from the covariates in so few people"


def test_a_missing_number_has_an_indicator_so_that_what_stands_in_for_it_does_not_matter():
    frame = clinic(12, seed=7)
    columns = design(frame, ["previous_score"], {})
    assert not isinstance(columns, NotEstimable)
    assert columns.names == ("intercept", "previous_score", "previous_score missing")
    missing = frame["previous_score"].isna().to_numpy()
    by_hand = frame.assign(previous_score=frame["previous_score"].fillna(99), on_adjuvant=missing.astype(int))
    found = ancova(frame, adjust_for=["baseline_score", "previous_score"])
    reference = ancova(by_hand, adjust_for=["baseline_score", "previous_score", "on_adjuvant"])
    assert found.estimate == pytest.approx(reference.estimate)


def test_texts_become_levels_against_the_commonest_and_missing_is_a_level():
    frame = people([(5, 3)] * 8, [(5, 5)] * 8, sex=["male"] * 6 + ["female"] * 5 + [None] * 5)
    columns = design(frame, ["sex"], {})
    assert not isinstance(columns, NotEstimable)
    assert columns.names == ("intercept", "sex=(missing)", "sex=female")


def test_an_indicator_that_sets_apart_fewer_than_5_people_is_not_used_and_named():
    frame = clinic(12, seed=5, missing=0)
    frame["sex"] = ["male", "female"] * 16 + ["other"] * 4
    frame["on_opioid"] = [1] * 4 + [0] * 32
    row = ancova(frame, adjust_for=["baseline_score", "sex", "on_opioid"])
    assert (
        row.status == "ok: not adjusted for because it sets apart fewer than 5 people: sex=other, on_opioid"
    )
    # The four others are among the commonest.
    by_hand = frame.assign(sex=frame["sex"].replace("other", "female"))
    assert row.estimate == pytest.approx(ancova(by_hand, adjust_for=["baseline_score", "sex"]).estimate)


@pytest.mark.parametrize(("without", "used"), [(2, True), (1, False)])
def test_two_people_without_a_number_are_enough_for_an_indicator(without, used):
    """Source: statsmodels WLS. With an indicator, any number may stand in for the missing ones."""
    frame = clinic(12, seed=5, missing=0)
    frame["previous_score"] = np.tile([4.0, 7.0, 5.0, 6.0], 9)
    frame.loc[: without - 1, "previous_score"] = None
    found = ancova(frame, adjust_for=["baseline_score", "previous_score"])
    missing, known = frame["previous_score"].isna(), frame["previous_score"].dropna()
    columns = [frame["baseline_score"], frame["previous_score"].fillna(-50.0 if used else known.mean())]
    columns += [missing] if used else []
    matrix = np.column_stack([np.ones(len(frame)), *columns, is_exposed(frame)]).astype(float)
    assert (found.status == "ok") is used
    assert found.estimate == pytest.approx(
        sm.WLS(frame["final_score"], matrix, set_weights(frame)).fit().params.iloc[-1]
    )


def test_few_sets_are_said_to_make_the_interval_rough():
    status = ancova(people([(8, 5), (6, 4), (9, 5)], [(8, 8), (6, 7), (9, 6)]), adjust_for=[]).status
    assert status == "ok: only 2.0 degrees of freedom, so the interval is rough"


def test_people_without_an_outcome_are_stood_for_by_people_like_them():
    """With one yes-no covariate the model gives each level its own share: here 1/2 and 3/4."""
    pairs = [(5, 3), (5, None)] * 2 + [(6, 4), (6, 4), (6, 4), (6, None)] * 2
    frame = people(pairs, pairs, on_opioid=([1] * 4 + [0] * 8) * 2)
    weights = censoring_weights(frame, ["on_opioid"], 0.05)
    assert weights == pytest.approx(np.where(frame["on_opioid"] == 1, 2, 4 / 3))


def test_nobody_can_stand_for_people_like_whom_all_outcomes_are_missing():
    pairs = [(5, None)] * 4 + [(6, 4), (6, 4), (6, 4), (6, None)] * 2
    frame = people(pairs, pairs, on_opioid=([1] * 4 + [0] * 8) * 2)
    reason = "the covariates predict perfectly whose outcome is missing"
    assert censoring_weights(frame, ["on_opioid"], 0.05) == NotEstimable(reason)


def test_no_weight_is_larger_than_the_protocol_accepts():
    """Half of the opioid users have an outcome: each stands for 2 people, more than 0.6 allows."""
    pairs = [(5, 3), (5, None)] * 2 + [(6, 4), (6, 4), (6, 4), (6, None)] * 2
    frame = people(pairs, pairs, on_opioid=([1] * 4 + [0] * 8) * 2)
    refused = NotEstimable("some people hardly ever have an outcome, so no one can stand for them")
    assert max(censoring_weights(frame, ["on_opioid"], 0.4)) == pytest.approx(2)
    assert censoring_weights(frame, ["on_opioid"], 0.6) == refused


def test_the_weighted_estimate_is_held_to_the_least_probability_of_the_protocol():
    frame = clinic(40, seed=8, missing=0.25)
    found = {least: ancova(frame, "ancova_cr2_observed", least_probability=least) for least in (0.05, 0.99)}
    assert found[0.05].status.startswith("ok")
    assert found[0.99].status.startswith("not estimable: some people hardly ever have an outcome")
    assert ancova(frame, least_probability=0.99).status.startswith("ok"), (
        "the primary estimate has no such weights"
    )


def test_weights_for_missing_outcomes_are_those_of_a_logistic_regression():
    """Source: statsmodels Logit."""
    frame = clinic(40, seed=8, missing=0.25)
    x = np.column_stack(
        [np.ones(len(frame)), frame["baseline_score"], frame["age"], is_exposed(frame)]
    ).astype(float)
    reference = sm.Logit(frame["final_score"].notna().astype(float), x).fit(disp=0, tol=1e-12)
    assert censoring_weights(frame, ["baseline_score", "age"], 0.05) == pytest.approx(
        1 / reference.predict(x), rel=1e-7
    )


def test_an_arm_without_missing_outcomes_has_weight_1():
    frame = clinic(40, seed=9, missing=0.25)
    frame.loc[is_exposed(frame), "final_score"] = 5.0
    weights = censoring_weights(frame, ["baseline_score"], 0.05)
    assert not isinstance(weights, NotEstimable)
    assert (weights[is_exposed(frame)] == 1).all() and (weights[~is_exposed(frame)] > 1).all()


def test_without_missing_outcomes_the_weighted_estimate_is_the_plain_one():
    frame = clinic(15, seed=10, missing=0)
    plain, weighted = ancova(frame), ancova(frame, "ancova_cr2_observed")
    assert weighted.status == "ok: no outcome is missing, so this equals ancova_cr2"
    assert (weighted.estimate, weighted.ci_low, weighted.p_value) == (
        plain.estimate,
        plain.ci_low,
        plain.p_value,
    )


def test_weighting_recovers_the_effect_when_missing_outcomes_depend_on_what_is_recorded():
    """Simulated: opioid users lose outcomes, gain nothing from the exposure, and are not in the outcome model."""
    random = np.random.default_rng(11)
    frame = clinic(4000, seed=11, comparators=1, missing=0)
    opioid = random.integers(0, 2, 4000).repeat(2)
    effect = np.where(is_exposed(frame) & (opioid == 0), -2.0, 0.0)
    frame = frame.assign(
        on_opioid=pd.array(opioid, dtype="Int64"), final_score=5 + effect + random.normal(0, 0.5, 8000)
    )
    frame.loc[random.random(8000) < np.where(opioid == 1, 0.8, 0.1), "final_score"] = np.nan
    adjust_for = ["on_opioid"]
    assert abs(ancova(frame, "ancova_cr2_observed", adjust_for=adjust_for).estimate + 1) < 0.1
    assert ancova(frame, "ancova_cr2", adjust_for=adjust_for).estimate < -1.4
