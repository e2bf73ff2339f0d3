"""Weights that let people with an outcome stand for people like them without one."""

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.model.arms import is_exposed
from chart2paper.model.design import design
from chart2paper.model.logistic import logistic
from chart2paper.model.results import NotEstimable

# One person should not stand for more than 20.
LEAST_PROBABILITY = 0.05


def weights_for_missing(people: pd.DataFrame, covariates: list[str]) -> np.ndarray | NotEstimable:
    """Return for each person 1 / the probability that their outcome is known (Seaman and White 2013).

    A logistic model of having an outcome on arm and baseline covariates; an arm in which no outcome is
    missing has probability 1 and stays out of the model. The weights undo missing outcomes only as far
    as these covariates explain them. The variance treats them as known, which is on the safe side.
    """
    known, exposed = people["final_score"].notna().to_numpy(), is_exposed(people)
    complete = np.where(exposed, known[exposed].all(), known[~exposed].all()).astype(bool)
    rest = people[~complete]
    arms = {} if len(set(exposed[~complete])) < 2 else {"exposed": exposed[~complete]}
    columns = design(rest, covariates, arms)
    if isinstance(columns, NotEstimable):
        return columns
    model = logistic(columns.matrix, known[~complete].astype(float), np.ones(len(rest)))
    if isinstance(model, NotEstimable):
        return NotEstimable("the covariates predict perfectly whose outcome is missing")
    probability = np.ones(len(people))
    probability[~complete] = special.expit(columns.matrix @ model.coefficients)
    if probability[known].min() < LEAST_PROBABILITY:
        return NotEstimable("some people hardly ever have an outcome, so no one can stand for them")
    return 1 / probability
