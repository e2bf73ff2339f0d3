"""The risk difference in the exposed, adjusted by standardisation."""

import math

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.model.arms import is_exposed, too_few
from chart2paper.model.clusters import clusters
from chart2paper.model.design import Design, design
from chart2paper.model.logistic import logistic
from chart2paper.model.results import Interval, NotEstimable, Result, t_interval
from chart2paper.model.robust_variance import cr2
from chart2paper.model.set_weights import set_weights


def standardised_risk_difference(people: pd.DataFrame, response: np.ndarray, covariates: list[str]) -> Result:
    """Return how many more of the exposed responded than would have without the exposure.

    A logistic model of response on exposure and covariates with set weights; each exposed person's risk
    is predicted with and without exposure and the differences are averaged (standardisation; Hernan and
    Robins 2020, chapter 13; in matched sets Greifer 2023). Interval by the delta method from the CR2
    variance of the coefficients, clustered by set, covariates taken as given.
    """
    exposed = is_exposed(people)
    reason = too_few(people, "in the matched sets") or _one_sided(response, exposed)
    if reason:
        return reason
    columns = design(people, covariates, {"exposed": exposed})
    if isinstance(columns, NotEstimable):
        return columns
    model = logistic(columns.matrix, response.astype(float), set_weights(people))
    if isinstance(model, NotEstimable):
        return model
    difference, gradient = _average_difference(columns, model.coefficients, exposed)
    variance, df = cr2(model.working, clusters(people), gradient)
    return _within_range(t_interval(difference, math.sqrt(variance), df, columns.notes))


def _one_sided(response: np.ndarray, exposed: np.ndarray) -> NotEstimable | None:
    """Say which arm has only responders or none: the odds ratio is then 0 or infinite."""
    reasons = []
    for who, arm in (("the exposed", response[exposed]), ("comparators", response[~exposed])):
        if not arm.any():
            reasons.append(f"no responders among {who}")
        if arm.all():
            reasons.append(f"everyone responded among {who}")
    return NotEstimable(" and ".join(reasons)) if reasons else None


def _average_difference(
    columns: Design, coefficients: np.ndarray, exposed: np.ndarray
) -> tuple[float, np.ndarray]:
    """Return the mean difference in predicted risk over the exposed, and its slope in each coefficient."""
    value, gradient = 0.0, np.zeros(len(coefficients))
    for sign, level in ((1, 1.0), (-1, 0.0)):
        matrix = columns.replaced("exposed", level)[exposed]
        risk = special.expit(matrix @ coefficients)
        value += sign * float(risk.mean())
        gradient = gradient + sign * (matrix * (risk * (1 - risk))[:, None]).mean(axis=0)
    return value, gradient


def _within_range(result: Result) -> Result:
    """Cut the interval where risks end: no difference is beyond -1 or 1."""
    if isinstance(result, NotEstimable):
        return result
    return Interval(result.estimate, max(result.low, -1.0), min(result.high, 1.0), result.p, result.notes)
