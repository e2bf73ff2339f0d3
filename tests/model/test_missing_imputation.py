"""Missing outcomes filled in from people alike, and what the completed data sets say together."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.model.ancova import ancova
from chart2paper.model.missing.handling import handle_missing
from chart2paper.model.missing.imputation import completed_scores, nearest
from chart2paper.model.missing.multiple import completed_model, pooled_difference
from chart2paper.model.missing.nearby_scores import NEARBY, with_nearby_scores
from chart2paper.model.missing.rubin import Pooled, pool
from chart2paper.model.missing.tipping import tipping_points
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed, with_outcome
from chart2paper.statistics.results import Interval, NotEstimable
from model.missing_records import PROTOCOL, records, scores
from model.people import ESTIMATION, clinic, number, people

ESTIMATES = np.array([-1.10, -0.95, -1.02, -0.88, -1.21])
VARIANCES = np.array([0.115, 0.122, 0.109, 0.131, 0.118])

DONORS = 5


@pytest.mark.parametrize(
    ("df_complete", "df", "missing_information"),
    [(55, 36.8974887347, 0.1861214231), (13.4, 9.5861119018, 0.2793247009)],
)
def test_estimates_are_pooled_as_by_mice(df_complete, df, missing_information):
    """R 4.2.2, mice 3.15.0: pool.scalar(Q, U, n = 60, k = 5); pool.scalar(Q, U, n = 13.4, k = 0)."""
    pooled = pool(ESTIMATES, VARIANCES, df_complete)
    assert pooled.estimate == pytest.approx(-1.032)
    assert pooled.standard_error**2 == pytest.approx(0.138884)
    assert pooled.df == pytest.approx(df, rel=1e-9)
    assert pooled.missing_information == pytest.approx(missing_information, rel=1e-9)


def test_without_spread_between_the_estimates_only_the_small_sample_correction_of_the_df_is_left():
    pooled = pool(np.full(5, -1.0), np.full(5, 0.1), 20)
    assert pooled.standard_error == pytest.approx(np.sqrt(0.1))
    assert pooled.df == pytest.approx(21 / 23 * 20)


def test_data_sets_that_agree_and_have_no_variance_leave_an_estimate_without_error():
    assert pool(np.full(5, -1.0), np.zeros(5), 20) == Pooled(-1.0, 0.0, 20, 0.0)


def test_imputed_scores_are_distributed_as_those_of_mice():
    """R 4.2.2, mice 3.15.0: replicate(40000, mice.impute.pmm(y, !is.na(y), matrix(x), donors = 5,
    matchtype = 1, ridge = 0)), set.seed(7); x <- 1:40, y <- round(2 + 0.15*x + 1.5*sin(37*x), 2), every
    fifth y missing."""
    means = np.array([2.8010, 3.3962, 4.4353, 4.7581, 5.9733, 6.3507, 7.2835, 7.0733])
    errors = np.array([0.0071, 0.0046, 0.0058, 0.0045, 0.0045, 0.0060, 0.0048, 0.0043])
    x = np.arange(1, 41)
    y = np.where(x % 5 == 0, np.nan, np.round(2 + 0.15 * x + 1.5 * np.sin(37 * x), 2))
    pair = list(zip(x, y, strict=True))
    both = people(pair, [(1.0, 1.0), (2.0, 2.0)])
    completed = completed_scores(both, ["baseline_score"], 10_000, DONORS)
    assert not isinstance(completed, NotEstimable)
    imputed = completed[(is_exposed(both) & both["final_score"].isna()).to_numpy()]
    ours = imputed.std(axis=1, ddof=1) / 100
    assert (np.abs(imputed.mean(axis=1) - means) < 3.5 * np.hypot(ours, errors)).all()


def test_the_nearest_values_are_found_whatever_the_order():
    values = np.array([5.0, 1.0, 9.0, 3.0, 3.0])
    assert set(nearest(values, np.array([3.2]), 3)[0]) == {3, 4, 0}
    assert set(nearest(values, np.array([99.0]), 2)[0]) == {2, 0}
    assert set(nearest(values, np.array([-9.0]), 2)[0]) == {1, 3}
    assert nearest(values, np.array([4.0]), 8).shape == (1, 5)


def test_only_missing_scores_are_filled_in_and_by_scores_of_the_same_arm():
    frame = clinic(30, seed=1, missing=0.3)
    frame.loc[is_exposed(frame), "final_score"] = frame.loc[is_exposed(frame), "final_score"] / 100
    completed = completed_scores(frame, ["baseline_score", "sex"], 7, DONORS)
    known = frame["final_score"].notna().to_numpy()
    assert (completed[known] == frame.loc[known, ["final_score"]].to_numpy()).all()
    for arm in (is_exposed(frame), ~is_exposed(frame)):
        donors = frame.loc[arm & known, "final_score"]
        assert set(completed[arm & ~known].ravel()) <= set(donors)


def test_the_sets_and_their_weights_are_those_of_the_match():
    frame = clinic(20, seed=2, missing=0.3)
    completed = completed_scores(frame, ["baseline_score"], 5, DONORS)
    model = completed_model(frame, completed, ["baseline_score"])
    assert model.fit.weights == pytest.approx(set_weights(frame))
    assert len(model.fit.matrix) == len(frame)


def test_each_completed_data_set_is_analysed_as_the_primary_estimate_is():
    """One imputation twice: the pooled estimate and its standard error are those of ancova on that data set."""
    frame = clinic(20, seed=3, missing=0.2)
    completed = completed_scores(frame, ["baseline_score", "age"], 2, DONORS)
    same = completed[:, [0, 0]]
    found = pooled_difference(completed_model(frame, same, ["baseline_score", "age"]), same, frame["set_id"])
    estimation = ESTIMATION | {"adjust_for": ["baseline_score", "age"]}
    reference = ancova(frame.assign(final_score=same[:, 0]), estimation)[0]
    assert found.estimate == pytest.approx(reference.estimate)
    # The interval is wider by the small-sample correction of the degrees of freedom alone.
    assert 1 < (found.high - found.low) / (reference.ci_high - reference.ci_low) < 1.02


def test_the_result_does_not_depend_on_the_order_of_people():
    frame = clinic(15, seed=4, missing=0.3)
    first = handle_missing(records(frame), "x", PROTOCOL)
    again = handle_missing(
        replace(records(frame), people=frame.sample(frac=1, random_state=1)), "x", PROTOCOL
    )
    pd.testing.assert_frame_equal(first.estimates, again.estimates)
    pd.testing.assert_frame_equal(first.tipping_point, again.tipping_point)


def test_without_missing_outcomes_imputation_is_the_primary_estimate():
    frame = clinic(20, seed=5, missing=0)
    estimates = handle_missing(records(frame), "x", PROTOCOL).estimates
    found = number(estimates, "final_score", "adjusted_difference", "mi_rubin")
    reference = ancova(frame, PROTOCOL["estimation"])[0]
    assert (found.estimate, found.ci_low, found.p_value) == (
        reference.estimate,
        reference.ci_low,
        reference.p_value,
    )
    assert found.status == "ok: no outcome is missing, so this equals ancova_cr2"


def test_an_arm_without_any_outcome_cannot_be_imputed():
    frame = clinic(12, seed=6)
    frame.loc[is_exposed(frame), "final_score"] = np.nan
    handled = handle_missing(records(frame), "x", PROTOCOL)
    reason = "not estimable: no exposed people with an outcome"
    assert number(handled.estimates, "final_score", "adjusted_difference", "mi_rubin").status == reason
    assert set(handled.tipping_point["status"]) == {reason}


def test_a_score_before_the_window_repairs_what_missing_outcomes_hide():
    """Simulated: comparators whose early score is bad lose their outcome; baseline says nothing about it."""
    random = np.random.default_rng(7)
    n, true = 3000, -1.0
    frame = clinic(n, seed=7, comparators=1, missing=0)
    early = random.normal(5, 1.2, 2 * n)
    final = np.clip(early + true * is_exposed(frame) + random.normal(0, 0.7, 2 * n), 0, 10)
    gone = ~is_exposed(frame) & (early > 5.5) & (random.random(2 * n) < 0.8)
    frame = frame.assign(baseline_score=5.0, final_score=np.where(gone, np.nan, final))
    keys = frame[["set_id", "person_id", "role"]].itertuples(index=False, name=None)
    charted = scores([(*key, 30, score) for key, score in zip(keys, np.clip(early, 0, 10), strict=True)])
    with_early = with_nearby_scores(frame, charted, (45, 150))
    completed = completed_scores(with_early, ["age", *NEARBY], 10, DONORS)
    found = pooled_difference(completed_model(frame, completed, ["age"]), completed, frame["set_id"])
    known_only = ancova(frame, ESTIMATION | {"adjust_for": ["age"]})[0]
    assert abs(found.estimate - true) < 0.1
    assert known_only.estimate > true + 0.3


def test_scores_nearby_are_the_last_before_and_the_first_after_the_window():
    frame = people([(6, None)], [(5, 4)])
    first, second = sorted(frame["person_id"])
    charted = scores(
        [
            ("P000", first, "exposed", day, score)
            for day, score in ((0, 6), (10, 9), (44, 8), (151, 2), (200, 3), (241, 1))
        ]
        + [("P000", second, "comparator", 250, 1)]
    )
    found = with_nearby_scores(frame, charted, (45, 150))
    assert found.set_index("person_id").loc[first, list(NEARBY)].tolist() == [2, -4]
    assert found.set_index("person_id").loc[second, list(NEARBY)].isna().all()
    assert with_nearby_scores(frame, charted, (45, None))["change_after_window"].isna().all()


def tipping(frame, deltas=(0, 1, 3)):
    completed = completed_scores(frame, ["baseline_score"], 10, DONORS)
    model = completed_model(frame, completed, []) if not isinstance(completed, NotEstimable) else completed
    return tipping_points(frame, completed, model, list(deltas), PAIN).set_index(
        ["delta_exposed", "delta_comparator"]
    )


def test_a_shift_moves_the_estimate_by_the_share_that_was_imputed():
    """Without covariates and within the scale: a quarter of the exposed and half of comparators are imputed."""
    frame = people([(6, 5), (6, 4), (6, 6), (6, None)] * 3, [(6, 5), (6, None), (6, 6), (6, None)] * 3)
    table = tipping(frame)
    middle = table.loc[(0, 0), "estimate"]
    assert table.loc[(1, 0), "estimate"] == pytest.approx(middle + 1 / 4)
    assert table.loc[(0, 3), "estimate"] == pytest.approx(middle - 3 / 2)
    assert table.loc[(-3, -3), "estimate"] == pytest.approx(middle - 3 / 4 + 3 / 2)


def test_shifted_scores_stay_on_the_scale():
    frame = people([(9, 9), (9, 10), (9, 9), (9, None)] * 3, [(6, 5), (6, 4)] * 6)
    table = tipping(frame)
    assert table.loc[(3, 0), "estimate"] == pytest.approx((9 + 10 + 9 + 10) / 4 - 4.5)


def test_an_unshifted_point_is_the_pooled_estimate():
    frame = clinic(20, seed=8, missing=0.2)
    handled = handle_missing(records(frame), "x", PROTOCOL)
    point = handled.tipping_point.set_index(["delta_exposed", "delta_comparator"]).loc[(0, 0)]
    pooled = number(handled.estimates, "final_score", "adjusted_difference", "mi_rubin")
    assert (point.estimate, point.ci_low, point.p_value) == (pooled.estimate, pooled.ci_low, pooled.p_value)
    assert len(handled.tipping_point) == 25  # two steps each way and 0, in both arms


def test_nothing_missing_leaves_nothing_to_shift():
    table = tipping(clinic(10, seed=9, missing=0))
    assert set(table["status"]) == {"not estimable: no outcome is missing"}


def test_more_missing_makes_the_interval_wider():
    """A property of Rubin's rules: uncertainty about the imputed scores is added, never lost."""
    found = [
        pooled_difference(completed_model(frame, completed, ["baseline_score"]), completed, frame["set_id"])
        for frame in (clinic(60, seed=10, missing=0.05), clinic(60, seed=10, missing=0.6))
        for completed in (completed_scores(frame, ["baseline_score"], 30, DONORS),)
    ]
    assert all(isinstance(result, Interval) for result in found)
    assert found[1].high - found[1].low > 1.2 * (found[0].high - found[0].low)


def test_the_known_people_are_those_of_the_primary_analysis():
    frame = clinic(10, seed=11, missing=0.3)
    handled = handle_missing(records(frame), "x", PROTOCOL)
    row = number(handled.estimates, "responder_30", "risk_difference", "newcombe_known")
    assert row.n_exposed + row.n_comparator == len(with_outcome(frame))
