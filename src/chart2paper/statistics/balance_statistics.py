"""The statistics of balance: how each is computed, what it is called, and when it counts as imbalance.

A statistic is added by adding it here and its column to the table `balance`; the tables and the judging follow.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.statistics.group_differences import (
    Group,
    chance_limit,
    effective_size,
    largest_gap,
    mean,
    smd_interval,
    standardised_difference,
    variance,
    variance_ratio,
)


@dataclass(frozen=True)
class Comparison:
    """One covariate, or one level of it (0/1), in both arms; `unit` is the SD that differences are told in."""

    exposed: Group
    comparator: Group
    unit: float
    binary: bool

    @cached_property
    def sizes(self) -> tuple[float, float]:
        """Effective numbers of people with a known value."""
        return effective_size(self.exposed), effective_size(self.comparator)

    @cached_property
    def smd(self) -> float:
        """Standardised mean difference."""
        return standardised_difference(self.exposed, self.comparator, self.unit)

    @cached_property
    def smd_interval(self) -> tuple[float, float]:
        """Its 95 % interval; none when the exposed do not vary."""
        spread = self._their_variance() / self.unit**2 if self.unit > 0 else np.nan
        return smd_interval(self.smd, *self.sizes, spread)

    def _their_variance(self) -> float:
        """Return the comparators' variance; a share with one more person at 0 and at 1 (Agresti and Caffo 2000).

        Otherwise a level that nobody among a few comparators has would seem to be known without error.
        """
        if not self.binary:
            return variance(self.comparator, binary=False)
        n = self.sizes[1]
        share = (n * mean(self.comparator) + 1) / (n + 2)
        return share * (1 - share)


@dataclass(frozen=True)
class Statistic:
    """A column of the table `balance`.

    threshold: the setting of the protocol (section `balance`) that it is judged by, or None when it only
    describes. judged: which rows of a table are out of balance, given that setting.
    """

    name: str
    label: str
    compute: Callable[[Comparison], float]
    threshold: str | None = None
    judged: Callable[[pd.DataFrame, Any], pd.Series] | None = None

    @property
    def flag(self) -> str:
        """Name of the column that says whether a row is out of balance."""
        return f"{self.name}_flagged"


def clearly_over(table: pd.DataFrame, threshold: float) -> pd.Series:
    """Return which SMDs are clearly over the threshold: the whole 95 % interval lies beyond it, on either side.

    With few people an SMD passes 0.1 by chance alone (with 36 and 42 of them two times in three), so that the
    number itself proves nothing (Austin 2009, section 4). Empty where there is no SMD.
    """
    over = (table["smd_ci_low"] > threshold) | (table["smd_ci_high"] < -threshold)
    return over.astype("boolean").mask(table["smd_ci_low"].isna())


def outside(table: pd.DataFrame, limits: tuple[float, float]) -> pd.Series:
    """Return which variance ratios lie outside the limits (Rubin 2001); empty where there is none."""
    ratio = table["variance_ratio"]
    return (~ratio.between(*limits)).astype("boolean").mask(ratio.isna())


STATISTICS = (
    Statistic(
        "smd",
        "Standardised mean difference",
        lambda c: c.smd,
        threshold="smd_threshold",
        judged=clearly_over,
    ),
    Statistic("smd_ci_low", "Lower limit of its 95% interval", lambda c: c.smd_interval[0]),
    Statistic("smd_ci_high", "Upper limit of its 95% interval", lambda c: c.smd_interval[1]),
    Statistic("smd_unit", "Standard deviation that it is told in", lambda c: c.unit),
    Statistic(
        "chance_limit", "SMD that chance alone exceeds 5 times in 100", lambda c: chance_limit(*c.sizes)
    ),
    Statistic(
        "variance_ratio",
        "Variance ratio",
        lambda c: np.nan if c.binary else variance_ratio(c.exposed, c.comparator),
        threshold="variance_ratio_limits",
        judged=outside,
    ),
    Statistic("ks", "Kolmogorov-Smirnov statistic", lambda c: largest_gap(c.exposed, c.comparator, c.binary)),
    Statistic("ess_exposed", "Effective number of exposed people", lambda c: c.sizes[0]),
    Statistic("ess_comparator", "Effective number of comparators", lambda c: c.sizes[1]),
)


def statistics_of(comparison: Comparison) -> dict[str, float]:
    """Return every statistic of one comparison, by name."""
    return {statistic.name: statistic.compute(comparison) for statistic in STATISTICS}


def judge(table: pd.DataFrame, rules: Mapping[str, Any]) -> pd.DataFrame:
    """Return rows of balance with a flag for each statistic that has a threshold.

    rules: smd_threshold (in SD) and variance_ratio_limits (lowest and highest), as in the protocol.
    """
    flags = {
        statistic.flag: statistic.judged(table, rules[statistic.threshold])
        for statistic in STATISTICS
        if statistic.threshold and statistic.judged
    }
    return table.assign(**flags)
