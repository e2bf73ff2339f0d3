"""The adjusted difference between outcomes of the same day. Sources: statsmodels; R with clubSandwich 0.5.8."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from chart2paper.catalogue.estimands import TARGETS, answers
from chart2paper.catalogue.estimators import DAY_OF_OUTCOME
from chart2paper.model.day_of_outcome import day_of_outcome
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.set_weights import set_weights
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import estimation_of
from chart2paper.statistics.arms import is_exposed, with_outcome
from model.people import ESTIMATION, clinic, number, people
from project_copy import ROOT

ASKED = {**ESTIMATION, "estimators": ["ancova", "day_of_outcome"], "adjust_for": ["baseline_score", "age"]}


def estimates(frame, **changes):
    """The primary estimate, and the one of outcomes of the same day."""
    table = estimate_effects(frame, "x", ASKED | changes)
    methods = ("ancova_cr2", "ancova_cr2_day")
    return [number(table, "final_score", "adjusted_difference", method) for method in methods]


def test_the_difference_is_weighted_least_squares_with_the_day_as_one_more_covariate():
    """Source: statsmodels WLS."""
    frame = clinic(15, seed=4, comparators=3)
    used = with_outcome(frame)
    columns = [
        np.ones(len(used)),
        is_exposed(used),
        used["baseline_score"],
        used["age"],
        used["days_to_final"],
    ]
    matrix = np.column_stack(columns).astype(float)
    reference = sm.WLS(used["final_score"].to_numpy(), matrix, weights=set_weights(used)).fit()
    plain, row = estimates(frame)
    assert row.estimate == pytest.approx(reference.params[1], abs=1e-10)
    assert row.estimate != pytest.approx(plain.estimate, abs=1e-3)
    assert (row.n_exposed, row.n_comparator) == (is_exposed(used).sum(), (~is_exposed(used)).sum())


def test_with_one_comparator_each_it_is_ordinary_least_squares():
    """Source: statsmodels OLS."""
    frame = clinic(20, seed=5, comparators=1, missing=0)
    columns = [np.ones(len(frame)), is_exposed(frame)]
    columns += [frame[name] for name in ("baseline_score", "age", "days_to_final")]
    reference = sm.OLS(frame["final_score"].to_numpy(), np.column_stack(columns).astype(float)).fit()
    assert estimates(frame)[1].estimate == pytest.approx(reference.params[1], abs=1e-10)


def test_variance_and_degrees_of_freedom_are_those_of_clubsandwich():
    """clubSandwich 0.5.8, lm(final ~ baseline + age + opioid + exposed, weights = 1/k): here age stands as the day."""
    read = pd.read_csv(ROOT / "tests/statistics/small_sets.csv")
    names = {"set": "set_id", "final": "final_score", "age": "days_to_final"}
    frame = read.rename(columns=names).assign(
        person_id=[f"P{i:03d}" for i in range(len(read))],
        role=np.where(read["exposed"] == 1, "exposed", "comparator"),
    )
    frame["set_id"] = frame["set_id"].astype("string")
    (row,) = day_of_outcome(frame, {"adjust_for": ["baseline", "opioid"], "target_day": 90})
    estimate, error, df, p = -1.707182789, 0.368304283578, 12.18837966, 0.00055196791044
    half = stats.t.ppf(0.975, df) * error
    assert (row.estimate, row.p_value) == pytest.approx((estimate, p), rel=1e-9)
    assert (row.ci_low, row.ci_high) == pytest.approx((estimate - half, estimate + half), rel=1e-9)


def test_the_target_day_only_moves_the_zero_of_the_days():
    frame = clinic(15, seed=6)
    near, far = (estimates(frame, target_day=day)[1] for day in (90, 400))
    assert (near.estimate, near.ci_low, near.p_value) == pytest.approx(
        (far.estimate, far.ci_low, far.p_value)
    )


def test_it_takes_out_what_a_score_changes_from_day_to_day():
    """Simulated: no effect; scores rise by a point in 20 days, and the exposed come 20 days earlier."""
    random = np.random.default_rng(12)
    frame = clinic(500, seed=12, comparators=1, missing=0)
    day = np.where(is_exposed(frame), 80, 100) + random.integers(-15, 16, len(frame))
    final = 0.5 * frame["baseline_score"] + day / 20 + random.normal(0, 0.5, len(frame))
    plain, row = estimates(frame.assign(days_to_final=pd.array(day, dtype="Int64"), final_score=final))
    assert plain.estimate == pytest.approx(-1, abs=0.1)
    assert row.estimate == pytest.approx(0, abs=0.1)


def test_where_every_outcome_is_of_one_day_it_would_be_the_primary_estimate():
    frame = clinic(15, seed=7)
    plain, row = estimates(frame.assign(days_to_final=frame["days_to_final"].clip(90, 90)))
    assert plain.status == "ok"
    assert row.status == "not estimable: every outcome is of the same day, so this would equal ancova_cr2"


def test_where_the_outcome_is_meant_for_no_day_there_is_none():
    plain, row = estimates(clinic(15, seed=7), target_day=None)
    assert plain.status == "ok"
    assert (
        row.status
        == "not estimable: the outcome is meant for no day, so its days cannot be compared with one"
    )


def test_a_day_that_tells_the_arms_apart_leaves_nothing_to_compare():
    frame = clinic(15, seed=7, missing=0)
    frame["days_to_final"] = pd.array(np.where(is_exposed(frame), 80, 100), dtype="Int64")
    assert estimates(frame)[1].status == (
        "not estimable: the exposure cannot be told apart from the covariates in so few people"
    )


def test_too_few_people_are_named_as_beside_the_primary_estimate():
    plain, row = estimates(people([(8, 4)], [(8, 7), (7, 7)]))
    assert row.status == plain.status == "not estimable: only 1 exposed person with an outcome"


def test_it_never_answers_the_question_and_is_not_in_the_grid():
    (record,) = DAY_OF_OUTCOME.estimands
    assert record not in [target.known.estimand for target in TARGETS.values()]
    named = answers("adjusted_final_score", ["day_of_outcome", "ancova"])
    assert record not in [known.estimand for known in named]


@pytest.mark.parametrize(("file", "day"), [("config.yaml", 90), ("studies/function_demo.yaml", 90)])
def test_studies_with_a_target_day_name_it_beside_the_primary_estimate(file, day):
    asked = estimation_of(load_study(ROOT / file), "target_trial")
    assert {"ancova", "day_of_outcome"} <= set(asked["estimators"])
    assert asked["target_day"] == day
