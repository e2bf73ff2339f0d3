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

    matrix: people x columns, the first of them the intercept. They are centred and scaled for the fit, so that neither
    the unit of a covariate nor where its counting begins decides whether there is a solution.
    Not estimable under separation, when some combination of covariates predicts the events perfectly and
    the likelihood has no maximum (Albert and Anderson 1984). `working` holds the columns times the root
    of the binomial variance, and Pearson residuals, so that robust variances apply to it as they stand.
    """
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM

    to_scaled = scaling(matrix)
    scaled = matrix @ to_scaled
    with warnings.catch_warnings():
        # What a warning says shows in `converged`.
        warnings.simplefilter("ignore")
        # Coefficients settle or not; the deviance settles under separation too.
        fit = GLM(events, scaled, Binomial(), freq_weights=weights).fit(
            maxiter=STEPS, tol_criterion="params", atol=1e-9, rtol=1e-8
        )
    working = working_fit(scaled, events, weights, fit.params) if fit.converged else None
    if working is None:
        return NotEstimable("the covariates predict the outcome perfectly for some people (separation)")
    return in_own_units(working, to_scaled, matrix)


def scaling(matrix: np.ndarray) -> np.ndarray:
    """Return what the columns are multiplied by so that all but the intercept have mean 0 and spread 1."""
    mean, spread = matrix[:, 1:].mean(axis=0), matrix[:, 1:].std(axis=0)
    # A column that does not vary is left for the rank to judge.
    by = 1 / np.where(spread > 0, spread, 1.0)
    turned = np.diag([1.0, *by])
    turned[0, 1:] = -mean * by
    return turned


def in_own_units(working: Fit, to_scaled: np.ndarray, matrix: np.ndarray) -> Logistic:
    """Return the fit of scaled columns as that of the columns as they came."""
    coefficients, bread = to_scaled @ working.coefficients, to_scaled @ working.bread @ to_scaled.T
    # The first column holds the roots of the binomial variance: the intercept times them.
    columns = matrix * working.matrix[:, :1]
    return Logistic(coefficients, Fit(columns, working.weights, coefficients, working.residuals, bread))


def working_fit(
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
