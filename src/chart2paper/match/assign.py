"""Optimal assignment: of all ways to form the sets, one whose total distance is smallest.

Source: Rosenbaum 1989 (optimal matching in observational studies), solved by the shortest augmenting
path algorithm for sparse assignment problems of Jonker and Volgenant 1987 (SciPy).
"""

import math

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import maximum_bipartite_matching, min_weight_full_bipartite_matching

from chart2paper.match.near import Flags, Ints, components, needed, pairs_of_each

# Whole numbers up to here are exact in the solver's arithmetic, which makes its answer reproducible.
_EXACT = 2.0**50
LARGEST_COST = 2.0**40


def optimal_pairs(exposed: Ints, candidate: Ints, distance: NDArray[np.float64], ratio: float) -> Flags:
    """Return which pairs form the matched sets.

    Parameters
    ----------
    exposed, candidate: numbers of the people of each possible pair; no pair twice. They must follow the
        order of the ids: of equally good solutions the solver's choice depends on that order alone.
    distance: how unlike they are; at least 0.
    ratio: comparators per exposed person. A whole number k gives every set up to k. A number between gives
        every matched exposed person one and then spends floor(ratio * n) - n further comparators, at most
        ceil(ratio) in a set, where they cost least.

    In this order: as many exposed people as possible are matched, as many comparators as the ratio allows are
    used, the total distance is as small as possible (all sets at once, to one part in 10^7 or better of the
    largest distance). A candidate is used once.
    """
    chosen = np.zeros(len(exposed), dtype=bool)
    copies = math.ceil(ratio)
    near = np.flatnonzero(needed(exposed, candidate, distance, ratio))
    # A ratio between whole numbers shares its further comparators among all exposed; else groups are independent.
    group = np.zeros_like(near) if ratio < copies else components(exposed[near], candidate[near])
    parts = [near[part] for part in pairs_of_each(group)]
    for part in parts:
        chosen[part] = _solve(exposed[part], candidate[part], distance[part], ratio)
    return chosen


def _solve(exposed: Ints, candidate: Ints, distance: NDArray[np.float64], ratio: float) -> Flags:
    """Solve one assignment problem: every place in a set must get a candidate of its own, at least total cost.

    Place c * n + i is place c in the set of exposed person i. Where the ratio leaves places empty, spare columns
    fill them at no cost. Where candidates run short, a column of its own fills a place as a last resort.
    """
    if not len(exposed):
        return np.zeros(0, dtype=bool)
    i, j = _from_zero(exposed), _from_zero(candidate)
    n, m, copies = int(i.max()) + 1, int(j.max()) + 1, math.ceil(ratio)
    n_places = n * copies
    n_spare = n * (copies - 1) - _further(ratio, _largest_matching(i, j)) if ratio < copies else 0
    place = np.concatenate([c * n + i for c in range(copies)])
    column = np.tile(j, copies)
    spare_place = np.repeat(np.arange(n, n_places), n_spare)
    spare_column = np.tile(m + np.arange(n_spare), n_places - n)
    rows, columns = np.append(place, spare_place), np.append(column, spare_column)
    short = _largest_matching(rows, columns) < n_places
    costs = whole_numbers(distance, _EXACT / n_places**2 if short else LARGEST_COST)
    # 1 and not 0 for an empty place (0 would be no edge), 2 more for a pair: an empty place is always cheaper.
    weights = np.append(np.tile(costs + 2, copies), np.ones(len(spare_place)))
    if short:
        extra = n_places * (costs.max() + 3)  # more than any choice of pairs can save
        last_resort = np.where(np.arange(n_places) < n, n_places * extra, extra)
        rows, columns = (
            np.append(rows, np.arange(n_places)),
            np.append(columns, m + n_spare + np.arange(n_places)),
        )
        weights = np.append(weights, last_resort)
    filled, by = min_weight_full_bipartite_matching(sparse.csr_array((weights, (rows, columns))))
    pair = by < m
    return np.isin(i * m + j, (filled[pair] % n) * m + by[pair])


def _further(ratio: float, n_matched: int) -> int:
    """Return how many comparators a ratio allows beyond one each."""
    return math.floor(ratio * n_matched + 1e-9) - n_matched


def _from_zero(codes: Ints) -> Ints:
    return np.unique(codes, return_inverse=True)[1]


def _largest_matching(rows: Ints, columns: Ints) -> int:
    """Return how many rows can get a column of their own (Hopcroft and Karp 1973)."""
    graph = sparse.csr_array((np.ones(len(rows), dtype="int8"), (rows, columns)))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


def whole_numbers(distance: NDArray[np.float64], largest: float) -> NDArray[np.float64]:
    """Return distances as whole numbers up to `largest`, so that sums are exact."""
    top = float(distance.max())
    return np.round(distance * (math.floor(largest) / top)) if top > 0 else np.zeros(len(distance))
