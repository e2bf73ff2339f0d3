"""Mean scores of each arm, before and after."""

from typing import Any

import pandas as pd

from chart2paper.model.means import mean_interval, welch
from chart2paper.statistics.arms import counts, is_exposed, numbers, with_both_scores
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.results import Counts, Row, row


def group_means(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return mean baseline, outcome and change of each arm, and the difference in change (Welch).

    All of them use the same people, those with both scores, so that baseline plus change is outcome. The difference is
    not estimable when comparators are in several sets.
    """
    both = with_both_scores(people)
    exposed, size = is_exposed(both), counts(both)
    baseline, final = numbers(both, "baseline_score"), numbers(both, "final_score")
    rows = []
    for outcome, values in (
        ("baseline_score", baseline),
        ("final_score", final),
        ("score_change", final - baseline),
    ):
        arms = values[exposed], values[~exposed]
        rows += [
            row(
                outcome,
                "mean_exposed",
                "t_interval",
                Counts(size[0], 0),
                mean_interval(arms[0], "the exposed"),
            ),
            row(
                outcome,
                "mean_comparator",
                "t_interval",
                Counts(0, size[1]),
                mean_interval(arms[1], "comparators"),
            ),
        ]
    difference = shared_comparators(both) or welch(*arms)
    return [*rows, row("score_change", "difference", "welch_t", size, difference)]
