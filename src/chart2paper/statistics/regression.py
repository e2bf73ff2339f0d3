"""Least squares, and what a fitted model says about a combination of its coefficients."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from chart2paper.statistics.design_matrix import Design
from chart2paper.statistics.results import NotEstimable, Result, t_interval, with_notes


@dataclass(frozen=True)
class Fit:
    """A weighted least-squares fit: n people, p coefficients; `bread` is the inverse of X'WX."""

    matrix: np.ndarray
    weights: np.ndarray
    coefficients: np.ndarray
    residuals: np.ndarray
    bread: np.ndarray


# From a fit and a contrast to the variance of that combination and its degrees of freedom.
Variance = Callable[[Fit, np.ndarray], tuple[float, float]]


@dataclass(frozen=True)
class Model:
    """A fit with its design and the way its variance is judged."""

    fit: Fit
    design: Design
    variance: Variance
    notes: tuple[str, ...] = ()

    def result(self, contrast: np.ndarray) -> Result:
        """Return the combination of coefficients with its t interval and p value."""
        variance, df = self.variance(self.fit, contrast)
        estimate = float(contrast @ self.fit.coefficients)
        return with_notes(
            t_interval(estimate, math.sqrt(max(variance, 0.0)), df), (*self.design.notes, *self.notes)
        )


def least_squares(matrix: np.ndarray, outcome: np.ndarray, weights: np.ndarray) -> Fit:
    """Fit by weighted least squares; the columns must be independent and the weights positive."""
    from statsmodels.regression.linear_model import WLS

    fit = WLS(outcome, matrix, weights).fit()
    return Fit(matrix, weights, fit.params, fit.resid, fit.normalized_cov_params)


def no_spread(fit: Fit, outcome: np.ndarray) -> NotEstimable | None:
    """Say why residuals leave nothing to judge an effect by; None when they do."""
    people, coefficients = fit.matrix.shape
    if np.ptp(outcome) == 0:
        return NotEstimable("the outcome is the same for everyone")
    if people <= coefficients:
        return NotEstimable(f"{people} people are too few for a model with {coefficients} coefficients")
    if np.abs(fit.residuals).max() < 1e-8 * np.abs(outcome).max():
        return NotEstimable(
            "the model fits every outcome exactly, which leaves nothing to judge the effect by"
        )
    return None
