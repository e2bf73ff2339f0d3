"""The design matrix of a regression: covariates as columns, and only columns that carry information."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import numbers
from chart2paper.statistics.results import NotEstimable

# A column is a repeat of others when less than this share of it is left after taking them out.
REPEATS = 1e-7
# The rule does not look at outcomes. With fewer people an indicator fits their outcomes rather than adjusts
# for anything, and one shared outcome among them would leave a logistic model without a solution. Five is our choice:
# yes-no outcomes of five people agree by chance once in 16 times at even odds, those of four once in 8.
RARE = 5
# A column does not vary when its spread is this small a share of its size.
CONSTANT = 1e-9


class _Column(NamedTuple):
    """A column that may enter the matrix; fewest: an indicator of fewer people than this does not."""

    covariate: str
    name: str
    values: np.ndarray
    fewest: int = 0


@dataclass(frozen=True)
class Design:
    """A design matrix (people x columns), the name of each column, and notes on what was left out.

    covariates: the covariate that each column is made of; empty for the intercept and what is asked about.
    """

    matrix: np.ndarray
    names: tuple[str, ...]
    notes: tuple[str, ...]
    covariates: tuple[str, ...] = ()

    def contrast(self, weights: dict[str, float]) -> np.ndarray:
        """Return the vector that picks a weighted sum of the coefficients of the named columns."""
        return np.array([weights.get(name, 0.0) for name in self.names])

    def replaced(self, name: str, value: float) -> np.ndarray:
        """Return the matrix with one column set to `value` for everyone."""
        matrix = self.matrix.copy()
        matrix[:, self.names.index(name)] = value
        return matrix


def design(
    people: pd.DataFrame,
    covariates: list[str],
    effects: dict[str, np.ndarray],
    first: dict[str, np.ndarray] | None = None,
    fewest_missing: int = RARE,
) -> Design | NotEstimable:
    """Return the matrix of intercept, columns put `first`, covariates, and effects (what is asked about).

    Texts become indicators of each level but the commonest. A missing number gets the mean and an
    indicator of its own; a missing text is a level of its own. An indicator that sets apart fewer than 5
    people (of a missing number: fewer than `fewest_missing`) is not used, and a covariate that does not vary
    or repeats others is left out; notes name both. An effect that repeats the covariates cannot be estimated.
    """
    found = [column for name in covariates for column in _columns(people, name, fewest_missing)]
    rare = [column for column in found if _is_rare(column.values, column.fewest)]
    columns = [_Column("", "intercept", np.ones(len(people)))]
    columns += [_Column("", name, values.astype(float)) for name, values in (first or {}).items()]
    columns += [column for column in found if not _is_rare(column.values, column.fewest)]
    columns += [_Column("", name, values.astype(float)) for name, values in effects.items()]
    matrix = np.column_stack([column.values for column in columns])
    kept = independent(matrix)
    used = [column for keep, column in zip(kept, columns, strict=True) if keep]
    names = tuple(column.name for column in used)
    if not set(effects) <= set(names):
        return NotEstimable("the exposure cannot be told apart from the covariates in so few people")
    somehow = {column.covariate for column in [*used, *rare]}
    lost = [name for name in covariates if name not in somehow]
    notes = _notes([column.name for column in rare], lost)
    return Design(matrix[:, kept], names, notes, tuple(column.covariate for column in used))


def _notes(rare: list[str], lost: list[str]) -> tuple[str, ...]:
    notes = []
    if rare:
        notes.append(f"not adjusted for because it sets apart fewer than {RARE} people: {', '.join(rare)}")
    if lost:
        notes.append(f"left out because it does not vary or repeats others: {', '.join(lost)}")
    return tuple(notes)


def _is_rare(values: np.ndarray, fewest: int) -> bool:
    """Say whether a column has two values and one of them belongs to fewer than `fewest` people."""
    frequency = np.unique(values, return_counts=True)[1]
    return len(frequency) == 2 and bool(frequency.min() < fewest)


def _columns(people: pd.DataFrame, covariate: str, fewest_missing: int) -> list[_Column]:
    if pd.api.types.is_numeric_dtype(people[covariate]):
        return _number_columns(numbers(people, covariate), covariate, fewest_missing)
    return _level_columns(people[covariate], covariate)


def _number_columns(values: np.ndarray, name: str, fewest_missing: int) -> list[_Column]:
    missing = np.isnan(values)
    if not missing.any():
        return [_Column(name, name, values, RARE)]
    mean = values[~missing].mean() if not missing.all() else 0.0
    known = _Column(name, name, np.where(missing, mean, values), RARE)
    return [known, _Column(name, f"{name} missing", missing.astype(float), fewest_missing)]


def _level_columns(values: pd.Series, name: str) -> list[_Column]:
    texts = values.astype("object").where(values.notna(), "(missing)").to_numpy(dtype=str)
    levels, frequency = np.unique(texts, return_counts=True)
    # Commonest first; np.unique has sorted them by name, which settles ties.
    commonest_first = levels[np.argsort(-frequency, kind="stable")]
    return [
        _Column(name, f"{name}={level}", (texts == level).astype(float), RARE)
        for level in commonest_first[1:]
    ]


def independent(matrix: np.ndarray) -> np.ndarray:
    """Return which columns, from left to right, are not combinations of those before (Gram-Schmidt)."""
    kept = np.zeros(matrix.shape[1], dtype=bool)
    basis = np.empty((matrix.shape[0], 0))
    for i, column in enumerate(matrix.T):
        rest = column - column.mean() if i else column
        size = np.linalg.norm(rest)
        for _ in range(2):  # twice is enough for full precision (Giraud and others 2005)
            rest = rest - basis @ (basis.T @ rest)
        left = np.linalg.norm(rest)
        kept[i] = i == 0 or (size > CONSTANT * np.linalg.norm(column) and left > REPEATS * size)
        if kept[i]:
            basis = np.column_stack([basis, rest / left])
    return kept
