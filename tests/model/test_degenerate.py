"""Every estimator on every kind of hopeless data: a row is always there, and it says why it is empty."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.model.estimates import ESTIMATORS, estimate_effects
from chart2paper.model.responder_curve import responder_curve
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, RESPONDER_CURVE
from chart2paper.tables.read_write import check, shape
from model.people import ESTIMATION, clinic, people


def changed(frame: pd.DataFrame, **columns) -> pd.DataFrame:
    return shape(frame.assign(**columns), ANALYSIS_SET)


def without_outcome(role: str) -> pd.DataFrame:
    frame = clinic(12, seed=31)
    return changed(frame, final_score=frame["final_score"].mask(frame["role"] == role))


CLINIC = clinic(12, seed=30)
CASES = {
    "empty": people([], []),
    "one exposed person": people([(8, 4)], []),
    "one comparator": people([], [(8, 4)]),
    "no comparators": people([(8, 4), (7, 5), (6, 6)], []),
    "no exposed": people([], [(8, 4), (7, 5), (6, 6)]),
    "one set": people([(8, 4)], [(8, 7)]),
    "one set of three": people([(8, 4)], [(8, 7), (7, 7)]),
    "one exposed, many comparators": people([(8, 4)], [(8, 7), (7, 7), (6, 3), (5, 4), (9, 2)]),
    "two sets": people([(8, 4), (5, 5)], [(8, 7), (7, 7)]),
    "three sets": people([(8, 4), (5, 5), (9, 3)], [(8, 7), (7, 7), (6, 7)]),
    "fewer people than covariates": clinic(3, seed=32, comparators=1, missing=0),
    "all responders": people([(8, 1), (7, 0), (6, 1)] * 4, [(8, 1), (7, 2), (6, 0)] * 4),
    "no responders": people([(8, 8), (7, 7), (6, 8)] * 4, [(8, 9), (7, 7), (6, 6)] * 4),
    "all exposed respond, no comparator": people([(8, 1), (7, 0), (6, 1)] * 4, [(8, 8), (7, 7), (6, 6)] * 4),
    "constant outcome": changed(CLINIC, final_score=5.0),
    "constant scores": changed(CLINIC, final_score=5.0, baseline_score=5.0),
    "everyone halves": changed(CLINIC, final_score=CLINIC["baseline_score"] / 2),
    "outcome is baseline minus exposure": changed(
        CLINIC, final_score=CLINIC["baseline_score"] - (CLINIC["role"] == "exposed").astype(float)
    ),
    "constant covariates": changed(
        CLINIC, age=50.0, sex="male", on_opioid=0, mechanism="mixed", previous_score=None
    ),
    "all baselines 0": changed(CLINIC, baseline_score=0.0),
    "all baselines missing": changed(CLINIC, baseline_score=None),
    "no covariate known": changed(
        CLINIC, age=None, sex=None, on_opioid=None, mechanism=None, previous_score=None
    ),
    "exposure is a covariate": changed(CLINIC, on_opioid=(CLINIC["role"] == "exposed").astype(int)),
    "everyone in a set of their own": changed(CLINIC, set_id=CLINIC["person_id"]),
    "everyone in one set": changed(CLINIC, set_id="P1"),
    "one comparator in every set": changed(
        CLINIC, person_id=CLINIC["person_id"].mask(CLINIC["role"] == "comparator", "C")
    ).drop_duplicates(["set_id", "person_id"]),
    "all outcomes missing": changed(CLINIC, final_score=None),
    "outcomes of the exposed missing": without_outcome("exposed"),
    "outcomes of comparators missing": without_outcome("comparator"),
    "an ordinary clinic": CLINIC,
}


def assert_complete(table: pd.DataFrame) -> None:
    """Check that numbers are finite where the status is ok, and empty with a reason where it is not."""
    check(table, ESTIMATES, "estimates.csv")
    numbers = table[["estimate", "ci_low", "ci_high"]].to_numpy(dtype=float)
    ok = table["status"].str.match("ok(: .+)?$").to_numpy(dtype=bool)
    not_estimable = table["status"].str.match("not estimable: .+").to_numpy(dtype=bool)
    assert (ok ^ not_estimable).all()
    nnt = table["estimand"].eq("nnt").to_numpy(dtype=bool)
    assert np.isfinite(numbers[ok & ~nnt]).all()
    # Infinity is a point of the NNT's scale.
    assert not np.isnan(numbers[ok & nnt]).any()
    assert np.isnan(numbers[~ok]).all() and table.loc[~ok, "p_value"].isna().all()
    known = table[ok & ~nnt]
    assert (known["ci_low"] <= known["estimate"] + 1e-9).all() and (
        known["estimate"] <= known["ci_high"] + 1e-9
    ).all()
    assert not table["status"].str.contains("nan|inf$|None", regex=True).any()


def keys(table: pd.DataFrame) -> set[tuple]:
    return set(table[["outcome", "estimand", "method"]].itertuples(index=False, name=None))


USUAL_ROWS = {
    name: keys(estimate_effects(CLINIC, "x", ESTIMATION | {"estimators": [name]})) for name in ESTIMATORS
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("estimator", ESTIMATORS)
@pytest.mark.parametrize("case", CASES)
def test_every_estimator_answers_or_says_why_not(case, estimator):
    estimation = ESTIMATION | {"estimators": [estimator]}
    table = estimate_effects(CASES[case], "x", estimation)
    assert_complete(table)
    assert keys(table) == USUAL_ROWS[estimator], "the same rows, whatever the data"


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_the_responder_curve_is_always_complete(case):
    curve = shape(responder_curve(CASES[case], PAIN), RESPONDER_CURVE)
    check(curve, RESPONDER_CURVE, "responder_curve.csv")
    assert len(curve) == 82
    assert np.isfinite(curve.loc[curve["n"] > 0, ["share", "ci_low", "ci_high"]].to_numpy()).all()


@pytest.mark.parametrize(
    ("case", "outcome", "reason"),
    [
        ("no comparators", "final_score", "not estimable: no comparators with an outcome"),
        ("outcomes of the exposed missing", "final_score", "not estimable: no exposed people with an outcome"),
        ("constant outcome", "final_score", "not estimable: the outcome is the same for everyone"),
        ("all baselines 0", "percent_change", "not estimable: no exposed people with a percent change and no "
         "comparators with a percent change"),
    ],
)  # fmt: skip
def test_the_reason_is_told_in_plain_words(case, outcome, reason):
    table = estimate_effects(CASES[case], "x", ESTIMATION)
    adjusted = table[(table["estimand"] == "adjusted_difference") & (table["outcome"] == outcome)]
    assert set(adjusted["status"]) == {reason}


SCORE = st.one_of(st.none(), st.integers(0, 10))
PAIRS = st.lists(st.tuples(st.integers(0, 10), SCORE), max_size=7)


@settings(max_examples=20, deadline=None)
@given(PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_any_scores_give_complete_rows_whatever_the_order_of_people(exposed, comparators, random):
    frame = people(exposed, comparators)
    estimation = ESTIMATION | {"adjust_for": ["baseline_score"]}
    table = estimate_effects(frame, "x", estimation)
    assert_complete(table)
    order = list(range(len(frame)))
    random.shuffle(order)
    pd.testing.assert_frame_equal(table, estimate_effects(frame.iloc[order], "x", estimation))
