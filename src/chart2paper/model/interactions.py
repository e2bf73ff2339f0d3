"""Every subgroup of the protocol: its interaction, with p values adjusted for how many there are."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.model.subgroups import subgroup_interaction
from chart2paper.statistics.arms import counts, numbers, with_outcome
from chart2paper.statistics.results import Row
from chart2paper.tables.harms import SUBGROUPS
from chart2paper.tables.read_write import shape


def interactions(
    people: pd.DataFrame, contrasts: dict[str, list[str] | float], estimation: dict[str, Any]
) -> pd.DataFrame:
    """Return a row per contrast of the protocol (SUBGROUPS).

    people: rows of ANALYSIS_SET. contrasts: covariate -> two of its levels, or the number at which it is split.
    Effects have intervals and no p value; interactions have one, and one adjusted by Holm's method (1979) over
    those that could be estimated.
    """
    rows = [_contrast(people, name, split, estimation) for name, split in contrasts.items()]
    frame = shape(pd.DataFrame(rows, columns=SUBGROUPS.column_names), SUBGROUPS)
    return frame.assign(p_holm=holm(frame["p_value"].to_numpy(float)))


def holm(p: np.ndarray) -> np.ndarray:
    """Return p values adjusted by Holm's step-down method (1979); missing ones stay missing and do not count."""
    known = ~np.isnan(p)
    order = np.argsort(p[known], kind="stable")
    steps = p[known][order] * np.arange(known.sum(), 0, -1)
    adjusted = np.full(len(p), np.nan)
    positions = np.flatnonzero(known)[order]
    adjusted[positions] = np.minimum(np.maximum.accumulate(steps), 1.0)
    return adjusted


def _contrast(
    people: pd.DataFrame, name: str, split: list[str] | float, estimation: dict[str, Any]
) -> dict[str, Any]:
    first, second, kinds = kinds_of(people, name, split)
    with_kinds = people.assign(kind=kinds)
    # A number that is split stays a covariate of the model: the two kinds differ in it.
    adjust_for = [other for other in estimation["adjust_for"] if other != name or not isinstance(split, list)]
    settings = {**estimation, "adjust_for": adjust_for, "subgroups": ("kind", first, second)}
    of_first, of_second, interaction = subgroup_interaction(with_kinds, settings)
    observed = with_outcome(with_kinds)
    size = {
        kind: counts(observed[observed["kind"].eq(kind).fillna(False).to_numpy(dtype=bool)])
        for kind in (first, second)
    }
    return {
        "subgroup": name,
        "first": first,
        "second": second,
        **_interval(of_first, "difference_first", "first"),
        **_interval(of_second, "difference_second", "second"),
        **_interval(interaction, "interaction", "interaction"),
        "p_value": interaction.p_value,
        "n_first": sum(size[first]),
        "n_second": sum(size[second]),
        "n_first_exposed": size[first].exposed,
        "n_second_exposed": size[second].exposed,
        "status": interaction.status,
    }


def kinds_of(people: pd.DataFrame, name: str, split: list[str] | float) -> tuple[str, str, pd.Series]:
    """Return the names of both kinds, and which one each person is (missing = neither)."""
    if not isinstance(split, int | float):
        first, second = split
        return first, second, people[name].astype("string")
    if COVARIATES[name].kind == "yes_no":
        return "0", "1", people[name].astype("string")
    values = numbers(people, name)
    low, high = f"below {split:g}", f"{split:g} or more"
    kinds = pd.Series(np.where(values < split, low, high), index=people.index, dtype="string")
    return low, high, kinds.mask(np.isnan(values))


def _interval(row: Row, name: str, stem: str) -> dict[str, float]:
    return {name: row.estimate, f"{stem}_low": row.ci_low, f"{stem}_high": row.ci_high}
