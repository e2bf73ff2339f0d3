"""Robust variances. Sources: R 4.2.2 with clubSandwich 0.5.8, sandwich 3.0-2, survey; statsmodels."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.regression import Fit, least_squares
from chart2paper.statistics.results import NotEstimable
from chart2paper.statistics.robust_variance import cr2, hc3
from model import written_out
from model.lalonde import COVARIATES, matched

# The caliper of MatchIt's specification, on the scale of the linear propensity score.
CALIPER = 0.360902392537548
# R 4.2.2, MatchIt 4.7.1, sandwich 3.0-2, survey: specification -> matched pairs or sets, difference in
# re78, its vcovCL(HC1) standard error, the paired t standard error, and both for the model with covariates.
MATCHIT = {
    "nn11": ({}, 894.367480270275, 705.229764061618, 704.273519873913, 1344.93560537928, 718.977022459736),
    "nn11_exact_race": (
        {"exact_race": True},
        1472.6873538793,
        900.477800993041,
        898.526600864918,
        1157.82276788824,
        875.384292007253,
    ),
}


def fitted(frame: pd.DataFrame, outcome: str, covariates: list[str], weights: np.ndarray | None = None):
    columns = design(frame, covariates, {"exposed": is_exposed(frame)})
    assert not isinstance(columns, NotEstimable)
    weights = set_weights(frame) if weights is None else weights
    fit = least_squares(columns.matrix, frame[outcome].to_numpy(dtype=float), weights)
    return fit, columns.contrast({"exposed": 1})


def cr1_standard_error(fit: Fit, clusters: pd.Series, contrast: np.ndarray) -> float:
    """The HC1 cluster variance of sandwich::vcovCL, from what a fit holds."""
    scores = (
        pd.DataFrame(fit.matrix * (fit.weights * fit.residuals)[:, None]).groupby(clusters.to_numpy()).sum()
    )
    sets, (n, p) = len(scores), fit.matrix.shape
    influence = scores.to_numpy() @ fit.bread @ contrast
    return math.sqrt(influence @ influence * sets / (sets - 1) * (n - 1) / (n - p))


@pytest.mark.parametrize("name", MATCHIT)
def test_effects_given_a_matching_are_those_of_matchit(name):
    how, crude, crude_error, paired_error, adjusted, adjusted_error = MATCHIT[name]
    frame = matched(**how)
    fit, contrast = fitted(frame, "re78", [])
    assert contrast @ fit.coefficients == pytest.approx(crude, rel=1e-9)
    assert cr1_standard_error(fit, frame["set_id"], contrast) == pytest.approx(crude_error, rel=1e-9)
    # In pairs, without covariates, CR2 is the paired t test.
    variance, df = cr2(fit, frame["set_id"], contrast)
    assert math.sqrt(variance) == pytest.approx(paired_error, rel=1e-9)
    assert df == pytest.approx(len(frame) / 2 - 1)
    fit, contrast = fitted(frame, "re78", COVARIATES)
    assert contrast @ fit.coefficients == pytest.approx(adjusted, rel=1e-9)
    assert cr1_standard_error(fit, frame["set_id"], contrast) == pytest.approx(adjusted_error, rel=1e-9)


def test_sets_with_several_comparators_weigh_as_in_matchit():
    """MatchIt 4.7.1, nn12_cal02_logit: lm_wdiff_vcovCL_HC1_subclass."""
    frame = matched(ratio=2, caliper=CALIPER)
    assert len(frame) == 264
    fit, contrast = fitted(frame, "re78", [])
    assert contrast @ fit.coefficients == pytest.approx(1622.34400811966, rel=1e-9)
    assert cr1_standard_error(fit, frame["set_id"], contrast) == pytest.approx(899.842404937841, rel=1e-9)


@pytest.mark.parametrize(
    ("covariates", "estimate", "standard_error", "df"),
    [
        ([], 1622.34400812, 898.206504102, 114.429921101),
        (COVARIATES, 1379.79497068, 844.181291367, 109.001557513),
    ],
)
def test_cr2_with_unequal_sets_is_that_of_clubsandwich(covariates, estimate, standard_error, df):
    """clubSandwich 0.5.8: coef_test(lm(..., weights = 1/k), vcovCR(type = "CR2"), "Satterthwaite")."""
    frame = matched(ratio=2, caliper=CALIPER)
    fit, contrast = fitted(frame, "re78", covariates)
    variance, own_df = cr2(fit, frame["set_id"], contrast)
    assert contrast @ fit.coefficients == pytest.approx(estimate, rel=1e-9)
    assert math.sqrt(variance) == pytest.approx(standard_error, rel=1e-9)
    assert own_df == pytest.approx(df, rel=1e-9)


def small_sets() -> pd.DataFrame:
    """15 matched sets of 2 to 4 people, given to R as this same file."""
    frame = pd.read_csv(Path(__file__).parent / "small_sets.csv")
    role = np.where(frame["exposed"] == 1, "exposed", "comparator")
    return frame.assign(set_id=frame["set"].astype("string"), role=role)


def test_cr2_in_15_small_sets_is_that_of_clubsandwich():
    """clubSandwich 0.5.8, lm(final ~ baseline + age + opioid + exposed, weights = 1/k)."""
    frame = small_sets()
    fit, _ = fitted(frame, "final", ["baseline", "age", "opioid"])
    expected = {
        "coefficient": [-0.0342003003922, 0.687502991336, 0.0260388141037, 1.05081506672, -1.707182789],
        "se": [0.647008253578, 0.0901487259701, 0.0145767471066, 0.221548890435, 0.368304283578],
        "df": [9.49743789697, 4.75274382268, 7.84258535792, 11.0011618981, 12.18837966],
        "p": [0.958939365586, 0.000770698129865, 0.112617268463, 0.000606283946065, 0.00055196791044],
    }
    for i in range(5):
        variance, df = cr2(fit, frame["set_id"], np.eye(5)[i])
        t = fit.coefficients[i] / math.sqrt(variance)
        found = (fit.coefficients[i], math.sqrt(variance), df, 2 * stats.t.sf(abs(t), df))
        assert found == pytest.approx(tuple(values[i] for values in expected.values()), rel=1e-9)


def test_cr2_of_an_interaction_is_that_of_clubsandwich():
    """clubSandwich 0.5.8: the coefficient of exposed:opioid, here a contrast of two effects."""
    frame = small_sets()
    opioid, exposed = frame["opioid"].to_numpy() == 1, is_exposed(frame)
    columns = design(
        frame, ["baseline", "age", "opioid"], {"with": exposed & opioid, "without": exposed & ~opioid}
    )
    assert not isinstance(columns, NotEstimable)
    fit = least_squares(columns.matrix, frame["final"].to_numpy(dtype=float), set_weights(frame))
    contrast = columns.contrast({"with": 1, "without": -1})
    variance, df = cr2(fit, frame["set_id"], contrast)
    found = (contrast @ fit.coefficients, math.sqrt(variance), df)
    assert found == pytest.approx((0.358896423929, 0.692945036997, 11.0735673257), rel=1e-9)


def test_weighted_least_squares_are_the_normal_equations():
    frame = small_sets()
    fit, _ = fitted(frame, "final", ["baseline", "age", "opioid"])
    coefficients, bread = written_out.least_squares(fit.matrix, frame["final"].to_numpy(float), fit.weights)
    np.testing.assert_allclose(fit.coefficients, coefficients, rtol=1e-9)
    np.testing.assert_allclose(fit.bread, bread, rtol=1e-9)
    np.testing.assert_allclose(fit.residuals, frame["final"] - fit.matrix @ coefficients, atol=1e-9)


def test_cr2_of_single_people_is_hc2():
    """Source: statsmodels. Clusters of one person are no clusters."""
    frame = small_sets()
    fit, contrast = fitted(frame, "final", ["baseline", "age"], np.ones(len(frame)))
    reference = sm.OLS(frame["final"], fit.matrix).fit(cov_type="HC2")
    variance, _ = cr2(fit, pd.Series(range(len(frame))), contrast)
    assert math.sqrt(variance) == pytest.approx(reference.bse.iloc[-1], rel=1e-10)


def test_hc3_is_that_of_statsmodels():
    frame = small_sets()
    fit, contrast = fitted(frame, "final", ["baseline", "age"], np.ones(len(frame)))
    variance, df = hc3(fit, contrast)
    reference = sm.OLS(frame["final"], fit.matrix).fit(cov_type="HC3")
    assert math.sqrt(variance) == pytest.approx(reference.bse.iloc[-1], rel=1e-10)
    assert df == reference.df_resid


def test_a_person_whom_the_model_fits_exactly_counts_as_if_they_were_not_there():
    """Their leverage is 1, so that HC3 would divide 0 by 0 and CR2 would invert 0."""
    frame = small_sets().iloc[:-2]
    alone = np.zeros(len(frame) + 1)
    alone[-1] = 1
    extra = pd.concat([frame, frame.tail(1).assign(set_id="extra", final=0)], ignore_index=True)
    results = []
    for people, columns in ((frame, []), (extra, [alone])):
        matrix = np.column_stack(
            [np.ones(len(people)), people["baseline"], is_exposed(people), *columns]
        ).astype(float)
        fit = least_squares(matrix, people["final"].to_numpy(dtype=float), np.ones(len(people)))
        contrast = np.eye(matrix.shape[1])[2]
        results.append((*hc3(fit, contrast), *cr2(fit, people["set_id"], contrast)))
    assert results[0] == pytest.approx(results[1], rel=1e-9)


def test_the_order_of_people_does_not_matter():
    frame = matched(ratio=2, caliper=CALIPER)
    shuffled = frame.sample(frac=1, random_state=1).reset_index(drop=True)
    results = [
        cr2(fit, f["set_id"], c) for f in (frame, shuffled) for fit, c in [fitted(f, "re78", COVARIATES)]
    ]
    assert results[0] == pytest.approx(results[1], rel=1e-12)


def test_intervals_of_15_small_sets_hold_the_truth_as_often_as_they_say():
    """Simulation with a true effect of -1 and correlated people in sets of 2 to 4: CR2 covers about 95 %.

    The uncorrected variance (CR0) with a normal interval covers visibly less, so this test can fail.
    """
    sizes = [2, 3, 3, 4, 2] * 3
    sets = pd.Series(np.repeat(np.arange(15), sizes))
    exposed = ~sets.duplicated().to_numpy()
    k = np.repeat(sizes, sizes) - 1
    weights = np.where(exposed, 1.0, 1 / k)
    random = np.random.default_rng(7)
    covered = {"cr2": 0, "cr0": 0}
    repeats = 400
    for _ in range(repeats):
        baseline = random.normal(0, 1, len(sets))
        outcome = 0.6 * baseline - exposed + random.normal(0, 1, 15)[sets] + random.normal(0, 1, len(sets))
        fit = least_squares(np.column_stack([np.ones(len(sets)), baseline, exposed]), outcome, weights)
        contrast = np.array([0, 0, 1.0])
        variance, df = cr2(fit, sets, contrast)
        n, p = fit.matrix.shape
        cr0 = cr1_standard_error(fit, sets, contrast) / math.sqrt(15 / 14 * (n - 1) / (n - p))
        error = abs(fit.coefficients[2] + 1)
        covered["cr2"] += error <= stats.t.ppf(0.975, df) * math.sqrt(variance)
        covered["cr0"] += error <= 1.96 * cr0
    # Monte Carlo standard error 1.1 points.
    assert 0.93 <= covered["cr2"] / repeats <= 0.97
    assert covered["cr0"] / repeats < 0.925
