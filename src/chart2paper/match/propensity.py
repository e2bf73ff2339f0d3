"""The propensity score: how likely each person was to be exposed, given their covariates."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.model.design import design
from chart2paper.model.logistic import logistic
from chart2paper.model.results import NotEstimable

Vector = NDArray[np.float64]


def propensity_logits(
    people: pd.DataFrame, exposed: NDArray[np.bool_], covariates: list[str], weights: Vector
) -> Vector | NotEstimable:
    """Return the log odds of exposure of each person (Rosenbaum and Rubin 1983).

    A logistic regression of exposure on the covariates (main effects; missing values and rare levels as in
    `model.design`). `weights` says how much each row counts: 1, or less for each of several rows of one person.
    Not estimable when an arm is empty or the covariates tell the arms apart perfectly.
    """
    if not exposed.any() or exposed.all():
        return NotEstimable("one arm is empty")
    columns = design(people, covariates, {})
    if isinstance(columns, NotEstimable):
        return columns
    model = logistic(columns.matrix, exposed.astype(float), weights)
    if isinstance(model, NotEstimable):
        return NotEstimable("the covariates tell the exposed and the comparators apart perfectly")
    return np.einsum("ij,j->i", columns.matrix, model.coefficients)
