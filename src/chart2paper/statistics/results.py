"""What an estimator hands back: an interval, or the reason why there is none."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd
from scipy import special

from chart2paper.status import not_estimable, ok

# Scores run from 0 to 10 and percentages to 100: whatever is smaller than this is rounding.
ROUNDING = 1e-12
# A standard error below this means that there is no variation at all, only rounding.
NO_VARIATION = 1e-9
# Below this the t approximation is itself rough (Pustejovsky and Tipton 2018).
ROUGH_BELOW_DF = 4


@dataclass(frozen=True)
class Interval:
    """An estimate with its 95 % interval, the p value of the same test, and notes for the reader."""

    estimate: float
    low: float
    high: float
    p: float = math.nan
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotEstimable:
    """Why something cannot be estimated, in words that finish "not estimable: ..."."""

    reason: str


Result = Interval | NotEstimable


class Counts(NamedTuple):
    """How many people of each arm an estimate rests on."""

    exposed: int
    comparator: int


@dataclass(frozen=True)
class Row:
    """One row of the table of estimates, before the analysis is named."""

    outcome: str
    estimand: str
    method: str
    estimate: float
    ci_low: float
    ci_high: float
    p_value: float
    n_exposed: int
    n_comparator: int
    status: str


def t_interval(estimate: float, standard_error: float, df: float, notes: tuple[str, ...] = ()) -> Result:
    """Return the 95 % interval and the two-sided p value from one t distribution with `df` degrees of freedom."""
    finite = all(math.isfinite(value) for value in (estimate, standard_error, df))
    # Two pairs have exactly 1 degree of freedom, give or take the last bits.
    if not finite or df < 1 - 1e-6:
        return NotEstimable("too few people for an interval")
    if standard_error < NO_VARIATION:
        return NotEstimable("there is no variation to judge the difference by")
    half = float(special.stdtrit(df, 0.975)) * standard_error
    p = 2 * float(special.stdtr(df, -abs(estimate / standard_error)))
    return Interval(estimate, estimate - half, estimate + half, p, notes)


def rough_note(df: float) -> tuple[str, ...]:
    """Warn where degrees of freedom are so few that the interval is rough."""
    return (f"only {df:.1f} degrees of freedom, so the interval is rough",) if df < ROUGH_BELOW_DF else ()


def without_p(result: Result) -> Result:
    """Drop the p value where a test against 0 answers no question (a mean, a subgroup on its own)."""
    return replace(result, p=math.nan) if isinstance(result, Interval) else result


def with_notes(result: Result, notes: Iterable[str]) -> Result:
    """Add notes for the reader to an interval."""
    return replace(result, notes=(*result.notes, *notes)) if isinstance(result, Interval) else result


def row(outcome: str, estimand: str, method: str, counts: Counts, result: Result) -> Row:
    """Return the table row of a result; what is not estimable has empty numbers and a status that says why."""
    if isinstance(result, NotEstimable):
        empty = math.nan
        return Row(
            outcome, estimand, method, empty, empty, empty, empty, *counts, not_estimable(result.reason)
        )
    estimate, low, high = _snap(result.estimate), _snap(result.low), _snap(result.high)
    return Row(outcome, estimand, method, estimate, low, high, result.p, *counts, ok(result.notes))


def _snap(value: float) -> float:
    """Turn what is 0 but for rounding into 0, so that the last bits never show."""
    return 0.0 if abs(value) < ROUNDING else value


def rows_frame(rows: Iterable[Row], analysis: str) -> pd.DataFrame:
    """Return rows as a frame with the columns of the table of estimates."""
    frame = pd.DataFrame(list(rows), columns=list(Row.__dataclass_fields__))
    frame.insert(0, "analysis", analysis)
    return frame
