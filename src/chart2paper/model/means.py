"""Means and their differences with t intervals, by scipy."""

import math
import warnings

import numpy as np
from scipy import stats

from chart2paper.statistics.results import NO_VARIATION, Interval, NotEstimable, Result


def mean_interval(values: np.ndarray, arm: str) -> Result:
    """Return the mean of one arm with its t interval (Student 1908)."""
    count = len(values)
    if count < 2:
        return NotEstimable(f"{'no one has' if count == 0 else 'only 1 person has'} a value among {arm}")
    mean, error = float(values.mean()), float(stats.sem(values))
    if error < NO_VARIATION:
        return Interval(mean, mean, mean, notes=("no variation between people",))
    low, high = stats.t.interval(0.95, count - 1, mean, error)
    return Interval(mean, float(low), float(high))


def welch(exposed: np.ndarray, comparator: np.ndarray) -> Result:
    """Return the difference of two means, exposed minus comparator, with Welch's interval and p value.

    Unequal variances; degrees of freedom by Welch (1947).
    """
    short = [
        arm for arm, values in (("the exposed", exposed), ("comparators", comparator)) if len(values) < 2
    ]
    if short:
        return NotEstimable(f"fewer than 2 values among {' and '.join(short)}")
    if math.hypot(stats.sem(exposed), stats.sem(comparator)) < NO_VARIATION:
        return NotEstimable("the values do not vary in either arm")
    with warnings.catch_warnings():
        # It warns of an arm whose values are all the same; the other arm tells the spread.
        warnings.simplefilter("ignore", RuntimeWarning)
        test = stats.ttest_ind(exposed, comparator, equal_var=False)
    low, high = test.confidence_interval()
    return Interval(float(exposed.mean() - comparator.mean()), float(low), float(high), float(test.pvalue))
