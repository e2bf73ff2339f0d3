"""Scores that come when pain is bad: weights by the inverse of how likely each visit was."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from chart2paper.model.missing.inverse_intensity import inverse_intensity
from chart2paper.model.missing.visit_intensity import visit_weights, week_of, weeks_at_risk
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import shape
from model.missing_records import OUTCOME, PROTOCOL, records, scores
from model.people import clinic, people

DAYS = 150


def informative_clinic(sets: int, seed: int, per_point: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return people and scores: pairs with lasting differences in pain and a true difference of -1 at any time.

    Every week a person comes with a chance that, for comparators, depends on the last recorded score (log-odds
    `per_point`), so that bad scores are charted more often in one arm.
    """
    random = np.random.default_rng(seed)
    n = 2 * sets
    exposed = np.arange(n) % 2 == 0
    usual = 5 - 1.0 * exposed + random.normal(0, 1.5, n)
    ids = [f"Q{i:05d}" for i in range(n)]
    set_ids = [f"P{i:05d}" for i in np.repeat(np.arange(sets), 2)]
    last = np.clip(usual + random.normal(0, 0.5, n), 0, 10)
    rows = [pd.DataFrame({"i": np.arange(n), "day": 0, "score": last})]
    for week in range(1, DAYS // 7 + 2):
        slope = np.where(exposed, 0.0, per_point)
        comes = random.random(n) < 1 / (1 + np.exp(1.5 - slope * (last - 5)))
        score = np.clip(usual + random.normal(0, 0.5, n), 0, 10)
        rows.append(pd.DataFrame({"i": np.arange(n), "day": 7 * week - 3, "score": score})[comes])
        last = np.where(comes, score, last)
    charted = pd.concat(rows)
    role = np.where(exposed, "exposed", "comparator")
    frame = pd.DataFrame({"set_id": set_ids, "person_id": ids, "role": role, "index_date": "2019-01-01"})
    keys = frame.iloc[charted["i"]][["set_id", "person_id", "role"]].reset_index(drop=True)
    listed = pd.concat([keys, charted[["day", "score"]].reset_index(drop=True)], axis=1)
    # A covariate that tells nothing: the lasting differences stay unknown to the outcome model.
    frame = shape(frame.assign(age=random.integers(20, 80, n)), ANALYSIS_SET)
    return frame, scores(list(listed.itertuples(index=False, name=None)))


def both(frame, charted, adjust_for=("age",), outcome=OUTCOME):
    rows = inverse_intensity(frame, charted, {"adjust_for": list(adjust_for)}, outcome, "2020-12-31")
    return {row.method: row for row in rows}


def test_visits_that_bad_scores_bring_on_bias_the_plain_mean_and_not_the_weighted_one():
    frame, charted = informative_clinic(2500, seed=1, per_point=0.5)
    found = both(frame, charted)
    assert found["all_scores_unweighted"].estimate < -1.4
    assert abs(found["inverse_intensity"].estimate + 1) < 0.1
    assert found["inverse_intensity"].ci_low < -1 < found["inverse_intensity"].ci_high


def test_visits_at_random_need_no_weights():
    frame, charted = informative_clinic(1500, seed=2, per_point=0.0)
    found = both(frame, charted)
    assert abs(found["all_scores_unweighted"].estimate + 1) < 0.15
    assert found["inverse_intensity"].estimate == pytest.approx(
        found["all_scores_unweighted"].estimate, abs=0.03
    )


def test_the_weights_are_the_ratio_of_two_logistic_regressions_of_weekly_visits():
    """Source: statsmodels GLM, binomial."""
    frame, charted = informative_clinic(80, seed=3, per_point=0.4)
    rows = weeks_at_risk(frame, charted, np.full(len(frame), float(DAYS)))
    week, exposed, last = (rows[name].to_numpy(dtype=float) for name in ("week", "exposed", "last_score"))
    base = [np.ones(len(rows)), week, week**2, exposed, exposed * week, exposed * week**2]
    fitted = [
        sm.GLM(rows["scored"].astype(float), np.column_stack(columns), family=sm.families.Binomial()).fit(
            tol=1e-12
        )
        for columns in (base, [*base, last, exposed * last])
    ]
    reference = np.asarray(fitted[0].fittedvalues / fitted[1].fittedvalues)
    assert visit_weights(rows) == pytest.approx(reference, rel=1e-6)


def test_the_weighted_difference_is_weighted_least_squares_of_all_scores():
    """Source: statsmodels GEE with independent working correlation (weights by person and visit)."""
    frame, charted = informative_clinic(60, seed=4, per_point=0.4)
    rows = weeks_at_risk(frame, charted, np.full(len(frame), float(DAYS)))
    rows = rows.assign(visit=visit_weights(rows))
    inside = charted[charted["in_window"] == 1].assign(week=lambda f: week_of(f["day"]))
    inside = inside.merge(rows[["set_id", "person_id", "week", "visit"]]).merge(
        frame[["person_id", "age"]].assign(weight=set_weights(frame)), on="person_id"
    )
    exposed, day = inside["role"].eq("exposed").to_numpy(float), inside["day"].to_numpy(float) - 90
    x = np.column_stack([np.ones(len(inside)), day, day * exposed, inside["age"], exposed]).astype(float)
    weights = (inside["visit"] * inside["weight"]).to_numpy(float)
    groups = pd.factorize(inside["set_id"])[0]
    reference = sm.GEE(inside["score"].to_numpy(float), x, groups=groups, weights=weights).fit()
    assert both(frame, charted)["inverse_intensity"].estimate == pytest.approx(reference.params[4], abs=1e-8)


def test_weeks_run_from_the_day_after_the_index_date_and_know_the_score_before_them():
    frame = people([(6, 4)], [])
    charted = scores([("P000", "P000", "exposed", day, score) for day, score in ((0, 6), (7, 3), (8, 9))])
    rows = weeks_at_risk(frame, charted, np.array([15.0]))
    assert rows["week"].tolist() == [1, 2, 3]
    assert rows["last_score"].tolist() == [6, 3, 9]
    assert rows["scored"].tolist() == [True, True, False]


def test_nobody_is_at_risk_of_a_visit_after_the_records_end():
    frame = clinic(10, seed=5)
    charted = records(frame).scores
    rows = weeks_at_risk(frame, charted, np.where(np.arange(len(frame)) == 0, -20.0, 14.0))
    assert len(rows) == 2 * (len(frame) - 1)


def test_a_person_who_is_in_two_sets_is_two_people():
    frame = people([(6, 4), (7, 3)], [(5, 5)])
    frame.loc[frame["role"].eq("comparator"), "person_id"] = "P001"
    charted = scores([("P000", "P001", "comparator", 3, 8.0), ("P001", "P001", "exposed", 10, 2.0)])
    rows = weeks_at_risk(frame, charted, np.full(3, 14.0)).set_index(["set_id", "person_id", "week"])
    assert rows.loc[("P000", "P001", 2), "last_score"] == 8
    assert np.isnan(rows.loc[("P001", "P001", 2), "last_score"])


def test_without_a_target_day_there_is_no_difference_at_it():
    frame = clinic(10, seed=6)
    found = both(frame, records(frame).scores, outcome=OUTCOME | {"rule": "last", "target_day": None})
    reason = "not estimable: the protocol names no day that the outcome is meant for"
    assert {row.status for row in found.values()} == {reason}


def test_a_week_in_which_arm_and_score_settle_who_comes_is_said():
    frame = people([(6, 4)] * 4, [(6, 4)] * 4)
    rows = weeks_at_risk(frame, records(frame).scores.iloc[:0], np.full(8, 14.0))
    assert visit_weights(rows.assign(scored=rows["exposed"].eq(1))) == NotEstimable(
        "time, arm and last score predict perfectly who comes in some week"
    )


def test_the_range_of_the_weights_is_told():
    frame = clinic(25, seed=7, missing=0.2)
    status = both(frame, records(frame).scores, PROTOCOL["estimation"]["adjust_for"])[
        "inverse_intensity"
    ].status
    assert "visit weights from" in status
