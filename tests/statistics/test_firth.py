"""Penalised logistic regression: a published example, R, and the penalised likelihood maximised by scipy."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, special

from chart2paper.statistics.firth import firth
from chart2paper.statistics.logistic import Logistic, logistic
from chart2paper.statistics.results import NotEstimable

# Grade of 79 endometrial cancers by neovascularisation, pulsatility index and endometrium height
# (Heinze and Schemper 2002; every tumour with neovascularisation is of high grade).
ENDOMETRIAL = Path(__file__).with_name("endometrial.csv")


def endometrial() -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(ENDOMETRIAL).astype(float)
    columns = frame[["NV", "PI", "EH"]].to_numpy()
    return np.column_stack([np.ones(len(frame)), columns]), frame["HG"].to_numpy()


def test_the_endometrial_example_is_separated_and_has_the_published_penalised_estimates():
    """R 4.2.2, brglm2 0.9: glm(HG ~ NV + PI + EH, binomial, method = "brglmFit"); Heinze and Schemper 2002, table I."""
    matrix, events = endometrial()
    assert isinstance(logistic(matrix, events, np.ones(79)), NotEstimable)
    fit = firth(matrix, events, np.ones(79))
    assert isinstance(fit, Logistic)
    np.testing.assert_allclose(
        fit.coefficients, [3.77455939814, 2.92927325858, -0.03475174945, -2.60416382414], rtol=1e-6
    )
    np.testing.assert_allclose(
        np.sqrt(np.diag(fit.working.bread)),
        [1.48869160210, 1.55076369100, 0.03957814578, 0.77601762127],
        rtol=1e-6,
    )


def test_weights_count_as_in_r():
    """R 4.2.2, brglm2 0.9: the same with weights 1, 1/2, 1/3, 1, ... (the order of the file)."""
    matrix, events = endometrial()
    fit = firth(matrix, events, np.tile([1, 1 / 2, 1 / 3], 27)[:79])
    assert isinstance(fit, Logistic)
    np.testing.assert_allclose(
        fit.coefficients, [4.419880760865, 2.036386369208, -0.021208095102, -3.142526330833], rtol=1e-6
    )


def penalised(b: np.ndarray, matrix: np.ndarray, events: np.ndarray, weights: np.ndarray) -> float:
    """Minus the penalised log-likelihood, written out from its definition (Firth 1993)."""
    risk = special.expit(matrix @ b)
    likelihood = (weights * np.log(np.where(events == 1, risk, 1 - risk))).sum()
    information = sum(w * p * (1 - p) * np.outer(x, x) for w, p, x in zip(weights, risk, matrix, strict=True))
    return -float(likelihood + 0.5 * np.log(np.linalg.det(information)))


@pytest.mark.parametrize("seed", range(6))
def test_the_penalised_likelihood_is_as_large_as_scipy_can_make_it(seed):
    random = np.random.default_rng(seed)
    level = (np.arange(24) < 6).astype(float)
    matrix = np.column_stack([np.ones(24), random.normal(size=24), level])
    events = np.where(level == 1, 0.0, (random.random(24) < 0.5).astype(float))
    weights = random.choice([1.0, 1 / 2, 1 / 3], 24)
    assert isinstance(logistic(matrix, events, weights), NotEstimable)
    fit = firth(matrix, events, weights)
    assert isinstance(fit, Logistic)
    best = optimize.minimize(
        penalised, np.zeros(3), (matrix, events, weights), method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 5000},
    )  # fmt: skip
    np.testing.assert_allclose(fit.coefficients, best.x, atol=1e-5)


def test_the_unit_of_a_covariate_does_not_matter():
    matrix, events = endometrial()
    as_is, other = firth(matrix, events, np.ones(79)), firth(matrix * [1, 1, 1e12, 1], events, np.ones(79))
    assert isinstance(as_is, Logistic) and isinstance(other, Logistic)
    np.testing.assert_allclose(other.coefficients * [1, 1, 1e12, 1], as_is.coefficients, rtol=1e-6)


def test_repeated_columns_have_no_solution_with_a_penalty_either():
    matrix, events = endometrial()
    assert isinstance(firth(np.column_stack([matrix, 2 * matrix[:, 2]]), events, np.ones(79)), NotEstimable)
