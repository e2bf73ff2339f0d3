"""The propensity score: how likely each person was to be exposed, given their covariates."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.match.candidates import Possible
from chart2paper.statistics.both_arms import OneArm, in_both_arms
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.group_differences import Group, variance
from chart2paper.statistics.logistic import logistic
from chart2paper.statistics.results import NotEstimable

Vector = NDArray[np.float64]

# Column of the logit among the covariates.
LOGIT = "propensity_logit"
# Logits equal to this many decimals are ties, which the id decides.
_DECIMALS = 9


@dataclass(frozen=True)
class Propensity:
    """The log odds of exposure of each row, infinite at a level that one arm alone has; left_out: those levels."""

    logits: Vector
    left_out: tuple[OneArm, ...]


def propensity_logits(
    people: pd.DataFrame, exposed: NDArray[np.bool_], covariates: list[str], weights: Vector
) -> Propensity | NotEstimable:
    """Return the log odds of exposure of each person (Rosenbaum and Rubin 1983).

    A logistic regression of exposure on the covariates (main effects; missing values and rare levels as in
    `statistics.design_matrix`). `weights` says how much each row counts: 1, or less for each of several rows of one
    person. Rows at a level that one arm alone has are left out of it (`in_both_arms`): their score is 1 or 0.
    Not estimable when an arm is empty or the covariates tell the arms apart perfectly.
    """
    if not exposed.any() or exposed.all():
        return NotEstimable("one arm is empty")
    kept, left_out = in_both_arms(people, covariates, exposed)
    columns = design(people[kept], covariates, {})
    if isinstance(columns, NotEstimable):
        return columns
    model = logistic(columns.matrix, exposed[kept].astype(float), weights[kept])
    if isinstance(model, NotEstimable):
        return NotEstimable("the covariates tell the exposed and the comparators apart perfectly")
    logits = np.where(exposed, np.inf, -np.inf)
    logits[kept] = np.einsum("ij,j->i", columns.matrix, model.coefficients)
    return Propensity(logits, left_out)


def with_propensity(possible: Possible, covariates: list[str]) -> Possible | NotEstimable:
    """Return the same people with their log odds of exposure as a covariate.

    The model sees the sample before matching: the exposed and each candidate once, shared out over their dates.
    """
    people, exposed, weights = possible.everyone(covariates)
    scores = propensity_logits(people, exposed, covariates, weights)
    if isinstance(scores, NotEstimable):
        return scores
    logits = scores.logits.round(_DECIMALS)
    return replace(
        possible,
        exposed=possible.exposed.assign(**{LOGIT: logits[exposed]}),
        slots=possible.slots.assign(**{LOGIT: logits[~exposed]}),
    )


def standard_deviation(possible: Possible) -> float:
    """Return the SD of the logit over everyone before matching, the unit of the propensity caliper.

    Exposed and candidates are one sample here, as in MatchIt (std.caliper); Austin 2011, who recommends 0.2, pools the
    variances within the arms, which is less when the arms differ. Those at a level of one arm (infinite) do not count.
    """
    everyone, _, weights = possible.everyone([LOGIT])
    logits = everyone[LOGIT].to_numpy("float64")
    scored = np.isfinite(logits)
    people = Group(logits[scored], weights[scored], np.arange(scored.sum()))
    return float(np.sqrt(variance(people, binary=False)))
