"""Mann-Whitney test with the shift and interval that belong to it (Hodges and Lehmann 1963)."""

import math

import numpy as np
from scipy import stats

from chart2paper.statistics.results import Interval, NotEstimable, Result

# Above this size of either arm the normal approximation is as good (the rule of R's wilcox.test).
EXACT_BELOW = 50
Z = float(stats.norm.ppf(0.975))


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
    exact = len(tie_sizes) == m + n and max(m, n) < EXACT_BELOW
    test = stats.mannwhitneyu(exposed, comparator, method="exact" if exact else "asymptotic")
    rank = _exact_rank(m, n) if exact else _approximate_rank(m, n, tie_sizes)
    if rank < 1:
        return NotEstimable("too few people for a 95 % interval of the rank test")
    low, high = (_ordered_difference(exposed, comparator, k) for k in (rank, m * n + 1 - rank))
    middle = [_ordered_difference(exposed, comparator, k) for k in ((m * n + 1) // 2, m * n // 2 + 1)]
    return Interval(sum(middle) / 2, low, high, float(test.pvalue))


def _exact_rank(m: int, n: int) -> int:
    """Return the rank of the difference that is the lower limit: from scipy comes the p value alone.

    Counts the orders of both arms by their Mann-Whitney count 0..m*n, whose generating function is the Gaussian
    binomial coefficient, the product over i = 1..m of (1 - x^(n + i)) / (1 - x^i) (Andrews 1976, chapter 3).
    """
    orders = np.zeros(m * n + 1, dtype=object)
    orders[0] = 1
    for i in range(1, m + 1):
        orders[n + i :] -= orders[: -n - i].copy()
        for start in range(i):
            orders[start::i] = np.cumsum(orders[start::i])
    share = (np.cumsum(orders) / math.comb(m + n, m)).astype(float)
    return int(np.searchsorted(share, 0.025, side="right"))


def _approximate_rank(m: int, n: int, tie_sizes: np.ndarray) -> int:
    total = m + n
    ties = float((tie_sizes.astype(float) ** 3 - tie_sizes).sum())
    sigma = math.sqrt(m * n / 12 * (total + 1 - ties / (total * (total - 1))))
    return math.ceil(m * n / 2 - 0.5 - Z * sigma)


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
