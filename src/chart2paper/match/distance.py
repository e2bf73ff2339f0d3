"""How unlike two people are: the Mahalanobis distance between their covariates."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

# Eigenvalues of the correlation matrix below this are linear dependence, not information.
_SMALLEST_EIGENVALUE = 1e-9
# Distances equal to this many decimals are ties, which the id decides.
_DECIMALS = 9
# Pairs looked at together: bounds the memory.
_PAIRS_PER_PART = 500_000


def numbers_of(covariates: pd.DataFrame, like: pd.DataFrame) -> Matrix:
    """Return covariates as numbers, one column or more for each.

    A text becomes one 0/1 column for every level found in `like`. A missing number is replaced by the
    mean of `like`, and a 0/1 column says where (Rosenbaum and Rubin 1984).
    """
    columns: list[NDArray[np.float64]] = []
    for name in covariates.columns:
        values, known = covariates[name], like[name].dropna()
        if pd.api.types.is_numeric_dtype(values):
            number = values.astype("float64").to_numpy(na_value=np.nan)
            mean = _ordered_mean(known)
            columns += [np.where(np.isnan(number), mean, number), np.isnan(number).astype("float64")]
        else:
            columns += [
                (values == level).fillna(False).to_numpy("float64") for level in sorted(known.unique())
            ]
    return np.column_stack(columns) if columns else np.zeros((len(covariates), 0))


def _ordered_mean(values: pd.Series) -> float:
    """Return the mean, added up in order of size so that the order of the rows leaves no trace; 0 if empty."""
    return float(np.sort(values.to_numpy("float64")).mean()) if len(values) else 0.0
