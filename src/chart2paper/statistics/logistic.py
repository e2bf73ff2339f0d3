"""Logistic regression by statsmodels that notices when it has no solution."""

import warnings
from dataclasses import dataclass

import numpy as np
from scipy import special

from chart2paper.statistics.regression import Fit
from chart2paper.statistics.results import NotEstimable

# Fewer than ten steps are needed; with separation the coefficients grow for ever.
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
    """Fit by maximum likelihood (iteratively reweighted least squares; McCullagh and Nelder 1989).

    Not estimable under separation, when some combination of covariates predicts the events perfectly and
    the likelihood has no maximum (Albert and Anderson 1984). `working` holds the columns times the root
    of the binomial variance, and Pearson residuals, so that robust variances apply to it as they stand.
    """
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    with warnings.catch_warnings():
        # What a warning says shows in `converged`.
        warnings.simplefilter("ignore")
        # Coefficients settle or not; the deviance settles under separation too.
        fit = GLM(events, matrix, Binomial(), freq_weights=weights).fit(
            maxiter=STEPS, tol_criterion="params", atol=1e-9, rtol=1e-8
        )
    working = _working(matrix, events, weights, fit.params) if fit.converged else None
    if working is None:
        return NotEstimable("the covariates predict the outcome perfectly for some people (separation)")
    return Logistic(fit.params, working)


def _working(
    matrix: np.ndarray, events: np.ndarray, weights: np.ndarray, coefficients: np.ndarray
) -> Fit | None:
    """Return the least-squares fit at these coefficients; None where risks of 0 and 1 leave too few people."""
    fitted = special.expit(matrix @ coefficients)
    root = np.sqrt(fitted * (1 - fitted))
    scaled = matrix * root[:, None]
    triangle = np.linalg.qr(scaled * np.sqrt(weights)[:, None], mode="r")
    if np.linalg.matrix_rank(triangle) < matrix.shape[1]:
        return None
    inverse = np.linalg.inv(triangle)
    # Where the fit is certain and right to the last bit, there is nothing left to explain.
    residuals = np.divide(events - fitted, root, out=np.zeros(len(root)), where=root > 0)
    return Fit(scaled, weights, coefficients, residuals, inverse @ inverse.T)
