"""The primary estimate by resampling."""

from typing import Any

import pandas as pd

from chart2paper.model.ancova import OUTCOME, final_score_model
from chart2paper.model.resampling.bootstrap import bootstrap
from chart2paper.model.resampling.permutation import in_whole_sets, permutation_test
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, with_outcome
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.results import NotEstimable, Row, row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape


def resampling_estimates(
    analysis_set: pd.DataFrame, analysis: str, estimation: dict[str, Any], draws: dict[str, int]
) -> pd.DataFrame:
    """Return the adjusted difference in final score by cluster bootstrap and by permutation (ESTIMATES).

    Arguments as of `estimates.estimate_effects`; draws: values of the section `resampling`.
    """
    observed = with_outcome(shape(analysis_set, ANALYSIS_SET))
    adjust_for = estimation["adjust_for"]
    rows = [
        _bootstrap(observed, adjust_for, draws["bootstrap_draws"]),
        _permutation(observed, adjust_for, draws["permutation_draws"]),
    ]
    return shape(rows_frame(rows, analysis), ESTIMATES)


def _bootstrap(observed: pd.DataFrame, adjust_for: list[str], draws: int) -> Row:
    model = final_score_model(observed, adjust_for, {"exposed": is_exposed(observed)}, set_weights(observed))
    result = model if isinstance(model, NotEstimable) else bootstrap(model, clusters(observed), draws)
    return row(OUTCOME, "adjusted_difference", "cluster_bootstrap", counts(observed), result)


def _permutation(observed: pd.DataFrame, adjust_for: list[str], draws: int) -> Row:
    size = counts(in_whole_sets(observed))
    result = permutation_test(observed, adjust_for, draws)
    return row(OUTCOME, "adjusted_difference", "permutation_within_sets", size, result)
