"""Whom matching left out: how the exposed who were kept differ from those for whom no comparator was found."""

import numpy as np
import pandas as pd

from chart2paper.match.balance import everyone, group_of, levels_of
from chart2paper.statistics.balance_statistics import Comparison
from chart2paper.statistics.group_differences import mean, variance
from chart2paper.tables.match import KEPT_DROPPED
from chart2paper.tables.read_write import shape


def compare_kept_with_dropped(
    cohort: pd.DataFrame, unmatched: pd.DataFrame, covariates: list[str]
) -> pd.DataFrame:
    """Return KEPT_DROPPED rows: each covariate (each level of a text) among the exposed kept and dropped.

    The difference is kept minus dropped, in units of the SD of all eligible exposed people.
    """
    exposed = cohort[cohort["role"] == "exposed"].sort_values("person_id", ignore_index=True)
    is_dropped = exposed["person_id"].isin(unmatched["person_id"]).to_numpy()
    samples = [everyone(exposed.loc[rows, covariates]) for rows in (slice(None), ~is_dropped, is_dropped)]
    rows = []
    for name in covariates:
        for level, columns, binary in levels_of(name, samples):
            both, kept, dropped = (group_of(*pair) for pair in zip(columns, samples, strict=True))
            compared = Comparison(kept, dropped, float(np.sqrt(variance(both, binary))), binary)
            numbers = (len(kept.values), len(dropped.values), mean(kept), mean(dropped), compared.smd)
            rows.append((name, level, *numbers, *compared.smd_interval))
    return shape(pd.DataFrame(rows, columns=KEPT_DROPPED.column_names), KEPT_DROPPED)
