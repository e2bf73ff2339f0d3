"""Matched sets as arrays, for tests that ask who of a set is the exposed one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.results import NotEstimable


@dataclass(frozen=True)
class MatchedSets:
    """People in sets of one exposed person and comparators, as every matching makes them (`match/valid.py`).

    number: of each person, the set (0, 1, ...). exposed: position of the exposed person of each set. by_size: for each
    set size, positions of the people (sets x size).
    """

    number: np.ndarray
    exposed: np.ndarray
    by_size: tuple[np.ndarray, ...]

    @property
    def sizes(self) -> np.ndarray:
        """People per set."""
        return np.bincount(self.number, minlength=len(self.exposed))


def usable(people: pd.DataFrame) -> pd.DataFrame:
    """Keep the sets with one exposed person and comparators."""
    exposed = pd.Series(is_exposed(people), index=people.index)
    n_exposed, size = (exposed.groupby(people["set_id"]).transform(how) for how in ("sum", "size"))
    kept: pd.DataFrame = people[(n_exposed.eq(1) & size.gt(1)).to_numpy(dtype=bool)]
    return kept


def matched_sets(people: pd.DataFrame) -> MatchedSets | NotEstimable:
    """Return the sets of people who are all in a usable set."""
    if people.empty:
        return NotEstimable("no matched set has an outcome in both arms")
    of_exposed = np.flatnonzero(is_exposed(people))
    number = pd.factorize(people["set_id"], sort=True)[0]
    exposed = of_exposed[np.argsort(number[of_exposed])]
    return MatchedSets(number, exposed, _by_size(number))


def _by_size(number: np.ndarray) -> tuple[np.ndarray, ...]:
    sizes = np.bincount(number)
    order, starts = np.argsort(number, kind="stable"), np.cumsum(sizes) - sizes
    return tuple(order[starts[sizes == size][:, None] + np.arange(size)] for size in np.unique(sizes))
