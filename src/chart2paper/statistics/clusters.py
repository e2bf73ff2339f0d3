"""Which people's outcomes hang together, so that a variance may not treat them as independent."""

import numpy as np
import pandas as pd
import scipy.sparse as sparse
from scipy.sparse.csgraph import connected_components

from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.results import NotEstimable


def clusters(people: pd.DataFrame) -> pd.Series:
    """Return the cluster of each person of an analysis set: their matched set, or the sets joined by a comparator.

    Without replacement every set is a cluster. Sets that share a comparator (full matching, or with replacement) share
    that person's outcome and are one cluster, as are sets that such sets link: clusters are then independent.
    Someone who is a comparator first and exposed later does not join their two sets: their outcomes enter the
    difference with opposite signs, so that treating them as independent errs on the side of too large a variance.
    """
    sets, persons = pd.factorize(people["set_id"], sort=True)[0], pd.factorize(people["person_id"])[0]
    shared = ~is_exposed(people)
    size = len(people)
    graph = sparse.coo_array(
        (np.ones(shared.sum()), (sets[shared], size + persons[shared])), shape=(2 * size, 2 * size)
    )
    component = connected_components(graph, directed=False)[1][sets]
    return people["set_id"].groupby(component).transform("min")


def shared_comparators(people: pd.DataFrame) -> NotEstimable | None:
    """Say why a method that takes every row for another person cannot be used; None when every row is one.

    Full matching, or matching with replacement, puts a comparator into several sets, with the outcome of another date
    in each: neither can be swapped within one set alone, nor do they count as several people.
    """
    comparators = people.loc[~is_exposed(people), "person_id"]
    if not comparators.duplicated().any():
        return None
    return NotEstimable(
        "some comparators are in several matched sets, and this method takes them for different people"
    )
