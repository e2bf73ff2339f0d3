"""The door of this room: every estimator of the protocol, by name."""

from collections.abc import Callable
from typing import Any

import pandas as pd

from chart2paper.model.ancova import ancova
from chart2paper.model.group_means import group_means
from chart2paper.model.percent_change import percent_changes
from chart2paper.model.responders import responders
from chart2paper.model.subgroups import subgroup_interaction
from chart2paper.model.whole_sample import whole_sample_regression
from chart2paper.statistics.results import Row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape

ESTIMATORS: dict[str, Callable[[pd.DataFrame, dict[str, Any]], list[Row]]] = {
    "group_means": group_means,
    "percent_change": percent_changes,
    "whole_sample_regression": whole_sample_regression,
    "ancova": ancova,
    "responders": responders,
    "subgroup_interaction": subgroup_interaction,
}


def estimate_effects(analysis_set: pd.DataFrame, analysis: str, estimation: dict[str, Any]) -> pd.DataFrame:
    """Return every estimate the protocol asks for, as the table ESTIMATES.

    `analysis_set` is the table of that name, `analysis` the name of the analysis, `estimation` the values
    of its protocol section. What cannot be estimated has a row too, whose status says why.
    """
    # Sorting first makes the sums, to the last bit, independent of the order of the rows.
    people = shape(analysis_set, ANALYSIS_SET)
    rows = [
        row
        for name in dict.fromkeys(estimation["estimators"])
        for row in ESTIMATORS[name](people, estimation)
    ]
    return shape(rows_frame(rows, analysis), ESTIMATES)
