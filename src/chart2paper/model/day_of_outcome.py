"""The final score, adjusted for baseline, covariates and the day on which it was taken, in matched sets."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.estimators import DAY_OF_OUTCOME
from chart2paper.model.ancova import final_score_model, set_result
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, numbers, with_outcome
from chart2paper.statistics.results import NotEstimable, Result, Row, row

(BY_DAY,) = DAY_OF_OUTCOME.estimands
DAY = "days from target day"


def day_of_outcome(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return the adjusted difference in final score (points) between outcomes of the same day.

    It is the model of `ancova` with one more column: the days from the target day to the score. The day belongs to
    a visit after the start (Pullenayegum and Lim 2016): this stands beside the primary estimate, not in its place.
    people: ANALYSIS_SET rows; those with an outcome are used.
    """
    observed = with_outcome(people)
    found = _difference(observed, estimation["adjust_for"], estimation["target_day"])
    return [row(BY_DAY.outcome, BY_DAY.name, BY_DAY.method, counts(observed), found)]


def _difference(observed: pd.DataFrame, adjust_for: list[str], target_day: int | None) -> Result:
    if target_day is None:
        return NotEstimable("the outcome is meant for no day, so its days cannot be compared with one")
    day = numbers(observed, "days_to_final") - target_day
    effects = {"exposed": is_exposed(observed)}
    model = final_score_model(observed, adjust_for, effects, set_weights(observed), {DAY: day})
    if isinstance(model, NotEstimable):
        return model
    if DAY not in model.design.names:
        return NotEstimable("every outcome is of the same day, so this would equal ancova_cr2")
    return set_result(model, model.design.contrast({"exposed": 1}))
