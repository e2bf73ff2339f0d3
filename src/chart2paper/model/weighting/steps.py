"""What each step does: the difference unadjusted, by regression, by matching, and by weighting."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from chart2paper.model.ancova import OUTCOME, final_score_model, set_result
from chart2paper.model.set_weights import set_weights
from chart2paper.model.weighting.difference import doubly_robust_difference, weighted_difference
from chart2paper.model.weighting.weights import (
    Models,
    att_weights,
    equal_weights,
    overlap_weights,
    truncated,
)
from chart2paper.statistics.arms import counts, is_exposed, with_outcome
from chart2paper.statistics.results import NotEstimable, Result, row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape
from chart2paper.tables.weighting import POPULATION


class Settings(NamedTuple):
    """Covariates of the propensity score, covariates of regressions, and where large weights are cut."""

    covariates: list[str]
    adjust_for: list[str]
    percentile: float


def estimate_steps(
    population: pd.DataFrame,
    analysis_set: pd.DataFrame,
    models: Models | NotEstimable,
    settings: Settings,
    analysis: str,
) -> pd.DataFrame:
    """Return the differences in final score, from crude to weighted, as the table ESTIMATES.

    population: POPULATION rows. analysis_set: the matched people. models: of the population in the table's
    order (`weights.models_of`); weighted estimates rest on those whom they keep. The regression adjusts for every
    covariate of the propensity score, so that it differs from weighting in method alone.
    """
    people, matched = shape(population, POPULATION), with_outcome(shape(analysis_set, ANALYSIS_SET))
    observed = with_outcome(people)
    # The model clusters by set; here everyone is a set of their own, in whatever arm.
    alone = observed.assign(set_id=observed["person_id"])
    crude = [
        ("difference", "unadjusted", observed, weighted_difference(people, equal_weights(people))),
        ("adjusted_difference", "regression_cr2", observed, _regression(alone, settings.covariates)),
        ("difference", "matched_cr2", matched, _matched(matched)),
    ]
    weighted = people if isinstance(models, NotEstimable) else people[models.kept].reset_index(drop=True)
    by_weight = [
        (*names, with_outcome(weighted), result)
        for names, result in _weighted(weighted, models, settings).items()
    ]
    rows = [
        row(OUTCOME, estimand, method, counts(who), result)
        for estimand, method, who, result in [*crude, *by_weight]
    ]
    return shape(rows_frame(rows, analysis), ESTIMATES)


def _regression(observed: pd.DataFrame, covariates: list[str]) -> Result:
    return _exposure(observed, covariates, np.ones(len(observed)))


def _matched(observed: pd.DataFrame) -> Result:
    """Return the difference within matched sets without covariates, as the primary analysis weights them."""
    return _exposure(observed, [], set_weights(observed))


def _exposure(observed: pd.DataFrame, covariates: list[str], weights: np.ndarray) -> Result:
    model = final_score_model(observed, covariates, {"exposed": is_exposed(observed)}, weights)
    if isinstance(model, NotEstimable):
        return model
    return set_result(model, model.design.contrast({"exposed": 1}))


def _weighted(
    people: pd.DataFrame, models: Models | NotEstimable, settings: Settings
) -> dict[tuple[str, str], Result]:
    """Return the weighted differences by estimand and method."""
    exposed, overlap = "difference_exposed", "difference_overlap"
    if isinstance(models, NotEstimable):
        names = (
            (exposed, "ipw"),
            (exposed, "ipw_untruncated"),
            (exposed, "aipw"),
            (overlap, "overlap_weights"),
            (overlap, "augmented_overlap"),
        )
        return dict.fromkeys(names, models)
    whole, equipoise = att_weights(models), overlap_weights(models)
    cut = truncated(whole, models.exposed, settings.percentile)
    return {
        (exposed, "ipw"): weighted_difference(people, cut),
        (exposed, "ipw_untruncated"): weighted_difference(people, whole),
        (exposed, "aipw"): doubly_robust_difference(people, cut, settings.adjust_for),
        (overlap, "overlap_weights"): weighted_difference(people, equipoise),
        (overlap, "augmented_overlap"): doubly_robust_difference(people, equipoise, settings.adjust_for),
    }
