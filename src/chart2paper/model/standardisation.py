"""Risk difference, risk ratio and odds ratio in the exposed, adjusted by standardisation."""

import math

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.catalogue.responders import PENALISED
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed, too_few
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.design_matrix import Design, design
from chart2paper.statistics.firth import firth
from chart2paper.statistics.logistic import Logistic, logistic
from chart2paper.statistics.results import Interval, NotEstimable, Result, rough_note, t_interval
from chart2paper.statistics.robust_variance import cr2

# A ratio beyond e to this power says nothing but that people are few.
LARGEST_LOG = 50.0
CONTRASTS = ("risk_difference", "risk_ratio", "odds_ratio")


def standardised_risk_difference(people: pd.DataFrame, response: np.ndarray, covariates: list[str]) -> Result:
    """Return how many more of the exposed responded than would have without the exposure."""
    return standardised_contrasts(people, response, covariates)["risk_difference"]


def standardised_contrasts(
    people: pd.DataFrame, response: np.ndarray, covariates: list[str]
) -> dict[str, Result]:
    """Compare how many of the exposed responded with how many would have without the exposure (CONTRASTS).

    A logistic model of response on exposure and covariates with set weights; each exposed person's risk
    is predicted with and without exposure and both are averaged (standardisation; Hernan and Robins 2020,
    chapter 13; in matched sets Greifer 2023). The ratios are of these average risks, so that the odds ratio
    is marginal, not the coefficient of the model. Under separation by covariates the model is fitted with Firth's
    penalty, and a note says so; with an arm in which all or none responded there is no model. Intervals by the
    delta method from the CR2 variance of the coefficients, clustered by set, covariates taken as given; those of
    ratios on the log scale.
    """
    exposed = is_exposed(people)
    found = _model(people, response, covariates, exposed)
    if isinstance(found, NotEstimable):
        return dict.fromkeys(CONTRASTS, found)
    columns, model, notes = found
    (risk_1, slope_1), (risk_0, slope_0) = (
        _average_risk(columns, model.coefficients, exposed, level) for level in (1.0, 0.0)
    )
    odds_1, odds_0 = (risk * (1 - risk) for risk in (risk_1, risk_0))
    values = {
        "risk_difference": (risk_1 - risk_0, slope_1 - slope_0),
        "risk_ratio": (math.log(risk_1 / risk_0), slope_1 / risk_1 - slope_0 / risk_0),
        "odds_ratio": (_logit(risk_1) - _logit(risk_0), slope_1 / odds_1 - slope_0 / odds_0),
    }
    sets = clusters(people)
    results = {name: _result(*value, sets, model, notes) for name, value in values.items()}
    return {
        name: _within_range(result) if name == "risk_difference" else _exponential(result)
        for name, result in results.items()
    }


def _model(
    people: pd.DataFrame, response: np.ndarray, covariates: list[str], exposed: np.ndarray
) -> tuple[Design, Logistic, tuple[str, ...]] | NotEstimable:
    reason = too_few(people, "in the matched sets") or _one_sided(response, exposed)
    if reason:
        return reason
    columns = design(people, covariates, {"exposed": exposed})
    if isinstance(columns, NotEstimable):
        return columns
    data = columns.matrix, response.astype(float), set_weights(people)
    model, notes = logistic(*data), columns.notes
    # With as many columns as people nothing but the penalty would say what the risks are.
    if isinstance(model, NotEstimable) and len(people) > columns.matrix.shape[1]:
        model, notes = firth(*data), (PENALISED, *notes)
    return model if isinstance(model, NotEstimable) else (columns, model, notes)


def _one_sided(response: np.ndarray, exposed: np.ndarray) -> NotEstimable | None:
    """Say which arm has only responders or none: the odds ratio is then 0 or infinite."""
    reasons = []
    for who, arm in (("the exposed", response[exposed]), ("comparators", response[~exposed])):
        if not arm.any():
            reasons.append(f"no responders among {who}")
        if arm.all():
            reasons.append(f"everyone responded among {who}")
    return NotEstimable(" and ".join(reasons)) if reasons else None


def _average_risk(
    columns: Design, coefficients: np.ndarray, exposed: np.ndarray, level: float
) -> tuple[float, np.ndarray]:
    """Return the mean predicted risk of the exposed at a level of exposure, and its slope in each coefficient."""
    matrix = columns.replaced("exposed", level)[exposed]
    risk = special.expit(matrix @ coefficients)
    return float(risk.mean()), (matrix * (risk * (1 - risk))[:, None]).mean(axis=0)


def _result(
    value: float, gradient: np.ndarray, sets: pd.Series, model: Logistic, notes: tuple[str, ...]
) -> Result:
    variance, df = cr2(model.working, sets, gradient)
    return t_interval(value, math.sqrt(variance), df, (*notes, *rough_note(df)))


def _logit(risk: float) -> float:
    return math.log(risk / (1 - risk))


def _within_range(result: Result) -> Result:
    """Cut the interval where risks end: no difference is beyond -1 or 1."""
    if isinstance(result, NotEstimable):
        return result
    return Interval(result.estimate, max(result.low, -1.0), min(result.high, 1.0), result.p, result.notes)


def _exponential(result: Result) -> Result:
    """Return a ratio from its logarithm."""
    if isinstance(result, NotEstimable):
        return result
    if max(-result.low, result.high) > LARGEST_LOG:
        return NotEstimable("too few people for an interval of the ratio")
    estimate, low, high = (math.exp(value) for value in (result.estimate, result.low, result.high))
    return Interval(estimate, low, high, result.p, result.notes)
