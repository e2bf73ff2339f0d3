"""Means and their differences with t intervals."""

import math

import numpy as np

from chart2paper.statistics.results import NO_VARIATION, Interval, NotEstimable, Result, t_interval, without_p


def mean_interval(values: np.ndarray, arm: str) -> Result:
    """Return the mean of one arm with its t interval (Student 1908)."""
    count = len(values)
    if count < 2:
        return NotEstimable(f"{'no one has' if count == 0 else 'only 1 person has'} a value among {arm}")
    mean, error = float(values.mean()), standard_error(values)
    if error < NO_VARIATION:
        return Interval(mean, mean, mean, notes=("no variation between people",))
    return without_p(t_interval(mean, error, count - 1))


def standard_error(values: np.ndarray) -> float:
    """Return the standard error of a mean."""
    return float(values.std(ddof=1)) / math.sqrt(len(values))


def welch(exposed: np.ndarray, comparator: np.ndarray) -> Result:
    """Return the difference of two means, exposed minus comparator, with Welch's interval and p value.

    Unequal variances; degrees of freedom by Welch (1947).
    """
    short = [
        arm for arm, values in (("the exposed", exposed), ("comparators", comparator)) if len(values) < 2
    ]
    if short:
        return NotEstimable(f"fewer than 2 values among {' and '.join(short)}")
    error_1, error_0 = standard_error(exposed), standard_error(comparator)
    error = math.hypot(error_1, error_0)
    if error < NO_VARIATION:
        return NotEstimable("the values do not vary in either arm")
    df = error**4 / (error_1**4 / (len(exposed) - 1) + error_0**4 / (len(comparator) - 1))
    return t_interval(float(exposed.mean() - comparator.mean()), error, df)
