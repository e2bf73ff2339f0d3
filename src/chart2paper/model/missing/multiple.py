"""The primary analysis in every completed data set, pooled."""

from dataclasses import replace

import numpy as np
import pandas as pd

from chart2paper.model.ancova import final_score_model
from chart2paper.model.missing.rubin import pool
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import NotEstimable, Result, t_interval
from chart2paper.statistics.robust_variance import cr2_of_many

METHOD = "mi_rubin"
NONE_MISSING = "no outcome is missing"


def completed_model(
    people: pd.DataFrame, completed: np.ndarray, adjust_for: list[str]
) -> Model | NotEstimable:
    """Return the primary model (`ancova`) fitted to the first completed data set.

    Its design, weights and sets are those of every completed data set: only scores differ.
    """
    filled = people.assign(final_score=completed[:, 0])
    return final_score_model(filled, adjust_for, {"exposed": is_exposed(people)}, set_weights(people))


def pooled_difference(model: Model, completed: np.ndarray, sets: pd.Series) -> Result:
    """Return the adjusted difference pooled over completed data sets (people x imputations).

    Each is analysed like the primary estimate, with the CR2 variance by matched set (`clusters`), and its Satterthwaite
    degrees of freedom are what Barnard and Rubin (1999) call those of the complete data.
    """
    x, weights = model.fit.matrix, model.fit.weights
    coefficients = model.fit.bread @ (x.T @ (weights[:, None] * completed))
    fit = replace(model.fit, coefficients=coefficients, residuals=completed - x @ coefficients)
    contrast = model.design.contrast({"exposed": 1})
    variances, df = cr2_of_many(fit, sets, contrast)
    pooled = pool(contrast @ coefficients, variances, df)
    notes = (*model.design.notes, f"fraction of missing information {pooled.missing_information:.2f}")
    return t_interval(pooled.estimate, pooled.standard_error, pooled.df, notes)
