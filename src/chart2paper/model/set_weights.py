"""Weights that make the comparators stand for the exposed people they were matched to."""

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import is_exposed


def set_weights(people: pd.DataFrame) -> np.ndarray:
    """Return 1 for an exposed person and 1/k for each of the k comparators of their set who are in `people`.

    With them the comparators of every set count as one person, so that the effect is that in the exposed
    (ATT; Stuart 2010). Given only people with an outcome, a set whose exposed person has none keeps its
    comparators and a set without comparators its exposed person: the covariates take up the difference.
    """
    exposed = is_exposed(people)
    k = people["set_id"].where(~exposed).groupby(people["set_id"]).transform("count").to_numpy(dtype=float)
    return np.where(exposed, 1.0, 1 / np.maximum(k, 1))
