"""Statistics written out from their formulas: what a library gives is compared with them."""

import math

import numpy as np
from scipy import special

Z = float(special.ndtri(0.975))


def wilson(events: int, total: int) -> tuple[float, float]:
    """Wilson (1927)."""
    share = events / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    return middle - half, middle + half


def newcombe(events_1: int, total_1: int, events_0: int, total_0: int) -> tuple[float, float]:
    """Newcombe (1998), method 10."""
    (low_1, high_1), (low_0, high_0) = wilson(events_1, total_1), wilson(events_0, total_0)
    share_1, share_0 = events_1 / total_1, events_0 / total_0
    difference = share_1 - share_0
    return (
        difference - math.hypot(share_1 - low_1, high_0 - share_0),
        difference + math.hypot(high_1 - share_1, share_0 - low_0),
    )


def katz(events_1: int, total_1: int, events_0: int, total_0: int) -> tuple[float, float]:
    """Katz and others (1978)."""
    error = math.sqrt(1 / events_1 - 1 / total_1 + 1 / events_0 - 1 / total_0)
    ratio = (events_1 / total_1) / (events_0 / total_0)
    return ratio * math.exp(-Z * error), ratio * math.exp(Z * error)


def mean_interval(values: np.ndarray) -> tuple[float, float]:
    """Student (1908)."""
    half = special.stdtrit(len(values) - 1, 0.975) * values.std(ddof=1) / math.sqrt(len(values))
    return values.mean() - half, values.mean() + half


def welch(exposed: np.ndarray, comparator: np.ndarray) -> tuple[float, float, float]:
    """Welch (1947): both limits, and the p value."""
    parts = [values.var(ddof=1) / len(values) for values in (exposed, comparator)]
    freedom = [len(exposed) - 1, len(comparator) - 1]
    df = sum(parts) ** 2 / sum(part**2 / free for part, free in zip(parts, freedom, strict=True))
    difference, error = exposed.mean() - comparator.mean(), math.sqrt(sum(parts))
    half = special.stdtrit(df, 0.975) * error
    return difference - half, difference + half, 2 * special.stdtr(df, -abs(difference / error))


def mann_whitney_shares(m: int, n: int) -> np.ndarray:
    """Mann and Whitney's recursion (1947): the largest value of all belongs to one arm or the other."""
    size = m * n + 1
    unit = np.eye(1, size)[0]
    previous = [unit] * (n + 1)
    for i in range(1, m + 1):
        current = [unit]
        for j in range(1, n + 1):
            shifted = np.concatenate([np.zeros(j), previous[j][: size - j]])
            current.append((i * shifted + j * current[j - 1]) / (i + j))
        previous = current
    return previous[n]


def logistic(matrix: np.ndarray, events: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Newton's method: coefficients, and the inverse of the information (McCullagh and Nelder 1989)."""
    coefficients = np.zeros(matrix.shape[1])
    for _ in range(25):
        fitted = special.expit(matrix @ coefficients)
        information = (matrix * (weights * fitted * (1 - fitted))[:, None]).T @ matrix
        step = np.linalg.solve(information, matrix.T @ (weights * (events - fitted)))
        coefficients = coefficients + step
    return coefficients, np.linalg.inv(information)


def least_squares(
    matrix: np.ndarray, outcome: np.ndarray, weights: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The normal equations: coefficients, and the inverse of X'WX."""
    bread = np.linalg.inv((matrix * weights[:, None]).T @ matrix)
    return bread @ (matrix.T @ (weights * outcome)), bread
