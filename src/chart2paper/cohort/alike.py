"""Whether an exposed person and a candidate may be in one set: equal and close where the protocol says so."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints = NDArray[np.int64]

# Averages of scores are not exact in binary: 7.3 - 6.3 must count as 1.0.
CALIPER_SLACK = 1e-9


def alike(
    exposed: pd.DataFrame,
    candidates: pd.DataFrame,
    pairs: tuple[Ints, Ints],
    exact: list[str],
    calipers: dict[str, float],
) -> NDArray[np.bool_]:
    """Return which pairs are equal in `exact` and within every caliper. A missing value never fits.

    pairs: row of `exposed` and row of `candidates`, both counted from 0, of each pair.
    """
    exposed_row, candidate_row = pairs
    fits = np.ones(len(exposed_row), dtype=bool)
    for name in exact:
        code = pd.factorize(pd.concat([exposed[name], candidates[name]], ignore_index=True))[0]
        first, other = code[: len(exposed)][exposed_row], code[len(exposed) :][candidate_row]
        fits &= (first >= 0) & (first == other)
    for name, width in calipers.items():
        numbers = [frame[name].to_numpy("float64", na_value=np.nan) for frame in (exposed, candidates)]
        fits &= np.abs(numbers[0][exposed_row] - numbers[1][candidate_row]) <= width + CALIPER_SLACK
    return fits
