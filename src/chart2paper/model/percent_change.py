"""Percent change of pain, counted both ways: the mean of each person's ratio, and the ratio of the means."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.model.means import mean_interval, welch
from chart2paper.model.rank_test import mann_whitney
from chart2paper.statistics.arms import (
    counts,
    is_exposed,
    numbers,
    percent_change,
    with_both_scores,
    with_percent_change,
)
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.results import Counts, NotEstimable, Result, Row, row, with_notes

OUTCOME = "percent_change"


def percent_changes(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return percent change by arm and its difference, as mean of ratios and as ratio of means.

    No difference is estimable when comparators are in several sets.
    """
    return mean_of_ratios(people) + ratio_of_means(people)


def mean_of_ratios(people: pd.DataFrame) -> list[Row]:
    """Average each person's own percent change; compare the arms by Welch's t and by ranks."""
    usable = with_percent_change(people)
    exposed, size = is_exposed(usable), counts(usable)
    change = percent_change(usable)
    arms, shared = (change[exposed], change[~exposed]), shared_comparators(usable)
    notes = baseline_zero_note(people)
    results = (
        ("mean_of_ratios_exposed", "t_interval", Counts(size[0], 0), mean_interval(arms[0], "the exposed")),
        (
            "mean_of_ratios_comparator",
            "t_interval",
            Counts(0, size[1]),
            mean_interval(arms[1], "comparators"),
        ),
        ("mean_of_ratios_difference", "welch_t", size, shared or welch(*arms)),
        ("mean_of_ratios_difference", "mann_whitney", size, shared or mann_whitney(*arms)),
    )
    return [row(OUTCOME, name, method, n, with_notes(result, notes)) for name, method, n, result in results]


def baseline_zero_note(people: pd.DataFrame) -> list[str]:
    """Say how many people have no percent change because their baseline is 0."""
    count = len(with_both_scores(people)) - len(with_percent_change(people))
    return [f"{count} with a baseline of 0 have no percent change"] if count else []


def ratio_of_means(people: pd.DataFrame) -> list[Row]:
    """Return the change of the mean score in percent of the mean baseline, by arm and its difference.

    The delta method for a ratio of means (Cochran 1977, chapter 6): the interval is that of the mean of
    the linearised values, with t quantiles because arms are small.
    """
    both = with_both_scores(people)
    exposed, size = is_exposed(both), counts(both)
    arms = [_linearised(both[exposed], "the exposed"), _linearised(both[~exposed], "comparators")]
    results = (
        ("ratio_of_means_exposed", Counts(size[0], 0), _arm_interval(arms[0], "the exposed")),
        ("ratio_of_means_comparator", Counts(0, size[1]), _arm_interval(arms[1], "comparators")),
        ("ratio_of_means_difference", size, shared_comparators(both) or _difference(*arms)),
    )
    return [row(OUTCOME, name, "delta_method", n, result) for name, n, result in results]


def _linearised(arm: pd.DataFrame, name: str) -> np.ndarray | NotEstimable:
    """Return values whose mean is the arm's percent change and whose spread is that of its estimate."""
    baseline, final = numbers(arm, "baseline_score"), numbers(arm, "final_score")
    if len(arm) < 2:
        return NotEstimable(f"fewer than 2 people with both scores among {name}")
    if baseline.mean() <= 0:
        return NotEstimable(f"the mean baseline is 0 among {name}")
    ratio = final.mean() / baseline.mean()
    terms: np.ndarray = 100 * (ratio - 1) + 100 * (final - ratio * baseline) / baseline.mean()
    return terms


def _arm_interval(values: np.ndarray | NotEstimable, name: str) -> Result:
    return values if isinstance(values, NotEstimable) else mean_interval(values, name)


def _difference(exposed: np.ndarray | NotEstimable, comparator: np.ndarray | NotEstimable) -> Result:
    if isinstance(exposed, NotEstimable):
        return exposed
    return comparator if isinstance(comparator, NotEstimable) else welch(exposed, comparator)
