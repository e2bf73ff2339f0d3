"""Balance: are the exposed and their comparators alike, before and after matching?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.match.candidates import Possible, possible_pairs
from chart2paper.statistics.balance_statistics import STATISTICS, Comparison, judge, statistics_of
from chart2paper.statistics.group_differences import Group, Vector, variance
from chart2paper.tables.match import BALANCE
from chart2paper.tables.read_write import shape

# Level of the row that compares how often a value is missing.
MISSING = "missing"


@dataclass(frozen=True)
class Sample:
    """People of one arm: covariates, how much each row counts, and whose row it is."""

    covariates: pd.DataFrame
    weights: Vector
    people: NDArray[np.int64]


def assess_balance(
    cohort: pd.DataFrame,
    candidates: pd.DataFrame,
    matches: pd.DataFrame,
    covariates: list[str],
    rules: Mapping[str, Any],
) -> pd.DataFrame:
    """Return BALANCE rows for each covariate (each level of a text) before and after matching.

    A missing value is left out and has a row of its own, level `missing`, where anything is missing.
    rules: thresholds of the protocol's section `balance`.
    """
    exposed = cohort[cohort["role"] == "exposed"]
    before, after = arms_before_and_after(possible_pairs(exposed, candidates), matches, covariates)
    return shape(judge(balance_table(before, after, covariates), rules), BALANCE)


def arms_before_and_after(
    possible: Possible, matches: pd.DataFrame, covariates: list[str]
) -> tuple[tuple[Sample, Sample], tuple[Sample, Sample]]:
    """Return (exposed, comparators) before and after matching.

    Before: the exposed of the cohort and every candidate, who counts once over all index dates they could have.
    After: the matched sets; the k comparators of a set count 1/k each (effect in the exposed).
    """
    exposed = possible.exposed
    before = (
        everyone(exposed[covariates]),
        Sample(possible.slots[covariates], possible.slot_weights(), possible.candidate),
    )
    after = (
        everyone(exposed.loc[exposed["person_id"].isin(matches["set_id"]), covariates]),
        _matched_comparators(matches, possible.slots, covariates),
    )
    return before, after


def everyone(covariates: pd.DataFrame) -> Sample:
    """Return people who count once each, a row per person."""
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
    """Return covariate, level, sample and every statistic of balance, before and after matching or weighting.

    before, after: (exposed, comparators). The unit of differences is the SD of the exposed before (a 0/1 value has
    SD sqrt(p(1-p))) in both samples, as in MatchIt for an effect in the exposed, so that what was done to the
    sample can change the difference alone (Stuart 2010). `balance_statistics.judge` adds the flags.
    """
    rows = []
    for name in covariates:
        for level, columns, binary in levels_of(name, [*before, *after]):
            groups = [
                group_of(column, sample) for column, sample in zip(columns, [*before, *after], strict=True)
            ]
            unit = float(np.sqrt(variance(groups[0], binary)))
            for sample, (exposed, comparator) in {"before": groups[:2], "after": groups[2:]}.items():
                found = statistics_of(Comparison(exposed, comparator, unit, binary))
                rows.append({"covariate": name, "level": level, "sample": sample, **found})
    return pd.DataFrame(rows, columns=["covariate", "level", "sample", *(s.name for s in STATISTICS)])


def levels_of(name: str, samples: list[Sample]) -> list[tuple[str | None, list[Vector], bool]]:
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


def group_of(values: Vector, sample: Sample) -> Group:
    """Return the people of a sample whose value is known, with their weights."""
    known = ~np.isnan(values) & (sample.weights > 0)
    return Group(values[known], sample.weights[known], sample.people[known])
