"""Logistic regression with Firth's penalty, which has a solution where maximum likelihood has none."""

import numpy as np
from scipy import special

from chart2paper.statistics.logistic import Logistic, in_own_units, scaling, working_fit
from chart2paper.statistics.results import NotEstimable

STEPS = 200
# No coefficient (of columns with spread 1) changes by more than this at once, as in R's logistf.
LONGEST_STEP = 5.0
SETTLED = 1e-10


def firth(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray) -> Logistic | NotEstimable:
    """Fit by penalised maximum likelihood (Firth 1993; for separation Heinze and Schemper 2002).

    The likelihood is multiplied by the root of the determinant of the information (Jeffreys' prior), which is greatest
    where risks are 1/2: coefficients stay finite under separation, and are drawn a little towards 0. matrix, events,
    weights and what is returned as in `logistic`. Not estimable when columns repeat each other.
    """
    to_scaled = scaling(matrix)
    scaled = matrix @ to_scaled
    if np.linalg.matrix_rank(scaled * np.sqrt(weights)[:, None]) < matrix.shape[1]:
        return NotEstimable("some covariates repeat others")
    coefficients = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        step = _step(scaled, events, weights, coefficients)
        if np.abs(step).max() < SETTLED:
            break
        coefficients = _uphill(scaled, events, weights, coefficients, step)
    working = working_fit(scaled, events, weights, coefficients)
    if working is None or np.abs(step).max() >= SETTLED:
        return NotEstimable("the penalised model of the outcome did not converge")
    return in_own_units(working, to_scaled, matrix)


def _step(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Return Fisher's scoring step: the inverse information times the modified score (Firth 1993)."""
    risk = special.expit(matrix @ at)
    spread = weights * risk * (1 - risk)
    inverse = np.linalg.inv((matrix * spread[:, None]).T @ matrix)
    leverage = spread * ((matrix @ inverse) * matrix).sum(axis=1)
    step = inverse @ (matrix.T @ (weights * (events - risk) + leverage * (0.5 - risk)))
    shorter: np.ndarray = step * (LONGEST_STEP / max(float(np.abs(step).max()), LONGEST_STEP))
    return shorter


def _uphill(
    matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, at: np.ndarray, step: np.ndarray
) -> np.ndarray:
    """Return where a step leads, halved until the penalised likelihood does not fall."""
    before = penalised(matrix, events, weights, at)
    for _ in range(30):
        if penalised(matrix, events, weights, at + step) >= before - 1e-12 * abs(before):
            break
        step = step / 2
    there: np.ndarray = at + step
    return there


def penalised(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, at: np.ndarray) -> float:
    """Return the penalised log-likelihood: the likelihood's and half the log determinant of the information."""
    logits = matrix @ at
    risk = special.expit(logits)
    information = (matrix * (weights * risk * (1 - risk))[:, None]).T @ matrix
    likelihood = weights @ (events * logits - np.logaddexp(0, logits))
    return float(likelihood + np.linalg.slogdet(information)[1] / 2)
