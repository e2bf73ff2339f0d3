"""Weights that make the arms alike: for the effect in the exposed, and in people in equipoise."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.model.censoring_weights import chance_of_outcome
from chart2paper.statistics.arms import is_exposed, too_few, with_outcome
from chart2paper.statistics.both_arms import OneArm, in_both_arms
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.logistic import Chance, logistic
from chart2paper.statistics.results import NotEstimable


@dataclass(frozen=True)
class Models:
    """What all weights are made of: who is exposed, whose outcome is known, and how likely either was.

    kept: which people have weights at all (`in_both_arms`); all else is of them alone. observed: None when no outcome
    is missing. notes: which people and covariates were left out.
    """

    kept: np.ndarray
    exposed: np.ndarray
    known: np.ndarray
    propensity: Chance
    observed: Chance | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Weights:
    """How much each person counts (0 without an outcome), and by how much that rests on estimated models.

    untruncated: before large weights were cut. slopes: for each model, by how much the log of each weight grows
    with the model's linear predictor.
    """

    values: np.ndarray
    untruncated: np.ndarray
    slopes: tuple[tuple[Chance, np.ndarray], ...] = ()
    notes: tuple[str, ...] = ()


def equal_weights(people: pd.DataFrame) -> Weights:
    """Return weight 1 for everyone with an outcome."""
    known = people["final_score"].notna().to_numpy(dtype=float)
    return Weights(known, known)


def models_of(
    people: pd.DataFrame, covariates: list[str], adjust_for: list[str], least: float
) -> Models | NotEstimable:
    """Fit the propensity score on `covariates`, and the chance of a known outcome on arm and `adjust_for`.

    people: POPULATION rows. least: see `chance_of_outcome`. Logistic models with main effects (Rosenbaum
    and Rubin 1983; Seaman and White 2013).
    People at a level that only one arm has are left out first. Not estimable with fewer than two people with an
    outcome in an arm, or when covariates tell the arms, or who has an outcome, apart perfectly.
    """
    reason = too_few(people, "who were eligible")
    if reason:
        return reason
    kept, left_out = in_both_arms(people, covariates, is_exposed(people))
    people = people[kept]
    reason = too_few(with_outcome(people))
    if reason:
        return reason
    exposed, known = is_exposed(people), people["final_score"].notna().to_numpy()
    columns = design(people, covariates, {})
    if isinstance(columns, NotEstimable):
        return columns
    model = logistic(columns.matrix, exposed.astype(float), np.ones(len(people)))
    if isinstance(model, NotEstimable):
        return NotEstimable(
            "the covariates tell the exposed and the comparators apart perfectly (separation)"
        )
    chance = special.expit(columns.matrix @ model.coefficients)
    propensity = Chance(chance, np.ones(len(people), dtype=bool), columns.matrix, model.working)
    observed = None if known.all() else chance_of_outcome(people, adjust_for, least)
    if isinstance(observed, NotEstimable):
        return observed
    notes = *(_note(each) for each in left_out), *columns.notes
    return Models(kept, exposed, known, propensity, observed, notes)


def _note(left_out: OneArm) -> str:
    people, level = int(left_out.rows.sum()), left_out.level
    if left_out.exposed:
        return (
            f"{people} exposed people are left out because no comparator has {level}: the effect is that in the "
            "other exposed people"
        )
    return f"{people} comparators are left out, with weight 0, because no exposed person has {level}"


def att_weights(models: Models) -> Weights:
    """Return weights for the effect in the exposed: 1 for them, e / (1 - e) for comparators.

    e is the propensity score (Robins, Hernan and Brumback 2000; effect in the exposed: Sato and Matsuyama 2003).
    """
    e, exposed = models.propensity.probability, models.exposed
    return _weights(models, np.where(exposed, 1.0, e / (1 - e)), np.where(exposed, 0.0, 1.0))


def overlap_weights(models: Models) -> Weights:
    """Return weights for the effect in people in equipoise: 1 - e for the exposed, e for comparators.

    Li, Morgan and Zaslavsky 2018. No weight exceeds 1, so that none has to be cut, and without missing outcomes
    every covariate of the propensity model has the same mean in both arms.
    """
    e, exposed = models.propensity.probability, models.exposed
    return _weights(models, np.where(exposed, 1 - e, e), np.where(exposed, -e, 1 - e))


def _weights(models: Models, values: np.ndarray, slope: np.ndarray) -> Weights:
    """Let people with an outcome also stand for those without, each by 1 / the chance of having one."""
    slopes = [(models.propensity, slope)]
    if models.observed is not None:
        chance = models.observed.probability
        values = values / chance
        slopes.append((models.observed, chance - 1))
    values = values * models.known
    return Weights(values, values, tuple(slopes), models.notes)


def truncated(weights: Weights, exposed: np.ndarray, percentile: float) -> Weights:
    """Set weights above a percentile of their arm (people with an outcome) to it (Cole and Hernan 2008).

    A weight that is cut no longer changes with the models, so its slopes are 0; the limit itself is taken
    as given.
    """
    limit = np.full(len(exposed), np.inf)
    for arm in (exposed, ~exposed):
        counted = weights.untruncated[arm & (weights.untruncated > 0)]
        if len(counted):
            limit[arm] = np.percentile(counted, percentile)
    cut = weights.untruncated > limit
    slopes = tuple((chance, np.where(cut, 0.0, slope)) for chance, slope in weights.slopes)
    return replace(weights, values=np.minimum(weights.untruncated, limit), slopes=slopes)
