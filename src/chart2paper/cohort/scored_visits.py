"""Scores given at a completed visit, and not between visits."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.cohort.chart import Chart
from chart2paper.cohort.days import covered, person_days


def at_visit(chart: Chart) -> NDArray[np.bool_]:
    """Return which scores of a chart (rows) are of a day of a completed visit or stay."""
    starts = np.sort(person_days(chart.visits["person"], chart.visits["first"]))
    ends = np.sort(person_days(chart.visits["person"], chart.visits["last"]))
    return covered(starts, ends, chart.scores["person"].to_numpy(), chart.scores["day"].to_numpy())


def first_scored_visit(chart: Chart) -> pd.Series:
    """Return the first day with a pain score during a completed visit, by person number."""
    return chart.scores[at_visit(chart)].groupby("person")["day"].min()
