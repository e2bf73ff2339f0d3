"""The weighted difference between the arms, plain or doubly robust, with a variance that knows all its models."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd

from chart2paper.model.ancova import ROUGH_BELOW_DF
from chart2paper.model.arms import is_exposed, numbers, too_few, with_outcome
from chart2paper.model.design import design, independent
from chart2paper.model.logistic import Chance
from chart2paper.model.regression import Fit, least_squares, no_spread
from chart2paper.model.results import NotEstimable, Result, t_interval
from chart2paper.model.weighting.influence import influence, small_sample, variance_by_person, welch_df
from chart2paper.model.weighting.weights import Weights

# Exposed minus comparator.
CONTRAST = np.array([1.0, -1.0])


def weighted_difference(people: pd.DataFrame, weights: Weights) -> Result:
    """Return the difference of the arms' weighted mean scores (Hajek 1971) with its 95 % interval.

    people: POPULATION rows. The variance is the M-estimation sandwich (Stefanski and Boos 2002) that counts
    the estimation of the models behind the weights (Lunceford and Davidian 2004), with an HC2 correction of
    each model and clustered by person; t quantiles with Welch's degrees of freedom.
    """
    reason = too_few(with_outcome(people))
    if reason:
        return reason
    fit = _arm_means(people, numbers(people, "final_score"), weights)
    return no_spread(fit, fit.residuals + fit.matrix @ fit.coefficients) or _result(people, weights, fit, [])


def doubly_robust_difference(people: pd.DataFrame, weights: Weights, adjust_for: list[str]) -> Result:
    """Return the weighted difference of what a regression among comparators leaves of each score.

    The augmented estimator of the effect in the exposed (Robins, Rotnitzky and Zhao 1994; for this estimand
    Mercatanti and Li 2014): consistent when the propensity score or the regression is right. The regression
    is least squares of the score on `adjust_for` among comparators with an outcome. Variance as in
    `weighted_difference`, counting the regression too.
    """
    observed = with_outcome(people)
    reason = too_few(observed)
    if reason:
        return reason
    columns = design(observed, adjust_for, {})
    if isinstance(columns, NotEstimable):
        return columns
    known, comparator = people["final_score"].notna().to_numpy(), ~is_exposed(observed)
    matrix = columns.matrix[:, independent(columns.matrix[comparator])]
    score = numbers(observed, "final_score")
    outcome = least_squares(matrix[comparator], score[comparator], np.ones(int(comparator.sum())))
    reason = no_spread(outcome, score[comparator])
    if reason:
        return reason
    left = np.full(len(people), np.nan)
    left[known] = score - matrix @ outcome.coefficients
    fit = _arm_means(people, left, weights)
    gradient = -(influence_weights(fit) @ matrix)
    rows = np.flatnonzero(known)[comparator]
    return _result(people, replace(weights, notes=columns.notes), fit, [(rows, outcome, gradient)])


def influence_weights(fit: Fit) -> np.ndarray:
    """Return by how much each person's outcome moves the difference of weighted means."""
    return (fit.matrix @ (fit.bread @ CONTRAST)) * fit.weights


def _arm_means(people: pd.DataFrame, outcome: np.ndarray, weights: Weights) -> Fit:
    """Fit the two weighted means among people with an outcome."""
    known = people["final_score"].notna().to_numpy()
    exposed = is_exposed(people)[known].astype(float)
    return least_squares(np.column_stack([exposed, 1 - exposed]), outcome[known], weights.values[known])


def _result(
    people: pd.DataFrame, weights: Weights, fit: Fit, regressions: list[tuple[np.ndarray, Fit, np.ndarray]]
) -> Result:
    known = np.flatnonzero(people["final_score"].notna().to_numpy())
    plain = np.zeros(len(people))
    plain[known] = influence(fit, CONTRAST)
    moves = np.zeros(len(people))
    moves[known] = plain[known] * small_sample(fit)
    for chance, slope in weights.slopes:
        regressions = [*regressions, _through(chance, plain * slope)]
    for rows, model, gradient in regressions:
        moves[rows] += influence(model, gradient) * small_sample(model)
    df = welch_df(moves, weights.values, is_exposed(people))
    notes = weights.notes
    if df < ROUGH_BELOW_DF:
        notes = (*notes, f"only {df:.1f} degrees of freedom, so the interval is rough")
    error = math.sqrt(variance_by_person(moves, people["person_id"]))
    return t_interval(float(CONTRAST @ fit.coefficients), error, df, notes)


def _through(chance: Chance, moves_per_slope: np.ndarray) -> tuple[np.ndarray, Fit, np.ndarray]:
    """Return the people of a model, its fit, and how the difference changes with its coefficients."""
    gradient = moves_per_slope[chance.modelled] @ chance.matrix
    return np.flatnonzero(chance.modelled), chance.working, gradient
