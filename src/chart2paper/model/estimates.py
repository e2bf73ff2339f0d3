"""Every estimator of the protocol, by name."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pandas as pd

from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.statistics.results import Row, rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import shape

Function = Callable[[pd.DataFrame, dict[str, Any]], list[Row]]


def function_of(estimator: str) -> Function:
    """Return the function that makes an estimator's rows, from the module that its record names."""
    module, name = ESTIMATORS[estimator].function
    function: Function = getattr(import_module(module), name)
    return function


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
        for row in function_of(name)(people, estimation)
    ]
    return shape(rows_frame(rows, analysis), ESTIMATES)
