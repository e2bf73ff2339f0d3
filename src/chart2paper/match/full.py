"""Optimal full matching: everyone is used, in sets of one exposed with several comparators or the other way round.

Source: Rosenbaum 1991 and Hansen and Klopfer 2006. Such sets are a cover of all people by pairs, and the cover with
the smallest total distance follows from one assignment problem (Schrijver 2003, section 19.3).
"""

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from chart2paper.match.assign import LARGEST_COST, whole_numbers
from chart2paper.match.near import Flags, Ints, Vector


def full_pairs(exposed: Ints, candidate: Ints, distance: Vector) -> Flags:
    """Return which pairs form the full matching with the smallest total distance of exposed and comparators.

    exposed, candidate, distance as in `assign.optimal_pairs`. Everyone in any pair is used. In every set either
    the exposed or the comparators are one person. Of matchings with the same total the one with most sets is taken.

    A pair in which both people can do no better than their own nearest pairs is never needed. Joining i and j saves
    (nearest of i) + (nearest of j) - (distance of i and j): a matching that saves most, and the nearest pair of
    everyone who is left over, are the cover.
    """
    if not len(exposed):
        return np.zeros(0, dtype=bool)
    i, j = (np.unique(side, return_inverse=True)[1] for side in (exposed, candidate))
    # The 1 makes every pair cost something: no set has a pair that it does not need.
    costs = whole_numbers(distance, LARGEST_COST) + 1
    first_i, first_j = _cheapest(i, costs, j), _cheapest(j, costs, i)
    saved = costs[first_i][i] + costs[first_j][j] - costs
    chosen = np.zeros(len(exposed), dtype=bool)
    worth = np.flatnonzero(saved > 0)
    chosen[worth[_most_saved(i[worth], j[worth], saved[worth])]] = True
    left_i, left_j = (np.setdiff1d(side, side[chosen]) for side in (i, j))
    chosen[first_i[left_i]] = chosen[first_j[left_j]] = True
    return chosen


def _cheapest(person: Ints, costs: NDArray[np.float64], other: Ints) -> Ints:
    """Return the position of each person's cheapest pair; of several the one with the lowest other number."""
    order = np.lexsort((other, costs, person))
    return order[np.unique(person[order], return_index=True)[1]]


def _most_saved(i: Ints, j: Ints, saved: NDArray[np.float64]) -> Flags:
    """Return the pairs, nobody in two, that save most. Whoever is in none has a column of their own at no saving."""
    if not len(i):
        return np.zeros(0, dtype=bool)
    i, j = (np.unique(side, return_inverse=True)[1] for side in (i, j))
    n, m, top = i.max() + 1, j.max() + 1, saved.max() + 1
    rows, columns = np.append(i, np.arange(n)), np.append(j, m + np.arange(n))
    weights = np.append(top - saved, np.full(n, top))
    row, column = min_weight_full_bipartite_matching(sparse.csr_array((weights, (rows, columns))))
    return np.isin(i * m + j, (row * m + column)[column < m])
