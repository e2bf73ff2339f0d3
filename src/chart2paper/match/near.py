"""Each exposed person's nearest neighbours: all that a matching can need, so that millions of pairs become few.

An exposed person who competes with n - 1 others for k comparators each needs at most the nearest n * k candidates:
if someone farther away were used, one of these would be free and at least as near.
"""

import math

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from chart2paper.match.distance import Matrix, lengths

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Vector = NDArray[np.float64]


def nearest(exposed: Ints, candidate: Ints, distance: Vector, at_most: Ints) -> Flags:
    """Return which pairs are among the nearest of their exposed person; of equally near ones the lower number is.

    exposed, candidate: numbers of the people of each pair. at_most: how many are wanted, by number of the exposed.
    """
    keep = np.ones(len(exposed), dtype=bool)
    for own in pairs_of_each(exposed):
        limit = int(at_most[exposed[own[0]]])
        if limit < len(own):
            keep[own] = _nearest_of_one(candidate[own], distance[own], limit)
    return keep


def pairs_of_each(person: Ints) -> list[Ints]:
    """Return, for each different number in its order, the positions of its pairs."""
    if not len(person):
        return []
    order = np.argsort(person, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(person[order])) + 1)


def _nearest_of_one(candidate: Ints, distance: Vector, limit: int) -> Flags:
    """Return the `limit` nearest, without sorting all of them."""
    farthest = np.partition(distance, limit - 1)[limit - 1]
    keep: Flags = distance < farthest
    tied = np.flatnonzero(distance == farthest)
    keep[tied[np.argsort(candidate[tied], kind="stable")[: limit - int(keep.sum())]]] = True
    return keep


def components(exposed: Ints, candidate: Ints) -> Ints:
    """Return, per pair, the number of the group of people it belongs to; groups share nobody."""
    if not len(exposed):
        return exposed
    n_exposed = int(exposed.max()) + 1
    size = n_exposed + int(candidate.max()) + 1
    graph = sparse.coo_array((np.ones(len(exposed)), (exposed, n_exposed + candidate)), shape=(size, size))
    component: Ints = connected_components(graph, directed=False)[1][exposed].astype("int64")
    return component


def needed(exposed: Ints, candidate: Ints, distance: Vector, ratio: float) -> Flags:
    """Return the pairs that a matching without replacement can need: see the top of this file."""
    if not len(exposed):
        return np.zeros(0, dtype=bool)
    group = components(exposed, candidate)
    people, first = np.unique(exposed, return_index=True)
    capacity = math.ceil(ratio) * np.bincount(group[first], minlength=group.max() + 1)
    at_most = np.zeros(people[-1] + 1, dtype="int64")
    at_most[people] = capacity[group[first]]
    return nearest(exposed, candidate, distance, at_most)


def needed_in_strata(
    exposed: Matrix, candidates: Matrix, strata: tuple[Ints, Ints], ratio: float
) -> tuple[Ints, Ints, Vector]:
    """Return the pairs within strata that a matching without replacement can need, and how far apart they are.

    exposed, candidates: coordinates (see `distance`), people in the order of their ids. strata: the stratum of each
    exposed person and of each candidate. For cohorts where everyone in a stratum may be compared with everyone: no
    more than one exposed person's pairs are in memory before the nearest are taken.
    """
    found: list[tuple[Ints, Ints, Vector]] = []
    for stratum in np.unique(strata[0]):
        rows, others = (np.flatnonzero(of == stratum) for of in strata)
        limit, points = math.ceil(ratio) * len(rows), candidates[others]
        for row in rows if len(others) else []:
            apart = lengths(points - exposed[row])
            keep = _nearest_of_one(others, apart, limit) if limit < len(others) else slice(None)
            found.append((np.full(len(apart[keep]), row), others[keep], apart[keep]))
    if not found:
        return np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64"), np.zeros(0)
    exposed_row, candidate_row, distance = (np.concatenate(part) for part in zip(*found, strict=True))
    return exposed_row, candidate_row, distance
