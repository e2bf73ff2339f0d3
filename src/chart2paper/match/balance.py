"""Balance: are the exposed and their comparators alike, before and after matching?"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.dictionary import BALANCE
from chart2paper.match.candidates import possible_pairs
from chart2paper.match.statistics import (
    Group,
    Vector,
    effective_size,
    smd_interval,
    standardised_difference,
    variance,
)
from chart2paper.tables import shape

# Level of the row that compares how often a value is missing.
MISSING = "missing"


@dataclass(frozen=True)
class Sample:
    """People of one arm: covariates, how much each row counts, and whose row it is."""

    covariates: pd.DataFrame
    weights: Vector
    people: NDArray[np.int64]


def assess_balance(
    cohort: pd.DataFrame, candidates: pd.DataFrame, matches: pd.DataFrame, covariates: list[str]
) -> pd.DataFrame:
    """Return BALANCE rows for each covariate (each level of a text) before and after matching.

    Before: the exposed of the cohort and every candidate, who counts once over all dates they could inherit.
    After: the matched sets; the k comparators of a set count 1/k each (effect in the exposed).
    A missing value is left out and has a row of its own, level `missing`, where anything is missing.
    """
    exposed = cohort[cohort["role"] == "exposed"]
    possible = possible_pairs(exposed, candidates)
    before = (
        _everyone(possible.exposed[covariates]),
        Sample(possible.slots[covariates], possible.slot_weights(), possible.candidate),
    )
    after = (
        _everyone(exposed[exposed["person_id"].isin(matches["set_id"])][covariates]),
        _matched_comparators(matches, possible.slots, covariates),
    )
    return shape(balance_table(before, after, covariates), BALANCE)


def _everyone(covariates: pd.DataFrame) -> Sample:
    n = len(covariates)
    return Sample(covariates.reset_index(drop=True), np.ones(n), np.arange(n))


def _matched_comparators(matches: pd.DataFrame, slots: pd.DataFrame, covariates: list[str]) -> Sample:
    comparators = matches[matches["role"] == "comparator"]
    people = comparators[["set_id", "person_id", "index_date"]].merge(
        slots, on=["person_id", "index_date"], how="left"
    )
    weights = 1 / people.groupby("set_id")["person_id"].transform("size").to_numpy("float64")
    return Sample(people[covariates], weights, pd.factorize(people["person_id"])[0])


def balance_table(
    before: tuple[Sample, Sample], after: tuple[Sample, Sample], covariates: list[str]
) -> pd.DataFrame:
    """Return covariate, level, sample, smd, its interval and variance_ratio.

    before, after: (exposed, comparators). The unit is the SD of the exposed before matching (in the exposed before
    matching a 0/1 value has SD sqrt(p(1-p))), as in MatchIt for an effect in the exposed.
    """
    rows = []
    for name in covariates:
        for level, columns, binary in _columns(name, [*before, *after]):
            groups = [
                _group(column, sample) for column, sample in zip(columns, [*before, *after], strict=True)
            ]
            sd = float(np.sqrt(variance(groups[0], binary)))
            rows.append((name, level, "before", *_compare(groups[0], groups[1], sd, binary)))
            rows.append((name, level, "after", *_compare(groups[2], groups[3], sd, binary)))
    return pd.DataFrame(rows, columns=BALANCE.column_names)


def _columns(name: str, samples: list[Sample]) -> list[tuple[str | None, list[Vector], bool]]:
    """Return level, values in each sample, and whether they are 0/1, for a covariate and for its missing values."""
    values = [sample.covariates[name] for sample in samples]
    found: list[tuple[str | None, list[Vector], bool]] = []
    if pd.api.types.is_numeric_dtype(values[0]):
        numbers = [column.to_numpy("float64", na_value=np.nan) for column in values]
        known = np.concatenate(numbers)
        binary = bool(np.isin(known[~np.isnan(known)], (0.0, 1.0)).all())
        found.append((None, numbers, binary))
    else:
        levels = sorted(set().union(*(column.dropna().unique() for column in values)))
        found += [(level, [_is_level(column, level) for column in values], True) for level in levels]
    if any(column.isna().any() for column in values):
        found.append((MISSING, [column.isna().to_numpy().astype("float64") for column in values], True))
    return found


def _is_level(values: pd.Series, level: str) -> Vector:
    return np.where(values.isna(), np.nan, values.eq(level).fillna(False).to_numpy(dtype=bool))


def _group(values: Vector, sample: Sample) -> Group:
    known = ~np.isnan(values) & (sample.weights > 0)
    return Group(values[known], sample.weights[known], sample.people[known])


def _compare(exposed: Group, comparator: Group, sd: float, binary: bool) -> tuple[float, float, float, float]:
    if not (len(exposed.values) and len(comparator.values)):
        return (np.nan,) * 4
    smd = standardised_difference(exposed, comparator, sd)
    low, high = smd_interval(smd, effective_size(exposed), effective_size(comparator))
    if binary:
        return smd, low, high, np.nan
    theirs = variance(comparator, binary)
    ratio = variance(exposed, binary) / theirs if theirs > 0 else np.nan
    return smd, low, high, ratio
