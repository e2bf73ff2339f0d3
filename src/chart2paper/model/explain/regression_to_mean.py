"""How much of the exposed's change comparators with the same baseline show without the exposure."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from chart2paper.model.ancova import set_result
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, numbers, too_few, with_both_scores
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.design_matrix import Design
from chart2paper.statistics.regression import Fit, Model, least_squares, no_spread
from chart2paper.statistics.results import Interval, NotEstimable, Result, Row, row, without_p
from chart2paper.statistics.robust_variance import cr2

METHOD = "comparator_line_cr2"
EXPOSED, LEVEL, SLOPE = "exposed", "comparators at the baseline of the exposed", "baseline of comparators"


def regression_to_mean(people: pd.DataFrame) -> list[Row]:
    """Return the exposed's mean change, what was to be expected of it, and what is left.

    people: ANALYSIS_SET. A line of later score on baseline among the comparators (set weights) predicts the
    change of someone with the exposed's mean baseline: it is (1 - slope) times the distance from the
    baseline down to the score at which the line expects no change, the usual formula of regression to the
    mean (Barnett, van der Pols and Dobson 2005) with any trend shared by all included. Intervals by CR2, clustered by
    set (`clusters`), with the baselines taken as given.
    """
    both = with_both_scores(people)
    size, model = counts(both), _model(both)
    wanted: list[tuple[str, str, dict[str, float]]] = [
        ("score_change", "exposed_change", {EXPOSED: 1}),
        ("score_change", "expected_without_exposure", {LEVEL: 1}),
        ("score_change", "remainder", {EXPOSED: 1, LEVEL: -1}),
        ("final_score", "slope_on_baseline", {SLOPE: 1}),
    ]
    return [
        row(outcome, estimand, METHOD, size, _result(model, estimand, weights))
        for outcome, estimand, weights in wanted
    ]


def _model(both: pd.DataFrame) -> Model | NotEstimable:
    """Fit the mean change of the exposed, and a line of the comparators' change on their baseline."""
    short = too_few(both, "with both scores")
    if short:
        return short
    exposed = is_exposed(both)
    baseline, change = numbers(both, "baseline_score"), numbers(both, "final_score")
    change = change - baseline
    if np.ptp(baseline[~exposed]) == 0:
        return NotEstimable("all comparators have the same baseline score")
    distance = baseline - baseline[exposed].mean()
    columns = {EXPOSED: exposed, LEVEL: ~exposed, SLOPE: np.where(exposed, 0.0, distance)}
    design = Design(np.column_stack([*columns.values()]).astype(float), tuple(columns), ())
    fit = least_squares(design.matrix, change, set_weights(both))
    return no_spread(fit, change) or Model(fit, design, partial(_by_set, sets=clusters(both)))


def _by_set(fit: Fit, contrast: np.ndarray, sets: pd.Series) -> tuple[float, float]:
    return cr2(fit, sets, contrast)


def _result(model: Model | NotEstimable, estimand: str, weights: dict[str, float]) -> Result:
    if isinstance(model, NotEstimable):
        return model
    result = set_result(model, model.design.contrast(weights))
    if estimand == "remainder":
        return result
    result = without_p(result)
    # The line is about change; that of the later score is steeper by 1.
    if estimand == "slope_on_baseline" and isinstance(result, Interval):
        ends = (result.estimate + 1, result.low + 1, result.high + 1)
        return replace(result, estimate=ends[0], low=ends[1], high=ends[2])
    return result
