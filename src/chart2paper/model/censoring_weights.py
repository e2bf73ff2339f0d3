"""Inverse probability of censoring weights: people with an outcome stand for people like them without one."""

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.design_matrix import Design, design
from chart2paper.statistics.logistic import Chance, logistic
from chart2paper.statistics.results import NotEstimable


def censoring_weights(people: pd.DataFrame, covariates: list[str], least: float) -> np.ndarray | NotEstimable:
    """Return for each person 1 / the probability that their outcome is known (Seaman and White 2013).

    The weights undo missing outcomes only as far as these covariates explain them. The variance treats
    them as known, which is on the safe side. least: see `chance_of_outcome`.
    """
    model = chance_of_outcome(people, covariates, least)
    return model if isinstance(model, NotEstimable) else 1 / model.probability


def chance_of_outcome(people: pd.DataFrame, covariates: list[str], least: float) -> Chance | NotEstimable:
    """Return a logistic model of having an outcome on arm and baseline covariates; some must be missing.

    People in an arm, or at a level of a covariate, in which no outcome is missing have probability 1 and stay
    out of the model: that is where its likelihood would lead (quasi-complete separation; Albert and Anderson
    1984). least: not estimable when someone with an outcome had less than this probability of it, because they
    would stand for more than 1 / least people.
    """
    known, exposed = people["final_score"].notna().to_numpy(), is_exposed(people)
    sure = np.where(exposed, known[exposed].all(), known[~exposed].all()).astype(bool)
    columns = _columns(people[~sure], covariates)
    while isinstance(columns, Design) and (more := _never_missing(columns.matrix, known[~sure])).any():
        sure[~sure] = more
        columns = _columns(people[~sure], covariates)
    if isinstance(columns, NotEstimable):
        return columns
    model = logistic(columns.matrix, known[~sure].astype(float), np.ones(len(columns.matrix)))
    if isinstance(model, NotEstimable):
        return NotEstimable("the covariates predict perfectly whose outcome is missing")
    probability = np.ones(len(people))
    probability[~sure] = special.expit(columns.matrix @ model.coefficients)
    if probability[known].min() < least:
        return NotEstimable("some people hardly ever have an outcome, so no one can stand for them")
    return Chance(probability, ~sure, columns.matrix, model.working)


def _columns(people: pd.DataFrame, covariates: list[str]) -> Design | NotEstimable:
    exposed = is_exposed(people)
    return design(people, covariates, {} if len(set(exposed)) < 2 else {"exposed": exposed})


def _never_missing(matrix: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return the people at a level of some column of two values at which every outcome is known."""
    found = np.zeros(len(matrix), dtype=bool)
    for column in matrix.T:
        levels = np.unique(column)
        for level in levels if len(levels) == 2 else ():
            found |= (column == level) & known[column == level].all()
    return found
