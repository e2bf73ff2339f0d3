"""The final score, adjusted for baseline and covariates, in matched sets."""

from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimators import ANCOVA
from chart2paper.model.censoring_weights import censoring_weights
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, numbers, too_few, with_outcome
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.regression import Fit, Model, least_squares, no_spread
from chart2paper.statistics.results import NotEstimable, Result, Row, rough_note, row, with_notes
from chart2paper.statistics.robust_variance import cr2

ADJUSTED, WEIGHTED = ANCOVA.estimands
OUTCOME, METHOD = ADJUSTED.outcome, ADJUSTED.method
# Without the indicator the mean would stand in for a missing number and count. Least squares has a solution
# whatever the outcomes of two people are; one alone would be fitted exactly and so left out.
FEWEST_MISSING = 2


def ancova(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return the adjusted difference in final score, and the same weighted for missing outcomes."""
    observed = with_outcome(people)
    adjust_for = estimation["adjust_for"]
    results = (
        (ADJUSTED, _difference(observed, adjust_for, set_weights(observed))),
        (WEIGHTED, _difference_weighted(people, observed, estimation)),
    )
    return [row(known.outcome, known.name, known.method, counts(observed), found) for known, found in results]


def _difference(observed: pd.DataFrame, covariates: list[str], weights: np.ndarray) -> Result:
    model = final_score_model(observed, covariates, {"exposed": is_exposed(observed)}, weights)
    return (
        model if isinstance(model, NotEstimable) else set_result(model, model.design.contrast({"exposed": 1}))
    )


def _difference_weighted(people: pd.DataFrame, observed: pd.DataFrame, estimation: dict[str, Any]) -> Result:
    short = too_few(observed)
    if short:
        return short
    covariates = estimation["adjust_for"]
    if len(observed) == len(people):
        note = "no outcome is missing, so this equals ancova_cr2"
        return with_notes(_difference(observed, covariates, set_weights(observed)), [note])
    inverse = censoring_weights(people, covariates, estimation["least_probability"])
    if isinstance(inverse, NotEstimable):
        return inverse
    known = people["final_score"].notna().to_numpy()
    return _difference(observed, covariates, (set_weights(people) * inverse)[known])


def final_score_model(
    observed: pd.DataFrame,
    covariates: list[str],
    effects: dict[str, np.ndarray],
    weights: np.ndarray,
    first: dict[str, np.ndarray] | None = None,
) -> Model | NotEstimable:
    """Fit the final score on covariates and effects (analysis of covariance; Vickers and Altman 2001).

    `observed` holds people with an outcome. The variance is clustered by matched set (see `clusters`) with the CR2
    correction and Satterthwaite degrees of freedom.
    """
    short = too_few(observed)
    if short:
        return short
    columns = design(observed, covariates, effects, first, fewest_missing=FEWEST_MISSING)
    if isinstance(columns, NotEstimable):
        return columns
    outcome = numbers(observed, "final_score")
    fit = least_squares(columns.matrix, outcome, weights)
    return no_spread(fit, outcome) or Model(fit, columns, partial(_by_set, sets=clusters(observed)))


def _by_set(fit: Fit, contrast: np.ndarray, sets: pd.Series) -> tuple[float, float]:
    return cr2(fit, sets, contrast)


def set_result(model: Model, contrast: np.ndarray) -> Result:
    """Return a contrast of a clustered model, with a warning when few sets make its interval rough."""
    _, df = model.variance(model.fit, contrast)
    return with_notes(model.result(contrast), rough_note(df))
