"""Unmeasured confounding: how much hidden bias in the matched sets would explain the difference away."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.model.explain.matched_sets import MatchedSets, matched_sets, usable
from chart2paper.model.explain.signed_rank import p_value_at_most, signed_ranks, upper_bound
from chart2paper.statistics.arms import is_exposed, numbers, with_outcome
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.design_matrix import Design, design
from chart2paper.statistics.results import NotEstimable
from chart2paper.status import not_estimable, ok
from chart2paper.tables.explain import ROSENBAUM_BOUNDS
from chart2paper.tables.read_write import shape

STEP = 0.1
# With fewer sets the normal approximation is rough.
ROUGH_BELOW_SETS = 10
# Bisections that narrow a bracket of hundreds of points to less than the ninth decimal.
STEPS = 45


@dataclass(frozen=True)
class Responses:
    """What is left of the final score and of the exposure after taking out covariates, and the sets."""

    score: np.ndarray
    exposure: np.ndarray
    sets: MatchedSets

    def without(self, effect: float) -> np.ndarray:
        """Return the responses that there would be without exposure, if it added `effect` points."""
        return self.score - effect * self.exposure


def rosenbaum_bounds(people: pd.DataFrame, covariates: list[str], largest_gamma: float) -> pd.DataFrame:
    """Return the bounds (ROSENBAUM_BOUNDS) for Gamma 1, 1.1, ... up to `largest_gamma`.

    people: ANALYSIS_SET. The responses are the residuals of the final score on the covariates without the
    exposure, which keep the test valid (covariance adjustment; Rosenbaum 2002b). p value: signed-rank test.
    Point estimates: the effects at which the statistic equals its largest and its smallest expectation
    (Hodges and Lehmann 1963; Rosenbaum 1993). Not estimable when comparators are in several sets.
    """
    gammas = np.round(np.arange(1, largest_gamma + STEP / 2, STEP), 1)
    responses = _responses(usable(with_outcome(people)), covariates)
    if isinstance(responses, NotEstimable):
        rows = [{"gamma": g, "sets": 0, "status": not_estimable(responses.reason)} for g in gammas]
    else:
        rows = [_row(responses, float(gamma)) for gamma in gammas]
    return shape(pd.DataFrame(rows, columns=ROSENBAUM_BOUNDS.column_names), ROSENBAUM_BOUNDS)


def _responses(people: pd.DataFrame, covariates: list[str]) -> Responses | NotEstimable:
    sets = shared_comparators(people) or matched_sets(people)
    if isinstance(sets, NotEstimable):
        return sets
    columns = design(people, covariates, {})
    if isinstance(columns, NotEstimable):
        return columns
    score, exposure = numbers(people, "final_score"), is_exposed(people).astype(float)
    responses = Responses(_left(columns, score), _left(columns, exposure), sets)
    if np.isnan(p_value_at_most(signed_ranks(responses.score, sets), sets, 1.0)):
        return NotEstimable("within the matched sets, nothing is left to compare after adjustment")
    return responses


def _left(columns: Design, values: np.ndarray) -> np.ndarray:
    """Return residuals of least squares without weights: weights would tell who is exposed."""
    q, _ = np.linalg.qr(columns.matrix)
    residuals: np.ndarray = values - q @ (q.T @ values)
    return residuals


def _row(responses: Responses, gamma: float) -> dict[str, object]:
    sets = len(responses.sets.exposed)
    rough = [f"only {sets} matched sets, so the p values are rough"] if sets < ROUGH_BELOW_SETS else []
    row: dict[str, object] = {"gamma": gamma, "sets": sets, "status": ok(rough)}
    ends = [_estimate(responses, gamma, side) for side in (1, -1)]
    p = p_value_at_most(signed_ranks(responses.score, responses.sets), responses.sets, gamma)
    return row | {"p_upper": p, "estimate_low": ends[0], "estimate_high": ends[1]}


def _estimate(responses: Responses, gamma: float, side: int) -> float:
    """Return the smallest (side 1) or largest (side -1) point estimate that bias of `gamma` allows.

    The statistic falls in steps as the effect taken out grows. The estimate lies in the middle between the
    last effect at which it is too large and the first at which it is too small (Hodges and Lehmann 1963).
    """

    def excess(effect: float) -> float:
        scores = side * signed_ranks(responses.without(effect), responses.sets)
        bound = upper_bound(scores, responses.sets, gamma)
        return side * (bound.statistic - bound.mean)

    reach = 20 * float(np.ptp(responses.score)) + 1
    ends = [_crossing(excess, reach, level) for level in (1e-7, -1e-7)]
    return round(sum(ends) / 2, 8) + 0.0


def _crossing(excess: Callable[[float], float], reach: float, level: float) -> float:
    """Return where a falling function goes below a level, by bisection between -reach and reach."""
    low, high = -reach, reach
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if excess(middle) > level else (low, middle)
    return high
