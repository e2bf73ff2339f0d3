"""How many outcomes are missing in each arm and why, and whether those people differ at baseline."""

import numpy as np
import pandas as pd

from chart2paper.model.means import mean_interval, welch
from chart2paper.statistics.arms import ARMS, counts, is_exposed, numbers
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.proportions import newcombe, wilson
from chart2paper.statistics.results import Counts, NotEstimable, Result, Row, row
from chart2paper.tables.missing import MISSING_OUTCOMES
from chart2paper.tables.read_write import shape

ANY_REASON = "any reason"


def missing_outcomes(people: pd.DataFrame) -> pd.DataFrame:
    """Return how many outcomes are missing per arm, in all and by reason, with Wilson intervals (MISSING_OUTCOMES).

    people: rows of ANALYSIS_SET. Every reason has a row in both arms, so that 0 shows as 0.
    """
    reasons = people["outcome_missing_because"]
    rows = []
    for role in ARMS:
        arm = people["role"].eq(role)
        rows.append(
            (role, ANY_REASON, *share(int((arm & people["final_score"].isna()).sum()), int(arm.sum())))
        )
        for reason in sorted(reasons.dropna().unique()):
            rows.append((role, reason, *share(int((arm & reasons.eq(reason)).sum()), int(arm.sum()))))
    return shape(pd.DataFrame(rows, columns=MISSING_OUTCOMES.column_names), MISSING_OUTCOMES)


def share(n: int, people: int) -> tuple[int, int, float, float, float]:
    """Return n, people, and their share with its Wilson interval (empty when there is nobody)."""
    result = wilson(n, people, "this arm")
    if isinstance(result, NotEstimable):
        return n, people, np.nan, np.nan, np.nan
    return n, people, result.estimate, result.low, result.high


def missingness(people: pd.DataFrame) -> list[Row]:
    """Return the difference between the arms in the share without an outcome, and who they are.

    The difference has Newcombe's interval (1998, method 10). Mean baseline scores come per arm, of people
    with and without an outcome, with t intervals, and as the difference between the two (Welch).
    Differences that rest on comparators who are in several sets are not estimable.
    """
    size, exposed = counts(people), is_exposed(people)
    missing = people["final_score"].isna().to_numpy()
    of_arms = (int(missing[exposed].sum()), size[0], int(missing[~exposed].sum()), size[1])
    difference = shared_comparators(people) or newcombe(*of_arms)
    rows = [row("outcome_missing", "risk_difference", "newcombe", size, difference)]
    for role, arm in zip(ARMS, (exposed, ~exposed), strict=True):
        rows += _baseline(people[arm], role)
    return rows


def _baseline(arm: pd.DataFrame, role: str) -> list[Row]:
    missing = arm["final_score"].isna().to_numpy()
    baseline = numbers(arm, "baseline_score")
    known = ~np.isnan(baseline)
    without, with_one = baseline[missing & known], baseline[~missing & known]
    differ = shared_comparators(arm) or _differ(without, with_one)
    outcome, who = "baseline_score", "these people"
    return [
        row(outcome, f"mean_{role}", "without_outcome", _of(role, len(without)), mean_interval(without, who)),
        row(outcome, f"mean_{role}", "with_outcome", _of(role, len(with_one)), mean_interval(with_one, who)),
        row(outcome, f"missing_difference_{role}", "welch_t", _of(role, len(arm)), differ),
    ]


def _differ(without: np.ndarray, with_one: np.ndarray) -> Result:
    if min(len(without), len(with_one)) < 2:
        return NotEstimable("fewer than 2 people with or without an outcome")
    return welch(without, with_one)


def _of(role: str, n: int) -> Counts:
    return Counts(n, 0) if role == "exposed" else Counts(0, n)
