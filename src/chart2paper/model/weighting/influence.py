"""How much each person moves a weighted difference, through every model that it rests on."""

import numpy as np
import pandas as pd

from chart2paper.statistics.regression import Fit
from chart2paper.statistics.robust_variance import FITTED_EXACTLY, leverage


def influence(fit: Fit, contrast: np.ndarray) -> np.ndarray:
    """Return by how much each person moves a combination of coefficients (first order; Huber 1967)."""
    influence: np.ndarray = (fit.matrix @ (fit.bread @ contrast)) * fit.weights * fit.residuals
    return influence


def small_sample(fit: Fit) -> np.ndarray:
    """Return what to multiply influences by because people draw the fit towards themselves.

    1 / root(1 - leverage), as in HC2 (MacKinnon and White 1985); 0 for a person who is fitted exactly.
    """
    rest = 1 - leverage(fit)
    return np.where(rest > FITTED_EXACTLY, 1 / np.sqrt(np.maximum(rest, FITTED_EXACTLY)), 0.0)


def variance_by_person(moves: np.ndarray, person_id: pd.Series) -> float:
    """Return the variance of an estimate from everyone's influence; rows of one person move it together."""
    codes = pd.factorize(person_id, sort=True)[0]
    return float((np.bincount(codes, weights=moves) ** 2).sum())


def welch_df(moves: np.ndarray, weights: np.ndarray, exposed: np.ndarray) -> float:
    """Return degrees of freedom: those of Welch (1947) with effective numbers of people.

    Each arm's share of the variance has as many as the arm's effective size (sum w)^2 / sum w^2 (Kish 1965)
    less 1. With equal weights this is Welch's t test. 0 when an arm counts as one person.
    """
    parts, freedom = [], []
    for arm in (exposed, ~exposed):
        w = weights[arm]
        parts.append(float((moves[arm] ** 2).sum()))
        freedom.append(float(w.sum()) ** 2 / float((w**2).sum()) - 1)
    if min(freedom) <= 0:
        return 0.0
    spread = sum(part**2 / df for part, df in zip(parts, freedom, strict=True))
    return sum(parts) ** 2 / spread if spread > 0 else 0.0
