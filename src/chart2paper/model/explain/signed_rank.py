"""The signed-rank statistic of matched sets, and the most that hidden bias could make of it (Rosenbaum 2002).

Rosenbaum's model: within a set, one person may have been up to Gamma times as likely (in odds) to be the
exposed one as another who looks the same, because of something that nobody measured.
"""

import math
from dataclasses import dataclass

import numpy as np
from scipy import special

from chart2paper.model.explain.matched_sets import MatchedSets

# Values equal to this many decimals are ties: scores have one or two.
DECIMALS = 9


@dataclass(frozen=True)
class Bound:
    """The statistic, and its largest expectation with the variance that belongs to it."""

    statistic: float
    mean: float
    variance: float


def signed_ranks(values: np.ndarray, sets: MatchedSets) -> np.ndarray:
    """Return each person's score: the sign of their aligned value times its rank in size.

    values: one per person. Aligned = minus the mean of the set (Hodges and Lehmann 1962). The rank of a size
    is (people of smaller size) + (people of the same size + 1) / 2, each person counting 1 / the size of
    their set. In pairs these are the ranks of Wilcoxon's signed-rank test with averages for ties; a set
    without differences keeps its place in the ranking and scores 0 (Pratt 1959), as in Rosenbaum (2002).
    """
    sizes = sets.sizes
    aligned = np.round(values - (np.bincount(sets.number, values) / sizes)[sets.number], DECIMALS)
    _, position = np.unique(np.abs(aligned), return_inverse=True)
    weight = np.bincount(position, 1 / sizes[sets.number])
    ranks = np.cumsum(weight) - weight + (weight + 1) / 2
    signed: np.ndarray = np.sign(aligned) * ranks[position]
    return signed


def upper_bound(scores: np.ndarray, sets: MatchedSets, gamma: float) -> Bound:
    """Return the sum of the scores of the exposed and its largest expectation when the odds differ by `gamma`.

    scores: one per person, fixed when the treatment does nothing. In each set the largest expectation is
    reached when the unmeasured confounder is 0 for the lowest scores and 1 for the others (Rosenbaum and
    Krieger 1990); of the cuts between them the one with the largest expectation counts and, among equals,
    the one with the larger variance (Gastwirth, Krieger and Rosenbaum 2000).
    """
    mean = variance = 0.0
    for rows in sets.by_size:
        means, variances = _per_set(np.sort(scores[rows], axis=1), gamma)
        mean, variance = mean + float(means.sum()), variance + float(variances.sum())
    return Bound(float(scores[sets.exposed].sum()), mean, variance)


def _per_set(ordered: np.ndarray, gamma: float) -> tuple[np.ndarray, np.ndarray]:
    """Return the largest expectation and its variance per set; `ordered` holds sorted scores (sets x size)."""
    size = ordered.shape[1]
    below = np.arange(1, size)
    total = below + gamma * (size - below)

    def average(values: np.ndarray) -> np.ndarray:
        low = np.cumsum(values, axis=1)
        expected: np.ndarray = (low[:, :-1] + gamma * (low[:, -1:] - low[:, :-1])) / total
        return expected

    means = average(ordered)
    variances = np.maximum(average(ordered**2) - means**2, 0.0)
    largest = means.max(axis=1)
    tied = means >= largest[:, None] - 1e-9 * np.maximum(np.abs(largest[:, None]), 1)
    return largest, np.where(tied, variances, -1.0).max(axis=1)


def p_value_at_most(scores: np.ndarray, sets: MatchedSets, gamma: float) -> float:
    """Return the largest two-sided p value of the signed-rank test: twice the smaller one-sided bound.

    Normal approximation; not a number when no set holds different scores.
    """
    sides = [upper_bound(sign * scores, sets, gamma) for sign in (1, -1)]
    if min(side.variance for side in sides) <= 0:
        return math.nan
    return min(1.0, 2 * min(one_sided_p(side) for side in sides))


def one_sided_p(bound: Bound) -> float:
    """Return the probability of a statistic as large as the one found, or larger."""
    return float(special.ndtr((bound.mean - bound.statistic) / math.sqrt(bound.variance)))
