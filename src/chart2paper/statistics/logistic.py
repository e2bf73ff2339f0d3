"""Logistic regression that notices when it has no solution."""

from dataclasses import dataclass

import numpy as np
from scipy import special

from chart2paper.statistics.regression import Fit
from chart2paper.statistics.results import NotEstimable

# Newton's method needs fewer than ten steps; with separation the coefficients grow for ever.
STEPS = 25


@dataclass(frozen=True)
class Logistic:
    """A fitted logistic regression, and the weighted least-squares fit that it is at its solution."""

    coefficients: np.ndarray
    working: Fit


@dataclass(frozen=True)
class Chance:
    """How likely something was for each person, by a logistic model.

    probability: by person; 1 for people who are not `modelled`. matrix, working: columns and fit of the
    modelled people.
    """

    probability: np.ndarray
    modelled: np.ndarray
    matrix: np.ndarray
    working: Fit


def logistic(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray) -> Logistic | NotEstimable:
    """Fit by maximum likelihood (Newton's method with step halving).

    Not estimable under separation, when some combination of covariates predicts the events perfectly and
    the likelihood has no maximum (Albert and Anderson 1984). `working` holds the columns times the root
    of the binomial variance, and Pearson residuals, so that robust variances apply to it as they stand.
    """
    coefficients = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        fitted = special.expit(matrix @ coefficients)
        variance = weights * fitted * (1 - fitted)
        information = (matrix * variance[:, None]).T @ matrix
        if np.linalg.cond(information) > 1e14:
            break
        step = np.linalg.solve(information, matrix.T @ (weights * (events - fitted)))
        step = step * _share_of_step(matrix, events, weights, coefficients, step)
        coefficients = coefficients + step
        if np.abs(matrix @ step).max() < 1e-9:
            return Logistic(coefficients, _working(matrix, events, weights, coefficients))
    return NotEstimable("the covariates predict the outcome perfectly for some people (separation)")


def _share_of_step(
    matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, at: np.ndarray, step: np.ndarray
) -> float:
    start = _log_likelihood(matrix, events, weights, at)
    for share in (1.0, 0.5, 0.25, 0.125):
        if _log_likelihood(matrix, events, weights, at + share * step) >= start - 1e-12 * abs(start):
            return share
    return 0.0625


def _log_likelihood(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, at: np.ndarray) -> float:
    linear = matrix @ at
    return float(weights @ (events * linear - np.logaddexp(0, linear)))


def _working(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, coefficients: np.ndarray) -> Fit:
    fitted = special.expit(matrix @ coefficients)
    root = np.sqrt(fitted * (1 - fitted))
    scaled = matrix * root[:, None]
    bread = np.linalg.inv((scaled * weights[:, None]).T @ scaled)
    # Where the fit is certain and right to the last bit, there is nothing left to explain.
    residuals = np.divide(events - fitted, root, out=np.zeros(len(root)), where=root > 0)
    return Fit(scaled, weights, coefficients, residuals, bread)
