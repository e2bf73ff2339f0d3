"""The propensity score: how likely each person was to be exposed, given their covariates."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.match.candidates import Possible
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.group_differences import Group, variance
from chart2paper.statistics.logistic import logistic
from chart2paper.statistics.results import NotEstimable

Vector = NDArray[np.float64]

# Column of the logit among the covariates.
LOGIT = "propensity_logit"
# Logits equal to this many decimals are ties, which the id decides.
_DECIMALS = 9


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
    log_odds: Vector = np.einsum("ij,j->i", columns.matrix, model.coefficients)
    return log_odds


def with_propensity(possible: Possible, covariates: list[str]) -> Possible | NotEstimable:
    """Return the same people with their log odds of exposure as a covariate.

    The model sees the sample before matching: the exposed and each candidate once, shared out over their dates.
    """
    people, exposed, weights = possible.everyone(covariates)
    logits = propensity_logits(people, exposed, covariates, weights)
    if isinstance(logits, NotEstimable):
        return logits
    logits = logits.round(_DECIMALS)
    return replace(
        possible,
        exposed=possible.exposed.assign(**{LOGIT: logits[exposed]}),
        slots=possible.slots.assign(**{LOGIT: logits[~exposed]}),
    )


def standard_deviation(possible: Possible) -> float:
    """Return the SD of the logit over everyone before matching, the unit of the propensity caliper.

    Exposed and candidates are one sample here, as in MatchIt (std.caliper); Austin 2011, who recommends 0.2, pools the
    variances within the arms, which is less when the arms differ.
    """
    logits, _, weights = possible.everyone([LOGIT])
    people = Group(logits[LOGIT].to_numpy("float64"), weights, np.arange(len(logits)))
    return float(np.sqrt(variance(people, binary=False)))
