"""Generalised estimating equations for all scores: average differences, with a variance that trusts no model."""

import warnings

import numpy as np

from chart2paper.model.repeated.observations import Observations
from chart2paper.statistics.results import NotEstimable, Result, t_interval, with_notes


def gee_results(data: Observations) -> dict[str, Result]:
    """Return both contrasts by GEE (Liang and Zeger 1986), clustered by matched set.

    Exchangeable working correlation of all scores of a set; covariance with the correction of Mancl and DeRouen
    (2001); t intervals with sets minus coefficients degrees of freedom.
    """
    sets = data.set_of_person[data.person]
    df = len(np.unique(sets)) - data.matrix.shape[1]
    fitted = _fitted(data, sets) if df >= 1 else NotEstimable("too few matched sets for so many covariates")
    if isinstance(fitted, NotEstimable):
        return dict.fromkeys(data.contrasts, fitted)
    coefficients, covariance = fitted
    return {
        name: with_notes(
            t_interval(float(contrast @ coefficients), float(np.sqrt(contrast @ covariance @ contrast)), df),
            data.notes,
        )
        for name, contrast in data.contrasts.items()
    }


def _fitted(data: Observations, sets: np.ndarray) -> tuple[np.ndarray, np.ndarray] | NotEstimable:
    from statsmodels.genmod.cov_struct import Exchangeable
    from statsmodels.genmod.generalized_estimating_equations import GEE

    model = GEE(data.outcome, data.matrix, sets, cov_struct=Exchangeable())
    try:
        with warnings.catch_warnings():
            # What a warning says shows in `converged` and in numbers that are not finite.
            warnings.simplefilter("ignore")
            result = model.fit(cov_type="bias_reduced", maxiter=200)
            covariance = np.asarray(result.cov_params())
    except np.linalg.LinAlgError:
        return NotEstimable("the model fits some matched sets exactly, which leaves no variance to correct")
    if not result.converged or not np.isfinite(covariance).all() or (np.diag(covariance) <= 0).any():
        return NotEstimable("the estimating equations did not converge")
    return np.asarray(result.params), covariance
