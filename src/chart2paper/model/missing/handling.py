"""What is estimated about missing outcomes, from one set of completed scores."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.model.ancova import ancova
from chart2paper.model.missing.counts import missing_outcomes, missingness
from chart2paper.model.missing.imputation import completed_scores
from chart2paper.model.missing.inverse_intensity import inverse_intensity
from chart2paper.model.missing.landmark import landmark
from chart2paper.model.missing.multiple import METHOD, NONE_MISSING, completed_model, pooled_difference
from chart2paper.model.missing.nearby_scores import NEARBY, with_nearby_scores
from chart2paper.model.missing.responders_known import responders_with_outcome
from chart2paper.model.missing.tipping import tipping_points
from chart2paper.statistics.arms import counts
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import NotEstimable, Row, row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape


@dataclass(frozen=True)
class Records:
    """What the topic looks at: rows of ANALYSIS_SET, SCORES, EVENTS and VISIT."""

    people: pd.DataFrame
    scores: pd.DataFrame
    events: pd.DataFrame
    visits: pd.DataFrame


@dataclass(frozen=True)
class Handled:
    """Missing outcomes counted (MISSING_OUTCOMES), estimates (ESTIMATES), and TIPPING_POINT."""

    missing_outcomes: pd.DataFrame
    estimates: pd.DataFrame
    tipping_point: pd.DataFrame


def handle_missing(records: Records, analysis: str, protocol: dict[str, Any]) -> Handled:
    """Return the results under every handling of missing outcomes and of scores that a bad score brings on.

    protocol: values of the analysis's sections `estimation` (with the `scale`), `outcome`, `eligibility`, of
    `missing_data`, and `data_lock_date`.
    """
    people = shape(records.people, ANALYSIS_SET)
    estimation, outcome, asked = (protocol[name] for name in ("estimation", "outcome", "missing_data"))
    completed = _completed(people, records.scores, protocol)
    model = (
        completed
        if isinstance(completed, NotEstimable)
        else completed_model(people, completed, estimation["adjust_for"])
    )
    day = asked["landmark_day"]
    rows = [
        *missingness(people),
        _pooled(people, completed, model, estimation),
        *inverse_intensity(people, records.scores, estimation, outcome, protocol["data_lock_date"]),
        landmark(people, records.scores, records.events, records.visits, day, protocol),
        *responders_with_outcome(people, estimation),
    ]
    return Handled(
        missing_outcomes(people),
        shape(rows_frame(rows, analysis), ESTIMATES),
        tipping_points(people, completed, model, asked["deltas_points"], OUTCOMES[estimation["scale"]]),
    )


def _completed(
    people: pd.DataFrame, scores: pd.DataFrame, protocol: dict[str, Any]
) -> np.ndarray | NotEstimable:
    predictors = [*protocol["estimation"]["adjust_for"], *NEARBY]
    with_scores = with_nearby_scores(people, scores, protocol["outcome"]["window_days"])
    asked = protocol["missing_data"]
    return completed_scores(with_scores, predictors, asked["imputations"], asked["donors"])


def _pooled(
    people: pd.DataFrame,
    completed: np.ndarray | NotEstimable,
    model: Model | NotEstimable,
    estimation: dict[str, Any],
) -> Row:
    """Return the estimate by multiple imputation; without missing outcomes it is the primary one."""
    estimand = ("final_score", "adjusted_difference")
    if isinstance(completed, NotEstimable):
        return row(*estimand, METHOD, counts(people), completed)
    if isinstance(model, NotEstimable):
        return row(*estimand, METHOD, counts(people), model)
    if people["final_score"].notna().all():
        primary = ancova(people, estimation)[0]
        note = f"{NONE_MISSING}, so this equals {primary.method}"
        return replace(
            primary, method=METHOD, status=f"{primary.status}{':' if primary.status == 'ok' else ';'} {note}"
        )
    result = pooled_difference(model, completed, clusters(people))
    return row(*estimand, METHOD, counts(people), result)
