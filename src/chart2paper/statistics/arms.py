"""Who is in which arm, what happened to their score, and whom the estimators can use."""

import numpy as np
import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.statistics.results import Counts, NotEstimable

ARMS = ("exposed", "comparator")


def is_exposed(people: pd.DataFrame) -> np.ndarray:
    """Return for each person of an analysis set whether they are exposed."""
    return people["role"].eq("exposed").fillna(False).to_numpy(dtype=bool)


def counts(people: pd.DataFrame) -> Counts:
    """Count the people of each arm."""
    exposed = int(is_exposed(people).sum())
    return Counts(exposed, len(people) - exposed)


def with_outcome(people: pd.DataFrame) -> pd.DataFrame:
    """Keep the people whose outcome is known."""
    return people[people["final_score"].notna()]


def with_both_scores(people: pd.DataFrame) -> pd.DataFrame:
    """Keep the people whose baseline and outcome are both known."""
    return people[people["final_score"].notna() & people["baseline_score"].notna()]


def with_percent_change(people: pd.DataFrame) -> pd.DataFrame:
    """Keep the people who have a percent change: both scores known and a baseline above 0."""
    both = with_both_scores(people)
    return both[both["baseline_score"] > 0]


def percent_change(people: pd.DataFrame) -> np.ndarray:
    """Return each person's change in percent of their baseline.

    Missing where a score is missing or the baseline is 0.
    """
    baseline, final = numbers(people, "baseline_score"), numbers(people, "final_score")
    percent: np.ndarray = 100 * (final - baseline) / np.where(baseline > 0, baseline, np.nan)
    return percent


def responded(people: pd.DataFrame, threshold: float, outcome: Outcome) -> np.ndarray:
    """Return for each person whether the score got better by at least `threshold` percent of the baseline.

    A person without a percent change (missing outcome, baseline 0) did not respond, at any threshold.
    """
    gained = outcome.gain(percent_change(people))
    # 7 to 4.9 is a reduction of 30 %, which binary fractions miss by a hair.
    reached: np.ndarray = np.nan_to_num(gained, nan=-np.inf) >= threshold - 1e-9
    return reached


def gained_by(people: pd.DataFrame, points: float, outcome: Outcome) -> np.ndarray:
    """Return for each person whether the score got better by at least so many points; a missing one did not."""
    gained = outcome.gain(numbers(people, "final_score") - numbers(people, "baseline_score"))
    reached: np.ndarray = np.nan_to_num(gained, nan=-np.inf) >= points - 1e-9
    return reached


def numbers(people: pd.DataFrame, column: str) -> np.ndarray:
    """Return a column as floating point numbers (missing = NaN)."""
    return people[column].to_numpy(dtype=float, na_value=np.nan)


def too_few(people: pd.DataFrame, what: str = "with an outcome") -> NotEstimable | None:
    """Say which arm has fewer than the two people that any interval needs; None when neither has."""
    names = (("exposed person", "exposed people"), ("comparator", "comparators"))
    short = [
        f"no {several} {what}" if n == 0 else f"only 1 {one} {what}"
        for (one, several), n in zip(names, counts(people), strict=True)
        if n < 2
    ]
    return NotEstimable(" and ".join(short)) if short else None
