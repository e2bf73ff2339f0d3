"""Responders, the standardised risk difference and the responder curve."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import optimize, special, stats
from statsmodels.stats.proportion import confint_proportions_2indep

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.catalogue.responders import PENALISED
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.responder_curve import responder_curve, responder_difference
from chart2paper.model.set_weights import set_weights
from chart2paper.model.standardisation import standardised_contrasts, standardised_risk_difference
from chart2paper.statistics.arms import gained_by, is_exposed, responded
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.logistic import Logistic, logistic
from chart2paper.statistics.results import Interval, NotEstimable
from chart2paper.statistics.robust_variance import cr2
from chart2paper.tables.model import ESTIMATES, RESPONDER_CURVE, RESPONDER_DIFFERENCE
from chart2paper.tables.read_write import check, read_table, shape, write_table
from model.people import ESTIMATION, clinic, number, people


def estimate(frame, adjust_for=("baseline_score",), thresholds=(30, 50)):
    changes = {"estimators": ["responders"], "adjust_for": list(adjust_for)}
    return estimate_effects(
        frame, "x", ESTIMATION | changes | {"responder_thresholds_percent": list(thresholds)}
    )


def martin(responders_1: int, responders_0: int) -> pd.DataFrame:
    """36 exposed and 42 comparators, of whom so many fell from 8 to 4 and the others stayed at 8."""
    exposed = [(8, 4)] * responders_1 + [(8, 8)] * (36 - responders_1)
    return people(exposed, [(8, 4)] * responders_0 + [(8, 8)] * (42 - responders_0))


@pytest.mark.parametrize(
    ("baseline", "final", "threshold", "response"),
    [
        (7, 4.9, 30, True),
        (10, 7, 30, True),
        (10, 7.1, 30, False),
        (6, 3, 50, True),
        (6, None, 30, False),
        (None, 3, 30, False),
        (0, 0, 30, False),
        (5, 6, -20, True),
        (6, None, -100, False),
    ],
)
def test_a_response_is_a_fall_by_at_least_the_threshold_and_never_a_missing_outcome(
    baseline, final, threshold, response
):
    assert responded(people([(baseline, final)], []), threshold, PAIN).tolist() == [response]


@pytest.mark.parametrize(
    ("baseline", "final", "fell"),
    [(7, 5, True), (7, 5.1, False), (2.3, 0.3, True), (7, None, False), (None, 0, False), (1, 0, False)],
)
def test_a_fall_in_points_is_the_same_for_everyone_and_never_a_missing_outcome(baseline, final, fell):
    assert gained_by(people([(baseline, final)], []), 2, PAIN).tolist() == [fell]


def test_a_response_in_points_has_every_row_that_one_in_percent_has():
    """8 to 6 is a fall of 2 points and of 25 %."""
    table = estimate(people([(8, 6), (8, 8)], [(8, 6), (8, None), (8, 8)]))
    row = number(table, "responder_2_points", "risk_exposed", "wilson")
    assert (row.estimate, row.n_exposed) == (0.5, 2)
    assert number(table, "responder_2_points", "risk_ratio", "katz_log").estimate == pytest.approx(1.5)
    assert number(table, "responder_30", "risk_exposed", "wilson").estimate == 0
    rows = {name: len(group) for name, group in table.groupby("outcome")}
    assert rows == {"responder_2_points": 9, "responder_30": 9, "responder_50": 9}


def test_an_infinite_nnt_survives_its_file(tmp_path):
    table = estimate(martin(0, 0))
    write_table(table, ESTIMATES, tmp_path / "estimates.csv")
    row = number(read_table(ESTIMATES, tmp_path / "estimates.csv"), "responder_50", "nnt", "newcombe")
    assert row.estimate == math.inf and row.ci_high < 0 < row.ci_low


def test_everyone_in_the_matched_sets_counts():
    table = estimate(people([(8, 4), (8, None), (8, 8)], [(8, 8), (8, None)]))
    row = number(table, "responder_50", "risk_exposed", "wilson")
    assert (row.estimate, row.n_exposed) == (pytest.approx(1 / 3), 3)
    assert number(table, "responder_50", "risk_difference", "newcombe").n_comparator == 2


def test_13_of_36_against_2_of_42_is_an_nnt_of_3_2():
    """Derived arithmetic on the abstract of Martin and others (2022)."""
    row = number(estimate(martin(13, 2)), "responder_50", "nnt", "newcombe")
    assert (row.estimate, row.ci_low, row.ci_high) == pytest.approx((3.19, 2.08, 7.24), abs=0.005)
    assert (row.n_exposed, row.n_comparator, row.status) == (36, 42, "ok")


def test_an_nnt_interval_through_infinity_is_said_to_be_one():
    row = number(estimate(martin(5, 4)), "responder_50", "nnt", "newcombe")
    assert row.status == "ok: interval passes through infinity"
    assert row.ci_high < 0 < row.ci_low < row.estimate


@pytest.mark.parametrize(
    ("exposed", "comparators", "reason"),
    [
        (13, 0, "no responders among comparators"),
        (0, 2, "no responders among the exposed"),
        (0, 0, "no responders among the exposed and no responders among comparators"),
        (36, 2, "everyone responded among the exposed"),
    ],
)
def test_arms_with_only_or_no_responders_have_a_crude_difference_but_no_standardised_one(
    exposed, comparators, reason
):
    table = estimate(martin(exposed, comparators))
    assert number(table, "responder_50", "risk_difference", "newcombe").status == "ok"
    for estimand in ("risk_difference", "nnt"):
        row = number(table, "responder_50", estimand, "standardised_logistic")
        assert row.status == f"not estimable: {reason}"
        assert np.isnan([row.estimate, row.ci_low, row.ci_high, row.p_value]).all()


def small_sets() -> tuple[pd.DataFrame, np.ndarray]:
    frame = pd.read_csv(Path(__file__).parents[1] / "statistics" / "small_sets.csv")
    role = np.where(frame["exposed"] == 1, "exposed", "comparator")
    frame = frame.assign(set_id=frame["set"].astype("string"), person_id=frame.index.astype(str), role=role)
    return frame, frame["responder"].to_numpy() == 1


def fitted(frame: pd.DataFrame, response: np.ndarray) -> Logistic:
    columns = design(frame, ["baseline", "age", "opioid"], {"exposed": is_exposed(frame)})
    assert not isinstance(columns, NotEstimable)
    model = logistic(columns.matrix, response.astype(float), set_weights(frame))
    assert not isinstance(model, NotEstimable)
    return model


def test_the_logistic_model_and_its_cluster_variance_are_those_of_r():
    """R 4.2.2 glm(responder ~ baseline + age + opioid + exposed, binomial, weights = 1/k); clubSandwich 0.5.8
    coef_test(vcovCR(type = "CR2")) of lm on the working response of that fit at its solution."""
    frame, response = small_sets()
    model = fitted(frame, response)
    coefficients = [0.0794213297014, 0.226186578993, -0.0611827247384, -2.0620405379, 2.87746730075]
    assert model.coefficients == pytest.approx(coefficients, rel=1e-9)
    parts = [cr2(model.working, frame["set_id"], np.eye(5)[i]) for i in range(5)]
    errors = [3.02699768124, 0.295546012207, 0.045733169653, 1.30676033649, 1.17404612876]
    assert [math.sqrt(variance) for variance, _ in parts] == pytest.approx(errors, rel=1e-9)
    dfs = [8.17970447993, 4.56571113298, 7.84551804112, 10.2403256955, 10.7339342414]
    assert [df for _, df in parts] == pytest.approx(dfs, rel=1e-9)


def test_the_standardised_risk_difference_is_that_of_r():
    """The same fit in R 4.2.2: predicted risks of the exposed with and without exposure; the delta method as
    clubSandwich 0.5.8 on a model rewritten so that the gradient is one coefficient."""
    frame, response = small_sets()
    result = standardised_risk_difference(frame, response, ["baseline", "age", "opioid"])
    assert isinstance(result, Interval)
    half = 2.1882141601 * 0.119912949195  # qt(0.975, 11.5523267531) x standard error
    assert result.estimate == pytest.approx(0.469293623552, rel=1e-9)
    assert (result.low, result.high) == pytest.approx(
        (result.estimate - half, result.estimate + half), rel=1e-9
    )


@pytest.mark.parametrize(
    ("contrast", "log_ratio", "error", "df"),
    [
        ("risk_ratio", 1.52397624887, 0.55555816610, 9.50692303848),
        ("odds_ratio", 2.300192656671, 0.695983101214, 10.815131040205),
    ],
)
def test_standardised_ratios_are_those_of_r(contrast, log_ratio, error, df):
    """R 4.2.2, clubSandwich 0.5.8: log of the ratio of mean predicted risks (odds) of the exposed; its delta-method
    gradient made one coefficient of the working model, coef_test(vcovCR(type = "CR2"), "Satterthwaite")."""
    frame, response = small_sets()
    result = standardised_contrasts(frame, response, ["baseline", "age", "opioid"])[contrast]
    assert isinstance(result, Interval)
    half = stats.t.ppf(0.975, df) * error
    assert np.log([result.estimate, result.low, result.high]) == pytest.approx(
        [log_ratio, log_ratio - half, log_ratio + half], rel=1e-8
    )
    assert result.p == pytest.approx(2 * stats.t.sf(log_ratio / error, df), rel=1e-8)


def test_without_covariates_ratios_are_those_of_the_weighted_shares():
    frame = clinic(40, seed=13, missing=0)
    response, exposed = responded(frame, 30, PAIN), is_exposed(frame)
    found = standardised_contrasts(frame, response, [])
    p1 = response[exposed].mean()
    p0 = np.average(response[~exposed], weights=set_weights(frame)[~exposed])
    ratios = {"risk_ratio": p1 / p0, "odds_ratio": p1 / (1 - p1) / (p0 / (1 - p0))}
    for name, expected in ratios.items():
        result = found[name]
        assert isinstance(result, Interval) and result.estimate == pytest.approx(expected, rel=1e-9)


def test_the_standardised_risk_difference_is_that_of_statsmodels_predictions():
    frame = clinic(60, seed=12)
    response = responded(frame, 30, PAIN)
    x = np.column_stack(
        [np.ones(len(frame)), frame["baseline_score"], frame["age"], is_exposed(frame)]
    ).astype(float)
    model = sm.GLM(response.astype(float), x, family=sm.families.Binomial(), freq_weights=set_weights(frame))
    fit = model.fit(tol=1e-12)
    with_it, without = x[is_exposed(frame)], x[is_exposed(frame)].copy()
    without[:, 3] = 0
    result = standardised_risk_difference(frame, response, ["baseline_score", "age"])
    assert isinstance(result, Interval)
    assert result.estimate == pytest.approx((fit.predict(with_it) - fit.predict(without)).mean(), abs=1e-9)


def test_without_covariates_it_is_the_weighted_difference_of_shares():
    frame = clinic(40, seed=13, missing=0)
    response, exposed = responded(frame, 30, PAIN), is_exposed(frame)
    result = standardised_risk_difference(frame, response, [])
    assert isinstance(result, Interval)
    shares = response[exposed].mean() - np.average(response[~exposed], weights=set_weights(frame)[~exposed])
    assert result.estimate == pytest.approx(shares, abs=1e-10)


def test_a_covariate_that_predicts_response_perfectly_is_found_and_the_fallback_named():
    frame = martin(13, 2).assign(on_opioid=0)
    frame.loc[responded(frame, 50, PAIN), "on_opioid"] = 1
    found = estimate(frame, ["on_opioid"])
    for estimand in ("risk_difference", "risk_ratio", "odds_ratio", "nnt"):
        row = number(found, "responder_50", estimand, "standardised_logistic")
        assert row.status.startswith("ok: ") and PENALISED in row.status and "fallback" in PENALISED
        assert math.isfinite(row.estimate)


def test_a_level_without_responders_is_standardised_over_the_penalised_model():
    """Quasi-separation. Independent source: the penalised likelihood (Firth 1993) maximised by scipy."""
    frame = clinic(30, seed=14)
    frame.loc[frame["mechanism"] == "mixed", "final_score"] = frame["baseline_score"]
    response, exposed = responded(frame, 30, PAIN), is_exposed(frame)
    mixed, nociceptive = (frame["mechanism"].eq(level).to_numpy(float) for level in ("mixed", "nociceptive"))
    baseline = frame["baseline_score"].to_numpy(float) - 6
    x = np.column_stack([np.ones(len(frame)), baseline, mixed, nociceptive, exposed])
    weights = set_weights(frame)

    def loss(b: np.ndarray) -> float:
        risk = special.expit(x @ b)
        information = (x * (weights * risk * (1 - risk))[:, None]).T @ x
        likelihood = weights @ np.log(np.where(response, risk, 1 - risk))
        return -float(likelihood + np.linalg.slogdet(information)[1] / 2)

    best = optimize.minimize(loss, np.zeros(5), method="BFGS", options={"gtol": 1e-8}).x
    with_it, without = (x[exposed] * [1, 1, 1, 1, level] for level in (1, 0))
    expected = special.expit(with_it @ best).mean() - special.expit(without @ best).mean()
    found = standardised_risk_difference(frame, response, ["baseline_score", "mechanism"])
    assert isinstance(found, Interval) and found.notes == (PENALISED,)
    assert found.estimate == pytest.approx(expected, abs=1e-6)


def test_without_separation_there_is_no_fallback():
    frame = clinic(60, seed=12)
    found = standardised_risk_difference(frame, responded(frame, 30, PAIN), ["baseline_score"])
    assert isinstance(found, Interval) and PENALISED not in found.notes


def test_few_degrees_of_freedom_are_noted_for_standardised_risks_too():
    """Three sets of four: the exposure is judged by three people."""
    exposed, comparators = [(8, 3), (8, 8), (8, 2)], [(8, 8), (8, 3), (8, 8)] * 3
    found = standardised_contrasts(
        people(exposed, comparators), np.array([1, 0, 1] + [0, 1, 0] * 3, bool), []
    )
    for result in found.values():
        assert isinstance(result, Interval)
        assert [note for note in result.notes if note.startswith("only ") and "the interval is rough" in note]


def test_the_responder_curve_has_both_arms_at_every_threshold():
    curve = responder_curve(people([(8, 4), (8, 12 - 4), (8, None)], [(10, 10), (0, 0)]), PAIN)
    check(shape(curve, RESPONDER_CURVE), RESPONDER_CURVE, "responder_curve.csv")
    assert len(curve) == 2 * 41
    exposed = curve[curve["role"] == "exposed"].set_index("threshold_percent")
    assert exposed.loc[[-100, 0, 5, 50, 55, 100], "responders"].tolist() == [2, 2, 1, 1, 0, 0]
    assert (exposed["n"] == 3).all()
    # A missing outcome and a baseline of 0 are no response, at negative thresholds too.
    comparators = curve[curve["role"] == "comparator"].set_index("threshold_percent")
    assert comparators.loc[[-100, 0, 5], "share"].tolist() == [0.5, 0.5, 0]


def test_the_responder_curve_never_rises_and_meets_the_estimates():
    frame = clinic(30, seed=15)
    curve = responder_curve(frame, PAIN)
    table = estimate(frame)
    for role in ("exposed", "comparator"):
        arm = curve[curve["role"] == role].set_index("threshold_percent")
        assert arm["share"].is_monotonic_decreasing
        row = number(table, "responder_30", f"risk_{role}", "wilson")
        found = arm.loc[30, ["share", "ci_low", "ci_high"]].tolist()
        assert found == pytest.approx([row.estimate, row.ci_low, row.ci_high])


def test_the_difference_between_the_arms_is_newcombe_s_at_every_threshold():
    """statsmodels confint_proportions_2indep(method = "newcomb")."""
    curve = responder_curve(clinic(30, seed=15), PAIN)
    difference = shape(responder_difference(curve, None), RESPONDER_DIFFERENCE)
    check(difference, RESPONDER_DIFFERENCE, "responder_difference.csv")
    arms = {role: group.set_index("threshold_percent") for role, group in curve.groupby("role")}
    assert difference["threshold_percent"].tolist() == list(range(-100, 101, 5))
    for row in difference.itertuples():
        one, other = (arms[role].loc[row.threshold_percent] for role in ("exposed", "comparator"))
        counts = one["responders"], one["n"], other["responders"], other["n"]
        assert row.difference == pytest.approx(one["share"] - other["share"])
        reference = confint_proportions_2indep(*counts, method="newcomb", compare="diff")
        assert (row.ci_low, row.ci_high) == pytest.approx(reference, abs=1e-12)


def test_the_difference_meets_the_crude_risk_difference_of_the_estimates():
    frame = clinic(30, seed=16)
    difference = responder_difference(responder_curve(frame, PAIN), None).set_index("threshold_percent")
    row = number(estimate(frame), "responder_50", "risk_difference", "newcombe")
    found = difference.loc[50, ["difference", "ci_low", "ci_high"]].tolist()
    assert found == pytest.approx([row.estimate, row.ci_low, row.ci_high])


def test_an_empty_arm_has_an_empty_share():
    curve = responder_curve(people([], []), PAIN)
    assert len(curve) == 82 and curve["share"].isna().all() and (curve["n"] == 0).all()
    assert responder_difference(curve, None)["difference"].isna().all()
