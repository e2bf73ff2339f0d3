"""How unlike two people are: the Mahalanobis distance between their covariates, or between their ranks."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Vector = NDArray[np.float64]

# Directions in which the covariates vary less than this share of their scale carry no information.
_SMALLEST_EIGENVALUE = 1e-9
# Distances equal to this many decimals are ties, which the id decides.
_DECIMALS = 9
# Pairs looked at together: bounds the memory.
_PAIRS_PER_PART = 500_000


def numbers_of(covariates: pd.DataFrame, weights: Vector) -> Matrix:
    """Return covariates as columns of numbers.

    A text becomes one 0/1 column per level. A missing number becomes the weighted mean of the known ones, and
    a 0/1 column says where (Rosenbaum and Rubin 1984).
    """
    columns: list[Vector] = []
    for name in covariates.columns:
        values = covariates[name]
        if pd.api.types.is_numeric_dtype(values):
            number = values.to_numpy("float64", na_value=np.nan)
            missing = np.isnan(number)
            mean = _mean(number[~missing], weights[~missing])
            columns += [np.where(missing, mean, number), missing.astype("float64")]
        else:
            levels = sorted(values.dropna().unique())
            columns += [(values == level).fillna(False).to_numpy("float64") for level in levels]
    return np.column_stack(columns) if columns else np.zeros((len(covariates), 0))


def spread_out(numbers: Matrix, exposed: NDArray[np.bool_], weights: Vector) -> Matrix:
    """Return coordinates whose Euclidean distance is the Mahalanobis distance.

    Parameters
    ----------
    numbers: one row per person (or candidate's date), one column per covariate.
    exposed: which rows are exposed.
    weights: 1 for the exposed; for candidates such that each person counts once over all their dates.

    The covariance is pooled within the two groups (Rubin 1980). Constant covariates and linear combinations
    of others are left out (generalised inverse).
    """
    arms = (exposed, ~exposed)
    scatter = sum((_scatter(numbers[arm], weights[arm]) for arm in arms), np.zeros((numbers.shape[1],) * 2))
    freedom = max(sum(max(weights[arm].sum() - 1, 0) for arm in arms), 1)
    sd = np.sqrt(np.diag(scatter) / freedom)
    varies = sd > _SMALLEST_EIGENVALUE * np.maximum(1, np.abs(numbers).max(axis=0, initial=1))
    sd = sd[varies]
    correlation = scatter[np.ix_(varies, varies)] / freedom / np.outer(sd, sd)
    return _uncorrelated(numbers[:, varies] / sd, correlation)


def spread_out_ranks(numbers: Matrix, weights: Vector) -> Matrix:
    """Return coordinates whose Euclidean distance is the robust rank-based Mahalanobis distance.

    Parameters as in `spread_out`. Each covariate is replaced by its ranks among everyone, tied values sharing the mean
    rank, so that outliers count no more than their rank. The ranks' covariance is rescaled to the spread that ranks
    have without ties, so that a rare level, whose ranks hardly vary, does not weigh more than others (Rosenbaum 2010,
    Design of Observational Studies, section 8.3; his R function smahal). A row with weight w takes w of a rank.
    """
    total = weights.sum()
    if total <= 1:
        return np.zeros((len(numbers), 0))
    ranks = np.column_stack(
        [_ranks(column, weights) for column in numbers.T] or [np.zeros((len(numbers), 0))]
    )
    covariance = _scatter(ranks, weights) / (total - 1)
    sd = np.sqrt(np.diag(covariance))
    varies = sd > _SMALLEST_EIGENVALUE * total
    correlation = covariance[np.ix_(varies, varies)] / np.outer(sd[varies], sd[varies])
    untied_sd = np.sqrt(total * (total + 1) / 12)
    return _uncorrelated(ranks[:, varies] / untied_sd, correlation)


def _ranks(values: Vector, weights: Vector) -> Vector:
    """Return the rank of each value: the weight below it and half of the weight (and 1) at it."""
    _, position = np.unique(values, return_inverse=True)
    at = np.bincount(position, weights=weights)
    return (np.cumsum(at) - at + (at + 1) / 2)[position]


def _uncorrelated(scaled: Matrix, correlation: Matrix) -> Matrix:
    """Return columns turned so that the correlation is undone; directions without information are left out."""
    values, vectors = np.linalg.eigh(correlation)
    keep = values > _SMALLEST_EIGENVALUE
    # einsum, not @: the same sums whatever the number of processor cores.
    whitened: Matrix = np.einsum("ij,jk->ik", scaled, vectors[:, keep] / np.sqrt(values[keep]))
    return whitened


def distances(a: Matrix, b: Matrix, a_row: NDArray[np.int64], b_row: NDArray[np.int64]) -> Vector:
    """Return the Euclidean distance of each pair (a row of `a`, a row of `b`), rounded to 9 decimals."""
    found = np.empty(len(a_row))
    for start in range(0, len(a_row), _PAIRS_PER_PART):
        part = slice(start, start + _PAIRS_PER_PART)
        found[part] = lengths(a[a_row[part]] - b[b_row[part]])
    return found


def lengths(apart: Matrix) -> Vector:
    """Return the Euclidean length of each row, rounded to 9 decimals."""
    distances: Vector = np.sqrt(np.einsum("ij,ij->i", apart, apart)).round(_DECIMALS)
    return distances


def _mean(values: Vector, weights: Vector) -> float:
    total = weights.sum()
    return float((values * weights).sum() / total) if total > 0 else 0.0


def _scatter(numbers: Matrix, weights: Vector) -> Matrix:
    """Return the weighted sums of products about the mean."""
    if weights.sum() == 0:
        return np.zeros((numbers.shape[1],) * 2)
    about = numbers - np.einsum("i,ij->j", weights, numbers) / weights.sum()
    products: Matrix = np.einsum("i,ij,ik->jk", weights, about, about)
    return products
