"""Mann-Whitney test with the shift and interval that belong to it (Hodges and Lehmann 1963)."""

import math

import numpy as np
from scipy import special

from chart2paper.statistics.results import Interval, NotEstimable, Result

# Above this size of either arm the normal approximation is as good (the rule of R's wilcox.test).
EXACT_BELOW = 50
Z = float(special.ndtri(0.975))


def mann_whitney(exposed: np.ndarray, comparator: np.ndarray) -> Result:
    """Return the median of all differences exposed minus comparator, its 95 % interval and the test's p.

    The interval holds the shifts that the test does not reject (Hollander and Wolfe 1999, chapter 4).
    Exact without ties in arms below 50; otherwise the normal approximation with corrections for ties
    and continuity. Ends of the interval are differences that occur in the data.
    """
    m, n = len(exposed), len(comparator)
    if m < 1 or n < 1:
        return NotEstimable("no values in one of the arms")
    pooled = np.concatenate([exposed, comparator])
    tie_sizes = np.unique(pooled, return_counts=True)[1]
    if len(tie_sizes) == 1:
        return NotEstimable("all values are the same")
    smaller = _pairs_below(exposed, comparator)
    exact = len(tie_sizes) == m + n and max(m, n) < EXACT_BELOW
    p, rank = _exact(m, n, smaller) if exact else _approximate(m, n, smaller, tie_sizes)
    if rank < 1:
        return NotEstimable("too few people for a 95 % interval of the rank test")
    low, high = (_ordered_difference(exposed, comparator, k) for k in (rank, m * n + 1 - rank))
    middle = [_ordered_difference(exposed, comparator, k) for k in ((m * n + 1) // 2, m * n // 2 + 1)]
    return Interval(sum(middle) / 2, low, high, p)


def _pairs_below(exposed: np.ndarray, comparator: np.ndarray) -> float:
    """Return the Mann-Whitney count of pairs in which the exposed value is the smaller (ties count half)."""
    ordered = np.sort(comparator)
    not_above = len(ordered) - np.searchsorted(ordered, exposed, side="left")
    below = len(ordered) - np.searchsorted(ordered, exposed, side="right")
    return float((not_above + below).sum()) / 2


def _exact(m: int, n: int, smaller: float) -> tuple[float, int]:
    """Return the two-sided p value and the rank of the difference that is the lower limit."""
    cumulative = np.cumsum(_null_distribution(m, n))
    extreme = int(min(smaller, m * n - smaller))
    return min(1.0, 2 * float(cumulative[extreme])), int(np.searchsorted(cumulative, 0.025, side="right"))


def _null_distribution(m: int, n: int) -> np.ndarray:
    """Return the probability of each Mann-Whitney count 0..m*n when the arms do not differ.

    Mann and Whitney's recursion (1947) over arm sizes: the largest value of all belongs to one arm or the other.
    """
    size = m * n + 1
    previous = [_unit(size) for _ in range(n + 1)]
    for i in range(1, m + 1):
        current = [_unit(size)]
        for j in range(1, n + 1):
            shifted = np.concatenate([np.zeros(j), previous[j][: size - j]])
            current.append((i * shifted + j * current[j - 1]) / (i + j))
        previous = current
    return previous[n]


def _unit(size: int) -> np.ndarray:
    start = np.zeros(size)
    start[0] = 1
    return start


def _approximate(m: int, n: int, smaller: float, tie_sizes: np.ndarray) -> tuple[float, int]:
    total = m + n
    ties = float((tie_sizes.astype(float) ** 3 - tie_sizes).sum())
    sigma = math.sqrt(m * n / 12 * (total + 1 - ties / (total * (total - 1))))
    distance = max(abs(smaller - m * n / 2) - 0.5, 0.0)
    p = min(1.0, 2 * float(special.ndtr(-distance / sigma)))
    return p, math.ceil(m * n / 2 - 0.5 - Z * sigma)


def _ordered_difference(exposed: np.ndarray, comparator: np.ndarray, rank: int) -> float:
    """Return the `rank`-th smallest of all m*n differences without making them all (by bisection)."""
    ordered = np.sort(comparator)
    low = float(exposed.min() - comparator.max()) - 1
    high = float(exposed.max() - comparator.min()) + 1
    for _ in range(70):
        middle = (low + high) / 2
        not_above = (len(ordered) - np.searchsorted(ordered, exposed - middle, side="left")).sum()
        low, high = (low, middle) if not_above >= rank else (middle, high)
    return round(high, 10) + 0.0
