"""The whole-sample multivariable model of percent change."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.model.percent_change import OUTCOME, baseline_zero_note
from chart2paper.statistics.arms import counts, is_exposed, percent_change, too_few, with_percent_change
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.regression import Model, least_squares, no_spread
from chart2paper.statistics.results import NotEstimable, Row, row, with_notes, without_p
from chart2paper.statistics.robust_variance import hc3

METHOD = "ols_hc3"


def whole_sample_regression(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return the adjusted difference in percent change, and what the model predicts for each arm.

    Least squares of each person's percent change on exposure and covariates with HC3 variance. The
    predictions are means over everyone, first as if all were exposed, then as if none were.
    """
    usable = with_percent_change(people)
    size = counts(usable)
    model = percent_change_model(usable, estimation["adjust_for"], {"exposed": is_exposed(usable)})
    notes = baseline_zero_note(people)
    estimands = ("adjusted_difference", "predicted_exposed", "predicted_comparator")
    if isinstance(model, NotEstimable):
        return [row(OUTCOME, estimand, METHOD, size, model) for estimand in estimands]
    everyone = [model.design.replaced("exposed", value).mean(axis=0) for value in (1.0, 0.0)]
    results = [
        model.result(model.design.contrast({"exposed": 1})),
        *(without_p(model.result(contrast)) for contrast in everyone),
    ]
    return [
        row(OUTCOME, estimand, METHOD, size, with_notes(result, notes))
        for estimand, result in zip(estimands, results, strict=True)
    ]


def percent_change_model(
    usable: pd.DataFrame,
    covariates: list[str],
    effects: dict[str, np.ndarray],
    first: dict[str, np.ndarray] | None = None,
) -> Model | NotEstimable:
    """Fit percent change on covariates and effects; `usable` holds people who have a percent change.

    Not estimable when comparators are in several sets: HC3 takes every row for another person.
    """
    short = too_few(usable, "with a percent change") or shared_comparators(usable)
    if short:
        return short
    columns = design(usable, covariates, effects, first)
    if isinstance(columns, NotEstimable):
        return columns
    outcome = percent_change(usable)
    fit = least_squares(columns.matrix, outcome, np.ones(len(usable)))
    return no_spread(fit, outcome) or Model(fit, columns, hc3)
