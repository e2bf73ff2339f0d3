"""Matching with replacement: everyone gets their nearest comparators, whoever else has them too."""

import math

import numpy as np

from chart2paper.match.near import Flags, Ints, Vector, nearest


def shared_pairs(exposed: Ints, candidate: Ints, distance: Vector, ratio: float) -> Flags:
    """Return which pairs form the matched sets when a candidate may be in several.

    The choice of one person takes nothing from another, so greedy and optimal matching are the same: the nearest
    comparators (Abadie and Imbens 2006). Parameters as in `assign.optimal_pairs`; a ratio between whole numbers
    spends the further comparators where they are nearest. Ties go to the lower number.
    """
    keep = np.zeros(len(exposed), dtype=bool)
    if not len(exposed):
        return keep
    at_most = np.full(exposed.max() + 1, math.ceil(ratio))
    near = np.flatnonzero(nearest(exposed, candidate, distance, at_most))
    near = near[np.lexsort((candidate[near], distance[near], exposed[near]))]
    start = np.flatnonzero(np.diff(exposed[near], prepend=-1))
    rank = np.arange(len(near)) - np.repeat(start, np.diff(np.append(start, len(near))))
    order = np.lexsort((exposed[near], distance[near], rank > 0))
    keep[near[order[: math.floor(ratio * len(start) + 1e-9)]]] = True
    return keep
