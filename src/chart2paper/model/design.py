"""The design matrix of a regression: covariates as columns, and only columns that carry information."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.model.arms import numbers
from chart2paper.model.results import NotEstimable

# A column is a repeat of others when less than this share of it is left after taking them out.
REPEATS = 1e-7
# A column does not vary when its spread is this small a share of its size.
CONSTANT = 1e-9


@dataclass(frozen=True)
class Design:
    """A design matrix (people x columns), the name of each column, and notes on what was left out."""

    matrix: np.ndarray
    names: tuple[str, ...]
    notes: tuple[str, ...]

    def contrast(self, weights: dict[str, float]) -> np.ndarray:
        """Return the vector that picks a weighted sum of the coefficients of the named columns."""
        return np.array([weights.get(name, 0.0) for name in self.names])

    def replaced(self, name: str, value: float) -> np.ndarray:
        """Return the matrix with one column set to `value` for everyone."""
        matrix = self.matrix.copy()
        matrix[:, self.names.index(name)] = value
        return matrix


def design(
    people: pd.DataFrame, covariates: list[str], effects: dict[str, np.ndarray]
) -> Design | NotEstimable:
    """Return the matrix of intercept, covariates and effects (the columns that are asked about, last).

    Texts become indicators of each level but the commonest. A missing number gets the mean and an
    indicator of its own; a missing text is a level of its own. A covariate that does not vary or repeats
    others is left out with a note. An effect that repeats the covariates cannot be estimated.
    """
    columns: list[tuple[str, str, np.ndarray]] = [("", "intercept", np.ones(len(people)))]
    for covariate in covariates:
        columns += [(covariate, name, values) for name, values in _columns(people, covariate)]
    columns += [("", name, values.astype(float)) for name, values in effects.items()]
    matrix = np.column_stack([values for _, _, values in columns])
    kept = _independent(matrix)
    if not all(keep for keep, (_, name, _) in zip(kept, columns, strict=True) if name in effects):
        return NotEstimable("the exposure cannot be told apart from the covariates in so few people")
    used = {covariate for keep, (covariate, _, _) in zip(kept, columns, strict=True) if keep}
    lost = [name for name in covariates if name not in used]
    notes = (f"left out because it does not vary or repeats others: {', '.join(lost)}",) if lost else ()
    names = tuple(name for keep, (_, name, _) in zip(kept, columns, strict=True) if keep)
    return Design(matrix[:, kept], names, notes)


def _columns(people: pd.DataFrame, covariate: str) -> list[tuple[str, np.ndarray]]:
    if pd.api.types.is_numeric_dtype(people[covariate]):
        return _number_columns(numbers(people, covariate), covariate)
    return _level_columns(people[covariate], covariate)


def _number_columns(values: np.ndarray, name: str) -> list[tuple[str, np.ndarray]]:
    missing = np.isnan(values)
    if not missing.any():
        return [(name, values)]
    mean = values[~missing].mean() if not missing.all() else 0.0
    return [(name, np.where(missing, mean, values)), (f"{name} missing", missing.astype(float))]


def _level_columns(values: pd.Series, name: str) -> list[tuple[str, np.ndarray]]:
    texts = values.astype("object").where(values.notna(), "(missing)").to_numpy(dtype=str)
    levels, frequency = np.unique(texts, return_counts=True)
    # Commonest first; np.unique has sorted them by name, which settles ties.
    commonest_first = levels[np.argsort(-frequency, kind="stable")]
    return [(f"{name}={level}", (texts == level).astype(float)) for level in commonest_first[1:]]


def _independent(matrix: np.ndarray) -> np.ndarray:
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
