"""The difference at the target day from all scores of the window, weighted against visits that pain brings on."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.model.ancova import set_result
from chart2paper.model.missing.visit_intensity import PERSON, visit_weights, week_of, weeks_at_risk
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, numbers, too_few
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.regression import Fit, Model, least_squares, no_spread
from chart2paper.statistics.results import NotEstimable, Result, Row, row, with_notes
from chart2paper.statistics.robust_variance import cr2

METHOD, UNWEIGHTED = "inverse_intensity", "all_scores_unweighted"


def inverse_intensity(
    people: pd.DataFrame,
    scores: pd.DataFrame,
    estimation: dict[str, Any],
    outcome: dict[str, Any],
    data_lock_date: str,
) -> list[Row]:
    """Return the adjusted difference at the target day from all scores in the window, with and without weights.

    A generalised estimating equation with independent working correlation: scores on exposure, covariates,
    day and exposure by day, with set weights times visit weights (Buzkova and Lumley 2007). Variance CR2,
    clustered by set (`clusters`); the visit weights are taken as known. people: ANALYSIS_SET; scores: SCORES.
    """
    inside = _in_window(people, scores)
    size = counts(inside.drop_duplicates(PERSON))
    reason = _impossible(inside, outcome)
    weights = reason or _visit_weights(people, scores, inside, outcome, data_lock_date)
    results: dict[str, Result] = {}
    for method, visit in ((METHOD, weights), (UNWEIGHTED, reason or np.ones(len(inside)))):
        results[method] = (
            visit
            if isinstance(visit, NotEstimable)
            else _difference(inside, visit, estimation["adjust_for"], outcome["target_day"])
        )
    if not isinstance(weights, NotEstimable):
        note = f"visit weights from {weights.min():.2f} to {weights.max():.2f}"
        results[METHOD] = with_notes(results[METHOD], [note])
    return [row("final_score", "adjusted_difference", name, size, result) for name, result in results.items()]


def _in_window(people: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return every score of the window with the covariates and the set weight of its person."""
    weighted = people.assign(set_weight=set_weights(people))
    chosen = scores.loc[scores["in_window"] == 1, [*PERSON, "day", "score"]]
    return weighted.merge(chosen, on=PERSON).sort_values([*PERSON, "day"], ignore_index=True)


def _impossible(inside: pd.DataFrame, outcome: dict[str, Any]) -> NotEstimable | None:
    if outcome["target_day"] is None:
        return NotEstimable("the protocol names no day that the outcome is meant for")
    return too_few(inside.drop_duplicates(PERSON), "with a score in the window")


def _visit_weights(
    people: pd.DataFrame,
    scores: pd.DataFrame,
    inside: pd.DataFrame,
    outcome: dict[str, Any],
    data_lock_date: str,
) -> np.ndarray | NotEstimable:
    """Return the visit weight of each score of the window."""
    records_end = (pd.Timestamp(data_lock_date) - people["index_date"]).dt.days
    last = outcome["window_days"][1]
    last_day = records_end if last is None else records_end.clip(upper=last)
    rows = weeks_at_risk(people, scores, last_day.to_numpy(dtype=float))
    weights = visit_weights(rows)
    if isinstance(weights, NotEstimable):
        return weights
    by_week = rows[[*PERSON, "week"]].assign(weight=weights)
    weeks = inside[PERSON].assign(week=week_of(inside["day"]))
    return weeks.merge(by_week, on=[*PERSON, "week"], how="left")["weight"].to_numpy(dtype=float)


def _difference(inside: pd.DataFrame, visit: np.ndarray, adjust_for: list[str], target_day: int) -> Result:
    exposed, day = is_exposed(inside), numbers(inside, "day") - target_day
    time = {"days from target": day, "days from target, exposed": day * exposed}
    columns = design(inside, adjust_for, {"exposed": exposed}, time)
    if isinstance(columns, NotEstimable):
        return columns
    score = numbers(inside, "score")
    fit = least_squares(columns.matrix, score, inside["set_weight"].to_numpy() * visit)

    def by_set(fit: Fit, contrast: np.ndarray) -> tuple[float, float]:
        return cr2(fit, clusters(inside), contrast)

    model = no_spread(fit, score) or Model(fit, columns, by_set)
    if isinstance(model, NotEstimable):
        return model
    return set_result(model, columns.contrast({"exposed": 1}))
