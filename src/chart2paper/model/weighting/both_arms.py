"""Levels of a covariate that only one arm has: whoever is there can be compared with nobody."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import is_exposed, numbers
from chart2paper.statistics.design_matrix import RARE


def in_both_arms(people: pd.DataFrame, covariates: list[str]) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return who has people of the other arm at each of their levels, and notes on those who have not.

    At a level of one arm the propensity score is 0 or 1 (positivity; Westreich and Cole 2010) and the logistic model
    has no solution (Albert and Anderson 1984). Comparators there have weight 0 in every effect; the exposed there have
    no comparison, so that the effect is that in the other exposed. Levels of fewer than 5 people are not adjusted for
    (`design`), so that they stay; so do levels without which an arm would be empty. Whom one level loses may have been
    the last of an arm at another: repeated until nobody leaves.
    """
    kept, notes = np.ones(len(people), dtype=bool), []
    exposed = is_exposed(people)
    while found := _first_of_one_arm(people, covariates, kept, exposed):
        level, there = found
        notes.append(_note(level, int(there.sum()), bool(exposed[there].all())))
        kept &= ~there
    return kept, tuple(notes)


def _first_of_one_arm(
    people: pd.DataFrame, covariates: list[str], kept: np.ndarray, exposed: np.ndarray
) -> tuple[str, np.ndarray] | None:
    """Return the first level at which everyone who is kept is of one arm, and who that is; None without one."""
    if len(set(exposed[kept])) < 2:
        return None
    for name in covariates:
        for level, at in _levels(people[name], name):
            there = at & kept
            others = kept & ~at
            both_stay = len(set(exposed[others])) == 2
            if min(there.sum(), others.sum()) >= RARE and len(set(exposed[there])) == 1 and both_stay:
                return level, there
    return None


def _levels(values: pd.Series, name: str) -> Iterator[tuple[str, np.ndarray]]:
    """Yield the levels of a text or of a number with two values, and where a value is missing."""
    missing = values.isna().to_numpy(dtype=bool)
    number = pd.api.types.is_numeric_dtype(values)
    known = values[~missing]
    levels = sorted(known.unique())
    for level in levels if not number or len(levels) == 2 else ():
        at = (
            numbers(values.to_frame(), name) == level
            if number
            else values.eq(level).fillna(False).to_numpy(bool)
        )
        yield f"{name}={level}", at
    yield f"{name} missing", missing


def _note(level: str, people: int, exposed: bool) -> str:
    if exposed:
        return (
            f"{people} exposed people are left out because no comparator has {level}: the effect is that in the "
            "other exposed people"
        )
    return f"{people} comparators are left out, with weight 0, because no exposed person has {level}"
