"""Levels of a covariate that only one arm has: whoever is there can be compared with nobody."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

from chart2paper.statistics.design_matrix import RARE


@dataclass(frozen=True)
class OneArm:
    """A level that one arm alone has ("sex=male"), which rows are there, and whether they are exposed."""

    level: str
    rows: np.ndarray
    exposed: bool


def in_both_arms(
    people: pd.DataFrame, covariates: list[str], exposed: np.ndarray
) -> tuple[np.ndarray, tuple[OneArm, ...]]:
    """Return which rows have some of the other arm at each of their levels, and where the others are.

    At a level of one arm the propensity score is 0 or 1 (positivity; Westreich and Cole 2010) and the logistic model
    has no solution (Albert and Anderson 1984). Comparators there have weight 0 in every effect; the exposed there have
    no comparison, so that the effect is that in the other exposed. Levels of fewer than 5 people are not adjusted for
    (`design`), so that they stay; so do levels without which an arm would be empty. Whom one level loses may have been
    the last of an arm at another: repeated until nobody leaves.
    """
    kept, left_out = np.ones(len(people), dtype=bool), []
    levels = [_levels(people[name], name) for name in covariates]
    while found := _first_of_one_arm(levels, kept, exposed):
        left_out.append(found)
        kept &= ~found.rows
    return kept, tuple(left_out)


class _Levels(NamedTuple):
    """The levels of a covariate, and the number of each row's (-1 = at none of them)."""

    names: list[str]
    numbers: np.ndarray


def _first_of_one_arm(levels: list[_Levels], kept: np.ndarray, exposed: np.ndarray) -> OneArm | None:
    """Return the first level at which everyone who is kept is of one arm; None without one."""
    arms = np.array([(kept & exposed).sum(), (kept & ~exposed).sum()])
    for covariate in levels:
        at = kept & (covariate.numbers >= 0)
        there = np.array(
            [
                np.bincount(covariate.numbers[at & arm], minlength=len(covariate.names))
                for arm in (exposed, ~exposed)
            ]
        )
        others = arms[:, None] - there
        frequent = np.minimum(there.sum(axis=0), others.sum(axis=0)) >= RARE
        found = np.flatnonzero(frequent & (there.min(axis=0) == 0) & (others.min(axis=0) > 0))
        if len(found):
            first = found[0]
            return OneArm(covariate.names[first], at & (covariate.numbers == first), bool(there[0, first]))
    return None


def _levels(values: pd.Series, name: str) -> _Levels:
    """Return the levels of a text or of a number with two values, and last where a value is missing."""
    missing = values.isna().to_numpy(dtype=bool)
    known = values[~missing]
    if not pd.api.types.is_numeric_dtype(values):
        numbers, texts = pd.factorize(values, sort=True)
        found = list(texts)
    elif len(known) and known.isin(ends := [known.min(), known.max()]).all() and ends[0] < ends[1]:
        numbers, found = (values == ends[1]).fillna(False).to_numpy(dtype="int64"), ends
    else:
        numbers, found = np.full(len(values), -1), []
    return _Levels(
        [*(f"{name}={level}" for level in found), f"{name} missing"], np.where(missing, len(found), numbers)
    )
