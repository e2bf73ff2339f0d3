"""Dose and response among the exposed: exploratory, because dose is raised or lowered by how people fare."""

import numpy as np
import pandas as pd

from chart2paper.model.means import mean_interval
from chart2paper.statistics.arms import numbers, with_both_scores
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.regression import Model, least_squares, no_spread
from chart2paper.statistics.results import Counts, NotEstimable, Result, Row, row
from chart2paper.statistics.robust_variance import hc3
from chart2paper.tables.harms import DOSE_RESPONSE
from chart2paper.tables.read_write import shape


def dosed(analysis_set: pd.DataFrame, exposure_time: pd.DataFrame) -> pd.DataFrame:
    """Return the exposed with both scores and a readable dose, `daily_dose_mg` added."""
    exposed = with_both_scores(analysis_set[analysis_set["role"].eq("exposed")])
    doses = exposure_time[["person_id", "daily_dose_mg"]].dropna()
    return exposed.merge(doses, on="person_id")


def dose_bands(people: pd.DataFrame, cuts: list[float]) -> pd.DataFrame:
    """Return the mean change in each band of daily dose (DOSE_RESPONSE). people: as `dosed` returns them."""
    change = numbers(people, "final_score") - numbers(people, "baseline_score")
    band = np.searchsorted(cuts, numbers(people, "daily_dose_mg"), side="right")
    edges = [0.0, *cuts, np.nan]
    rows = []
    for number in range(len(cuts) + 1):
        result = mean_interval(change[band == number], "the exposed")
        shown = row("score_change", "mean", "t_interval", Counts(0, 0), result)
        values = {
            "change": shown.estimate,
            "ci_low": shown.ci_low,
            "ci_high": shown.ci_high,
            "status": shown.status,
        }
        limits = {"dose_from": edges[number], "dose_below": edges[number + 1]}
        rows.append({"band": number + 1, **limits, "n": int((band == number).sum()), **values})
    return shape(pd.DataFrame(rows), DOSE_RESPONSE)


def dose_slope(people: pd.DataFrame, adjust_for: list[str]) -> Row:
    """Return the difference in final score per mg a day among the exposed (least squares, HC3 variance)."""
    result = _slope(people, adjust_for)
    return row("final_score", "slope_per_mg", "ols_hc3", Counts(len(people), 0), result)


def _slope(people: pd.DataFrame, adjust_for: list[str]) -> Result:
    if len(people) < 2:
        return NotEstimable("fewer than two exposed people have a readable dose and both scores")
    dose = numbers(people, "daily_dose_mg")
    if np.ptp(dose) == 0:
        return NotEstimable("everyone took the same dose")
    columns = design(people, adjust_for, {"dose": dose})
    if isinstance(columns, NotEstimable):
        return NotEstimable("the dose cannot be told apart from the covariates in so few people")
    outcome = numbers(people, "final_score")
    fit = least_squares(columns.matrix, outcome, np.ones(len(people)))
    return no_spread(fit, outcome) or Model(fit, columns, hc3).result(columns.contrast({"dose": 1.0}))
