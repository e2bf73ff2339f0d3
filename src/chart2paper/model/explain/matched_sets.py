"""Matched sets as arrays, for tests that ask who of a set is the exposed one."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.results import NotEstimable


@dataclass(frozen=True)
class MatchedSets:
    """People in sets of one exposed person and comparators, or of one comparator and exposed people.

    number: of each person, the set (0, 1, ...). side: of each set, 1 when its lone person is exposed and -1
    when they are the comparator. lone: position of the lone person of each set. by_size: for each set size,
    positions of the people (sets x size).
    """

    number: np.ndarray
    side: np.ndarray
    lone: np.ndarray
    by_size: tuple[np.ndarray, ...]

    @property
    def sizes(self) -> np.ndarray:
        """People per set."""
        return np.bincount(self.number, minlength=len(self.lone))


def usable(people: pd.DataFrame) -> pd.DataFrame:
    """Keep the sets with both arms, one of which is a single person."""
    exposed = pd.Series(is_exposed(people), index=people.index)
    first = exposed.groupby(people["set_id"]).transform("sum")
    second = (~exposed).groupby(people["set_id"]).transform("sum")
    kept: pd.DataFrame = people[(np.minimum(first, second) == 1).to_numpy(dtype=bool)]
    return kept


def matched_sets(people: pd.DataFrame) -> MatchedSets | NotEstimable:
    """Return the sets of people who are all in a usable set."""
    if people.empty:
        return NotEstimable("no matched set has an outcome in both arms")
    exposed = is_exposed(people)
    number = pd.factorize(people["set_id"], sort=True)[0]
    n_exposed = np.bincount(number, weights=exposed).astype("int64")
    side = np.where(n_exposed == 1, 1, -1)
    is_lone = np.where(side[number] == 1, exposed, ~exposed)
    lone = np.empty(len(side), dtype="int64")
    lone[number[is_lone]] = np.flatnonzero(is_lone)
    return MatchedSets(number, side, lone, _by_size(number))


def _by_size(number: np.ndarray) -> tuple[np.ndarray, ...]:
    sizes = np.bincount(number)
    order, starts = np.argsort(number, kind="stable"), np.cumsum(sizes) - sizes
    return tuple(order[starts[sizes == size][:, None] + np.arange(size)] for size in np.unique(sizes))
