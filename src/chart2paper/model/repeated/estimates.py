"""The difference at the target day and in slope, from every score of the window."""

from typing import Any

import pandas as pd

from chart2paper.model.repeated.gee import gee_results
from chart2paper.model.repeated.mixed_model import mixed_model, mixed_result
from chart2paper.model.repeated.observations import ESTIMANDS, Observations, observations, with_scores
from chart2paper.statistics.arms import counts
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.results import NotEstimable, Result, row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, SCORES
from chart2paper.tables.read_write import shape

OUTCOME = "repeated_scores"


def repeated_estimates(
    analysis_set: pd.DataFrame,
    scores: pd.DataFrame,
    analysis: str,
    estimation: dict[str, Any],
    target_day: int | None,
) -> pd.DataFrame:
    """Return the difference at the target day and in slope (per 30 days) by mixed model and GEE (ESTIMATES).

    analysis_set, analysis, estimation: as of `estimates.estimate_effects`. scores: SCORES.
    """
    people = with_scores(shape(analysis_set, ANALYSIS_SET), scores)
    data = observations(people, shape(scores, SCORES), estimation["adjust_for"], target_day)
    results: dict[str, dict[str, Result]]
    if isinstance(data, NotEstimable):
        reason: Result = data
        results = {
            method: dict.fromkeys(ESTIMANDS, reason) for method in ("mixed_model", "gee_mancl_derouen")
        }
    else:
        results = {
            "mixed_model": _mixed(data, shared_comparators(people)),
            "gee_mancl_derouen": gee_results(data),
        }
    rows = [
        row(OUTCOME, estimand, method, counts(people), result)
        for method, found in results.items()
        for estimand, result in found.items()
    ]
    return shape(rows_frame(rows, analysis), ESTIMATES)


def _mixed(data: Observations, shared: NotEstimable | None) -> dict[str, Result]:
    """Return both contrasts; none when comparators are shared, because their scores would count several times."""
    model = shared or mixed_model(data)
    return {estimand: mixed_result(model, contrast) for estimand, contrast in data.contrasts.items()}
