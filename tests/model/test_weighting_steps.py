"""The tables of weighting: which rows there are, whose weights are cut, and hopeless data."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from chart2paper.model.censoring_weights import censoring_weights
from chart2paper.model.weighting.influence import welch_df
from chart2paper.model.weighting.steps import Settings, estimate_steps
from chart2paper.model.weighting.summary import weighted_balance, weights_summary
from chart2paper.model.weighting.weights import att_weights, models_of, overlap_weights, truncated
from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import check, shape
from chart2paper.tables.weighting import POPULATION, WEIGHTED_BALANCE, WEIGHTS_SUMMARY
from model.eligible import COVARIATES, eligible
from model.people import clinic, number, people
from model.test_degenerate import CASES, assert_complete

SETTINGS = Settings(["baseline_score", "age", "sex", "on_opioid"], ["baseline_score", "age"], 99.0)
ROWS = {
    ("difference", "unadjusted"),
    ("adjusted_difference", "regression_cr2"),
    ("difference", "matched_cr2"),
    ("difference_exposed", "ipw"),
    ("difference_exposed", "ipw_untruncated"),
    ("difference_exposed", "aipw"),
    ("difference_overlap", "overlap_weights"),
    ("difference_overlap", "augmented_overlap"),
}


def tables(population: pd.DataFrame, analysis_set: pd.DataFrame, chosen: Settings = SETTINGS):
    people = shape(population, POPULATION)
    models = models_of(people, chosen.covariates, chosen.adjust_for, 0.05)
    return (
        estimate_steps(people, analysis_set, models, chosen, "x"),
        weights_summary(people, models, chosen.percentile),
        weighted_balance(people, models, chosen.percentile, chosen.covariates),
    )


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_every_step_answers_or_says_why_not(case):
    estimates, summary, balance = tables(CASES[case], CASES[case])
    assert_complete(estimates)
    assert set(estimates[["estimand", "method"]].itertuples(index=False, name=None)) == ROWS
    check(summary, WEIGHTS_SUMMARY, "weights_summary.csv")
    check(balance, WEIGHTED_BALANCE, "weighted_balance.csv")
    assert len(summary) == 4
    ok = summary["status"].eq("ok").to_numpy(dtype=bool)
    numbers = summary[["effective_n", "largest_before", "largest_after", "truncated"]].astype(float)
    assert np.isfinite(numbers[ok]).all(axis=None) and numbers[~ok].isna().all(axis=None)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("no comparators", "not estimable: no comparators who were eligible"),
        ("no exposed", "not estimable: no exposed people who were eligible"),
        ("outcomes of comparators missing", "not estimable: no comparators with an outcome"),
        ("exposure is a covariate", "not estimable: the covariates tell the exposed and the comparators apart "
         "perfectly (separation)"),
    ],
)  # fmt: skip
def test_the_reason_is_told_in_plain_words(case, reason):
    estimates, summary, _ = tables(CASES[case], CASES[case])
    weighted = estimates[estimates["estimand"].isin(["difference_exposed", "difference_overlap"])]
    assert set(weighted["status"]) == {reason}
    assert set(summary["status"]) == {reason}


def test_the_steps_use_the_people_they_say():
    everyone, matched = eligible(300, seed=1), clinic(20, seed=2)
    estimates, *_ = tables(everyone, matched)
    arms = {
        name: (is_exposed(known).sum(), (~is_exposed(known)).sum())
        for name, frame in (("everyone", everyone), ("matched", matched))
        for known in [frame[frame["final_score"].notna()]]
    }
    for row in estimates.itertuples():
        who = "matched" if row.method == "matched_cr2" else "everyone"
        assert (row.n_exposed, row.n_comparator) == arms[who]


def test_matching_alone_is_the_difference_of_means_when_each_set_is_a_pair():
    """By hand: differences -1, -3 and -2, whose mean is -2 with standard error 1 / root(3)."""
    pairs = people([(8, 6), (7, 4), (6, 3)], [(8, 7), (7, 7), (6, 5)])
    estimates, *_ = tables(pairs, pairs)
    found = number(estimates, "final_score", "difference", "matched_cr2")
    half = 4.30265272991 / np.sqrt(3)
    assert (found.estimate, found.ci_high) == pytest.approx((-2, -2 + half))


def test_a_regression_that_is_right_agrees_with_weighting_in_a_large_clinic():
    population = eligible(20_000, seed=4, missing=False)
    estimates, *_ = tables(population, clinic(10, seed=1))
    for method in ("ipw", "aipw"):
        exposed = number(estimates, "final_score", "difference_exposed", method)
        assert exposed.estimate == pytest.approx(-1.19, abs=0.12)
    crude = number(estimates, "final_score", "difference", "unadjusted")
    assert crude.estimate > -0.9, "confounding hides part of the effect"


def test_weights_above_the_percentile_of_their_arm_are_cut_and_counted():
    population = eligible(500, seed=5)
    models = models_of(population, COVARIATES, COVARIATES, 0.05)
    whole = att_weights(models)
    cut = truncated(whole, models.exposed, 90)
    for arm in (models.exposed & models.known, ~models.exposed & models.known):
        limit = np.percentile(whole.values[arm], 90)
        assert cut.values[arm] == pytest.approx(np.minimum(whole.values[arm], limit))
    summary = weights_summary(population, models, 90)
    row = summary[(summary["scheme"] == "att") & (summary["role"] == "comparator")].iloc[0]
    comparators = ~models.exposed & models.known
    assert row["truncated"] == (whole.values[comparators] > cut.values[comparators]).sum() > 0
    kept = cut.values[comparators]
    assert row["effective_n"] == pytest.approx(kept.sum() ** 2 / (kept**2).sum())
    assert row["largest_before"] == pytest.approx(whole.values[comparators].max() / kept.mean())
    assert row["largest_after"] == pytest.approx(kept.max() / kept.mean())


def test_percentile_100_cuts_nothing():
    population = eligible(500, seed=5)
    estimates, summary, _ = tables(
        population, population.assign(set_id="P1"), SETTINGS._replace(percentile=100)
    )
    cut, whole = (
        number(estimates, "final_score", "difference_exposed", method)
        for method in ("ipw", "ipw_untruncated")
    )
    assert (cut.estimate, cut.ci_low) == (whole.estimate, whole.ci_low)
    assert (summary["truncated"] == 0).all()


def test_overlap_weights_never_exceed_1_before_missing_outcomes_are_stood_for():
    models = models_of(eligible(500, seed=6, missing=False), COVARIATES, COVARIATES, 0.05)
    assert overlap_weights(models).values.max() < 1


def test_balance_before_is_that_of_everyone_and_after_that_of_the_weights():
    population = eligible(500, seed=7, missing=False)
    _, _, balance = tables(population, population.assign(set_id="P1"))
    age = balance[balance["covariate"] == "age"].set_index("scheme")
    arms = [population[population["role"] == role]["age"] for role in ("exposed", "comparator")]
    plain = (arms[0].mean() - arms[1].mean()) / arms[0].std()
    assert age["smd_before"].to_numpy() == pytest.approx([plain, plain])
    assert age.loc["overlap", "smd_after"] == pytest.approx(0, abs=1e-9)
    assert abs(age.loc["att", "smd_after"]) < abs(plain)


def test_a_level_at_which_no_outcome_is_missing_has_probability_1():
    population = eligible(400, seed=8)
    sure = population["on_opioid"].eq(1).to_numpy(dtype=bool)
    population.loc[sure, "final_score"] = 5.0
    weights = censoring_weights(population, COVARIATES, 0.05)
    assert not isinstance(weights, NotEstimable)
    assert (weights[sure] == 1).all() and (weights[~sure] > 1).all()
    rest = censoring_weights(population[~sure].reset_index(drop=True), COVARIATES, 0.05)
    assert weights[~sure] == pytest.approx(rest)


SCORE = st.one_of(st.none(), st.integers(0, 10))
PAIRS = st.lists(st.tuples(st.integers(0, 10), SCORE), max_size=8)


@settings(max_examples=15, deadline=None)
@given(PAIRS, PAIRS, st.randoms(use_true_random=False))
def test_any_scores_give_complete_tables_whatever_the_order_of_people(exposed, comparators, random):
    frame = people(exposed, comparators)
    chosen = Settings(["baseline_score"], ["baseline_score"], 99.0)
    found = tables(frame, frame, chosen)
    assert_complete(found[0])
    order = list(range(len(frame)))
    random.shuffle(order)
    for table, again in zip(found, tables(frame.iloc[order], frame.iloc[order], chosen), strict=True):
        pd.testing.assert_frame_equal(table, again)


def test_estimates_are_a_table_of_estimates():
    estimates, *_ = tables(eligible(200, seed=9), clinic(12, seed=3))
    check(estimates, ESTIMATES, "weighting_estimates.csv")


def test_weights_are_held_to_the_least_probability_of_the_protocol():
    population = eligible(300, seed=1)
    assert not isinstance(models_of(population, COVARIATES, COVARIATES, 0.05), NotEstimable)
    refused = models_of(population, COVARIATES, COVARIATES, 0.99)
    assert isinstance(refused, NotEstimable) and "hardly ever have an outcome" in refused.reason


def test_with_equal_weights_the_degrees_of_freedom_are_those_of_welch():
    arms = np.array([3.0, 5.0, 4.0, 8.0]), np.array([1.0, 2.0, 9.0])
    moves = np.concatenate([(x - x.mean()) / np.sqrt(len(x) * (len(x) - 1)) for x in arms])
    exposed = np.array([True] * 4 + [False] * 3)
    expected = stats.ttest_ind(*arms, equal_var=False).df
    assert welch_df(moves, np.full(7, 2.0), exposed) == pytest.approx(expected, rel=1e-12)


def test_an_arm_that_counts_as_one_person_leaves_no_degrees_of_freedom():
    assert welch_df(np.array([0.5, -0.5, 0.2]), np.ones(3), np.array([True, True, False])) == 0.0
