"""Full matching and matching with replacement put comparators into several sets: nobody counts as several people."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.match.full import full_pairs
from chart2paper.match.replacement import shared_pairs
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.explain.regression_to_mean import regression_to_mean
from chart2paper.model.explain.rosenbaum import rosenbaum_bounds
from chart2paper.model.missing.counts import missingness
from chart2paper.model.missing.imputation import completed_scores
from chart2paper.model.missing.inverse_intensity import inverse_intensity
from chart2paper.model.missing.multiple import completed_model, pooled_difference
from chart2paper.model.missing.responders_known import responders_with_outcome
from chart2paper.model.repeated.estimates import repeated_estimates
from chart2paper.model.resampling.permutation import permutation_test
from chart2paper.model.responder_curve import responder_curve, responder_difference
from chart2paper.statistics.clusters import clusters, shared_comparators
from chart2paper.statistics.results import NotEstimable, Row, row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import shape
from model.missing_records import OUTCOME, records
from model.people import ESTIMATION, number

ADJUST_FOR = ["baseline_score"]
SHARED = "some comparators are in several matched sets, and this method takes them for different people"
METHODS = {"with replacement": lambda *pairs: shared_pairs(*pairs, 1), "full": full_pairs}


def sample(seed: int, choose: Callable, missing: float = 0.0) -> pd.DataFrame:
    """Return an analysis set of 60 exposed people and 90 candidates on one date, no effect: score = baseline + noise.

    A comparator has one course, in however many sets.
    """
    random = np.random.default_rng(seed)
    baseline = np.round(np.clip(random.normal(6, 1.5, 150) + np.repeat([0.3, 0], [60, 90]), 0, 10), 1)
    final = np.round(np.clip(2 + 0.6 * baseline + random.normal(0, 1.2, 150), 0, 10), 1)
    final[random.random(150) < missing] = np.nan
    i, j = (side.ravel() for side in np.indices((60, 90)))
    chosen = choose(i, j, np.abs(baseline[i] - baseline[60 + j]))
    of_set, who = np.concatenate([np.arange(60), i[chosen]]), np.concatenate([np.arange(60), 60 + j[chosen]])
    return shape(
        pd.DataFrame(
            {
                "set_id": [f"P{n:02d}" for n in of_set],
                "person_id": [f"P{n:02d}" for n in who],
                "role": np.where(who < 60, "exposed", "comparator"),
                "index_date": pd.Timestamp("2019-05-01"),
                "baseline_score": baseline[who],
                "final_score": final[who],
            }
        ),
        ANALYSIS_SET,
    )


@pytest.mark.parametrize("choose", METHODS.values(), ids=METHODS)
def test_a_method_that_takes_sets_for_independent_says_that_it_cannot_be_used(choose):
    people = sample(1, choose)
    assert permutation_test(people, ADJUST_FOR, 99) == NotEstimable(SHARED)
    assert set(rosenbaum_bounds(people, ADJUST_FOR, 1.2)["status"]) == {f"not estimable: {SHARED}"}
    scores = records(people).scores.assign(in_window=1)
    found = repeated_estimates(people, scores, "x", {"adjust_for": ADJUST_FOR}, 90)
    for name in ("difference_at_target_day", "difference_in_slope"):
        assert number(found, "repeated_scores", name, "mixed_model")["status"] == f"not estimable: {SHARED}"
        assert number(found, "repeated_scores", name, "gee_mancl_derouen")["status"].startswith("ok")


# What sets the arms against each other as if every row were another person: outcome, estimand, method.
UNCLUSTERED = [
    ("score_change", "difference", "welch_t"),
    ("percent_change", "mean_of_ratios_difference", "welch_t"),
    ("percent_change", "mean_of_ratios_difference", "mann_whitney"),
    ("percent_change", "ratio_of_means_difference", "delta_method"),
    ("percent_change", "adjusted_difference", "ols_hc3"),
    ("percent_change", "predicted_exposed", "ols_hc3"),
    ("percent_change", "predicted_comparator", "ols_hc3"),
    *((f"responder_{at}", "risk_difference", "newcombe") for at in ("30", "50", "2_points")),
    *((f"responder_{at}", "nnt", "newcombe") for at in ("30", "50", "2_points")),
    *((f"responder_{at}", "risk_ratio", "katz_log") for at in ("30", "50", "2_points")),
    *((f"responder_{at}", "risk_difference", "newcombe_known") for at in ("30", "50")),
    ("outcome_missing", "risk_difference", "newcombe"),
    ("baseline_score", "missing_difference_comparator", "welch_t"),
]


def every_estimate(people: pd.DataFrame, **changed: object) -> pd.Series:
    """Return the status of every estimate of the protocol and of those beside missing outcomes."""
    estimation = ESTIMATION | {"adjust_for": ADJUST_FOR} | changed
    number = people["person_id"].str[1:].astype(int)
    mechanism = np.where(number % 2 == 1, "neuropathic", "nociceptive")
    people = people.assign(mechanism=mechanism, days_to_final=80 + number % 21)
    beside = rows_frame([*missingness(people), *responders_with_outcome(people, estimation)], "x")
    found = pd.concat([estimate_effects(people, "x", estimation), beside])
    return found.set_index(["outcome", "estimand", "method"])["status"]


@pytest.mark.parametrize("choose", METHODS.values(), ids=METHODS)
def test_contrasts_that_take_every_row_for_another_person_are_not_estimable_and_all_others_are(choose):
    status = every_estimate(sample(1, choose, missing=0.2))
    refused = status[status == f"not estimable: {SHARED}"]
    assert sorted(refused.index) == sorted(UNCLUSTERED)
    assert status.drop(UNCLUSTERED).str.startswith("ok").all()


def test_effects_at_levels_in_percent_change_are_of_that_kind_too():
    without = [name for name in ESTIMATION["estimators"] if name != "ancova"]
    status = every_estimate(sample(1, METHODS["with replacement"]), estimators=without)
    levels = status[status.index.get_level_values("estimand").str.contains("neuropathic|nociceptive")]
    assert len(levels) == 3 and set(levels) == {f"not estimable: {SHARED}"}


@pytest.mark.parametrize("choose", METHODS.values(), ids=METHODS)
def test_with_every_comparator_once_the_same_contrasts_are_estimated(choose):
    people = sample(1, choose, missing=0.2).drop_duplicates("person_id")
    assert every_estimate(people)[UNCLUSTERED].str.startswith("ok").all()


def test_the_difference_of_the_responder_curve_is_empty_where_comparators_are_shared():
    people = sample(1, METHODS["with replacement"])
    found = [
        responder_difference(responder_curve(each, OUTCOMES["pain"]), shared_comparators(each))
        for each in (people, people.drop_duplicates("person_id"))
    ]
    numbers = ["difference", "ci_low", "ci_high"]
    assert found[0][numbers].isna().all(axis=None) and found[1][numbers].notna().all(axis=None)


def imputed(people: pd.DataFrame) -> Row:
    completed = completed_scores(people, ADJUST_FOR, 5, 5)
    model = completed_model(people, completed, ADJUST_FOR)
    return row("", "", "", (0, 0), pooled_difference(model, completed, clusters(people)))


def intensity(people: pd.DataFrame) -> Row:
    scores = records(people).scores
    return inverse_intensity(people, scores, {"adjust_for": ADJUST_FOR}, OUTCOME, "2020-12-31")[1]


def remainder(people: pd.DataFrame) -> Row:
    return next(found for found in regression_to_mean(people) if found.estimand == "remainder")


@pytest.mark.parametrize("estimate", [imputed, remainder])
def test_the_interval_is_as_wide_as_the_spread_over_samples_though_comparators_are_shared(estimate):
    """60 samples: the spread is known to 9 %. Were every set a cluster, the interval would be a fifth too narrow."""
    found = [estimate(sample(seed, METHODS["with replacement"], missing=0.1)) for seed in range(60)]
    spread = np.std([result.estimate for result in found])
    reported = np.mean([(result.ci_high - result.ci_low) / 2 / 2.0 for result in found])
    assert 0.9 < reported / spread < 1.25


@pytest.mark.parametrize("choose", METHODS.values(), ids=METHODS)
@pytest.mark.parametrize("estimate", [imputed, intensity, remainder])
def test_the_interval_is_wider_than_if_every_row_were_another_person(estimate, choose):
    for seed in (0, 1):
        people = sample(seed, choose)
        apart = shape(people.assign(person_id=[f"P{n:03d}" for n in range(len(people))]), ANALYSIS_SET)
        assert estimate(apart).estimate == pytest.approx(estimate(people).estimate)
        assert _width(estimate(people)) > 1.05 * _width(estimate(apart))


def _width(found: Row) -> float:
    return found.ci_high - found.ci_low


def test_one_missing_outcome_is_imputed_once_per_person_and_date():
    people = sample(3, METHODS["with replacement"], missing=0.3)
    comparators = people[people["role"] == "comparator"]
    missing = comparators[comparators["final_score"].isna()]
    assert missing["person_id"].duplicated().any()
    completed = pd.DataFrame(completed_scores(people, ADJUST_FOR, 20, 5), index=people.index)
    of_person = completed.loc[missing.index].groupby(missing["person_id"])
    assert (of_person.nunique() == 1).all(axis=None)


def test_in_how_many_sets_someone_is_changes_no_imputed_score():
    """A person's own outcome is one donor and one row of the imputation model."""
    people = sample(3, METHODS["with replacement"], missing=0.3)
    once = people.drop_duplicates("person_id")
    assert len(once) < len(people)
    completed = pd.DataFrame(completed_scores(people, ADJUST_FOR, 20, 5), index=people.index)
    np.testing.assert_array_equal(completed.loc[once.index], completed_scores(once, ADJUST_FOR, 20, 5))


def test_the_same_person_on_another_date_has_another_outcome():
    people = sample(3, METHODS["with replacement"], missing=0.3)
    missing = people[people["final_score"].isna() & people["person_id"].duplicated(keep=False)]
    name = missing["person_id"].iloc[0]
    own = people["person_id"] == name
    dates = people["index_date"].where(
        ~own, people["index_date"] + pd.to_timedelta(np.arange(len(people)), unit="D")
    )
    completed = completed_scores(people.assign(index_date=dates), ADJUST_FOR, 20, 5)
    assert len(np.unique(completed[own.to_numpy()], axis=0)) == own.sum() > 1
