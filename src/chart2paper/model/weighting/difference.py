"""The weighted difference between the arms, plain or doubly robust, with a variance that knows all its models."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from chart2paper.model.weighting.influence import influence, small_sample, variance_by_person, welch_df
from chart2paper.model.weighting.weights import Weights
from chart2paper.statistics.arms import is_exposed, numbers, too_few, with_outcome
from chart2paper.statistics.design_matrix import design, independent
from chart2paper.statistics.logistic import Chance
from chart2paper.statistics.regression import Fit, least_squares, no_spread
from chart2paper.statistics.results import NotEstimable, Result, rough_note, t_interval

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
    score = numbers(people, "final_score")[_known(people)]
    fit = _arm_means(people, score, weights)
    return no_spread(fit, score) or _result(people, weights, fit, [])


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
    score, comparator = numbers(observed, "final_score"), ~is_exposed(observed)
    matrix = columns.matrix[:, independent(columns.matrix[comparator])]
    n, p = matrix[comparator].shape
    if n <= p:
        return NotEstimable(f"{n} comparators are too few for a regression with {p} coefficients")
    regression = least_squares(matrix[comparator], score[comparator], np.ones(n))
    fit = _arm_means(people, score - matrix @ regression.coefficients, weights)
    step = Step(_known(people)[comparator], regression, -(_pull(fit) @ matrix))
    notes = tuple(dict.fromkeys((*weights.notes, *columns.notes)))
    return no_spread(fit, score) or _result(people, replace(weights, notes=notes), fit, [step])


@dataclass(frozen=True)
class Step:
    """A model that a difference rests on: whose rows it was fitted to, and how the difference changes with it."""

    rows: np.ndarray
    fit: Fit
    gradient: np.ndarray


def _known(people: pd.DataFrame) -> np.ndarray:
    """Return the row numbers of people with an outcome."""
    return np.flatnonzero(people["final_score"].notna().to_numpy())


def _arm_means(people: pd.DataFrame, outcome: np.ndarray, weights: Weights) -> Fit:
    """Fit the weighted mean of each arm; `outcome` is by person with an outcome."""
    known = _known(people)
    exposed = is_exposed(people)[known].astype(float)
    return least_squares(np.column_stack([exposed, 1 - exposed]), outcome, weights.values[known])


def _pull(fit: Fit) -> np.ndarray:
    """Return by how much each person's outcome moves the difference of the weighted means."""
    influence: np.ndarray = (fit.matrix @ (fit.bread @ CONTRAST)) * fit.weights
    return influence


def _result(people: pd.DataFrame, weights: Weights, fit: Fit, steps: list[Step]) -> Result:
    known = _known(people)
    moves, by_weight = np.zeros(len(people)), np.zeros(len(people))
    # A weight that grows by a share moves the difference by that share of its person's influence.
    by_weight[known] = influence(fit, CONTRAST)
    moves[known] = by_weight[known] * small_sample(fit)
    for step in [*steps, *(_through(chance, by_weight * slope) for chance, slope in weights.slopes)]:
        moves[step.rows] += influence(step.fit, step.gradient) * small_sample(step.fit)
    df = welch_df(moves, weights.values, is_exposed(people))
    notes = (*weights.notes, *rough_note(df))
    error = math.sqrt(variance_by_person(moves, people["person_id"]))
    return t_interval(float(CONTRAST @ fit.coefficients), error, df, notes)


def _through(chance: Chance, moves: np.ndarray) -> Step:
    """Return how the difference changes with the coefficients of a model behind the weights."""
    return Step(np.flatnonzero(chance.modelled), chance.working, moves[chance.modelled] @ chance.matrix)
