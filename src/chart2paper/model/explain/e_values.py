"""E-values of the primary difference and of the adjusted risk ratios of response."""

import math
from collections.abc import Iterator

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import estimand_of, in_points
from chart2paper.catalogue.responders import ADJUSTED_RISK_RATIO
from chart2paper.model.explain.e_value import e_value, nearer_to_one, risk_ratio_of
from chart2paper.statistics.arms import is_exposed, numbers, with_outcome
from chart2paper.statistics.results import NO_VARIATION, Interval, NotEstimable, Result
from chart2paper.status import OK, not_estimable
from chart2paper.status import reason as why
from chart2paper.tables.explain import E_VALUES
from chart2paper.tables.read_write import shape


def e_values(people: pd.DataFrame, estimates: pd.DataFrame, named: str) -> pd.DataFrame:
    """Return E-values (E_VALUES) of the primary difference, which stands first, and of each response.

    people: ANALYSIS_SET rows. estimates: ESTIMATES rows of the same analysis. named: the primary estimate that the
    protocol names (see `in_points`). The difference is divided by
    the SD of the final score within arms, taken as known (as the R package EValue does); its interval's
    limits likewise. VanderWeele and Ding (2017).
    """
    sd = outcome_sd(people)
    outcome, estimand, method = in_points(named).key
    difference = result_in(estimates, outcome, estimand, method)
    rows = [_row(outcome, estimand, sd, difference, as_risk_ratio(difference, sd))]
    for key in _responses(estimates):
        ratio = result_in(estimates, *key)
        rows.append(_row(*key[:2], None, ratio, ratio))
    return shape(pd.DataFrame(rows, columns=E_VALUES.column_names), E_VALUES)


def outcome_sd(people: pd.DataFrame) -> float:
    """Return the standard deviation of the final score pooled within arms; not a number when there is none."""
    known = with_outcome(people)
    exposed, scores = is_exposed(known), numbers(known, "final_score")
    arms = [arm for arm in (scores[exposed], scores[~exposed]) if len(arm)]
    freedom = sum(len(arm) - 1 for arm in arms)
    squares = sum(float(((arm - arm.mean()) ** 2).sum()) for arm in arms)
    return math.sqrt(squares / freedom) if freedom > 0 else math.nan


def result_in(estimates: pd.DataFrame, outcome: str, estimand: str, method: str) -> Result:
    """Return one row of ESTIMATES as an interval, or as the reason why there is none."""
    found = estimates[
        estimates["outcome"].eq(outcome) & estimates["estimand"].eq(estimand) & estimates["method"].eq(method)
    ]
    if found.empty:
        return NotEstimable("the protocol of this analysis does not ask for the estimate")
    status = str(found["status"].iloc[0])
    if np.isnan(found["estimate"].iloc[0]):
        return NotEstimable(why(status))
    estimate, low, high = (float(found[name].iloc[0]) for name in ("estimate", "ci_low", "ci_high"))
    return Interval(estimate, low, high)


def as_risk_ratio(difference: Result, sd: float) -> Result:
    """Return a difference of means on the risk-ratio scale."""
    if isinstance(difference, NotEstimable):
        return difference
    if not sd > NO_VARIATION:
        return NotEstimable("the outcome does not vary within the arms")
    estimate, low, high = (
        risk_ratio_of(end / sd) for end in (difference.estimate, difference.low, difference.high)
    )
    return Interval(estimate, low, high)


def _responses(estimates: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """Yield the adjusted risk ratios of response to a percentage of the baseline; points say much the same."""
    for key in sorted(
        set(zip(*(estimates[name] for name in ("outcome", "estimand", "method")), strict=True))
    ):
        known = estimand_of(*key)
        if known.estimand == ADJUSTED_RISK_RATIO and not known.in_points:
            yield known.key


def _row(outcome: str, estimand: str, sd: float | None, effect: Result, ratio: Result) -> dict[str, object]:
    row: dict[str, object] = {"outcome": outcome, "estimand": estimand, "sd": sd}
    if isinstance(effect, NotEstimable) or isinstance(ratio, NotEstimable):
        reason = next(part.reason for part in (effect, ratio) if isinstance(part, NotEstimable))
        return row | {"sd": None, "status": not_estimable(reason)}
    limit = nearer_to_one(ratio.low, ratio.high)
    return row | {
        "estimate": effect.estimate,
        "ci_low": effect.low,
        "ci_high": effect.high if math.isfinite(effect.high) else None,
        "risk_ratio": ratio.estimate,
        "risk_ratio_limit": limit,
        "e_value": e_value(ratio.estimate),
        "e_value_limit": e_value(limit),
        "status": OK,
    }
