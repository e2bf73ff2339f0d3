"""How far apart two groups are on a covariate: in their means, their spread and their distribution."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

Vector = NDArray[np.float64]
# With fewer people in an arm its spread is hardly known, and an interval would pretend that it is: the 95 % interval
# of the standard deviation of four people reaches from about half of it to nearly four times it (chi-squared).
FEWEST = 5


@dataclass(frozen=True)
class Group:
    """One arm's values of a covariate, without missing ones.

    weights: how much each value counts. people: a number for whose value it is; the number of people (not of
    values) says how much is known.
    """

    values: Vector
    weights: Vector
    people: NDArray[np.int64]


def mean(group: Group) -> float:
    """Return the weighted mean; not a number for an empty group."""
    total = group.weights.sum()
    return float((group.values * group.weights).sum() / total) if total > 0 else np.nan


def variance(group: Group, binary: bool) -> float:
    """Return p(1-p) for a 0/1 covariate, else the weighted variance that is unbiased for fixed weights.

    The latter is MatchIt's: sum(w (x - m)^2) / (1 - sum(w^2)) with weights that sum to 1. The squares are those of
    each person's weight over all their values: somebody who is counted several times is one person still.
    """
    m = mean(group)
    if binary:
        return m * (1 - m)
    share = group.weights / group.weights.sum() if group.weights.sum() > 0 else group.weights
    freedom = 1 - float((_by_person(group.people, share) ** 2).sum())
    return float((share * (group.values - m) ** 2).sum() / freedom) if freedom > 1e-12 else np.nan


def _by_person(people: NDArray[np.int64], weights: Vector) -> Vector:
    """Return each person's weight over all their values; 0 for numbers that nobody has."""
    return np.bincount(people, weights=weights).astype("float64")


def effective_size(group: Group) -> float:
    """Return the effective number of people, (sum w)^2 / sum w^2 over people (Kish 1965)."""
    per_person = _by_person(group.people, group.weights)
    squares = float((per_person**2).sum())
    return float(per_person.sum()) ** 2 / squares if squares > 0 else 0.0


def standardised_difference(exposed: Group, comparator: Group, sd: float) -> float:
    """Return the difference of means, exposed minus comparator, in units of `sd`.

    `sd` is that of the exposed before matching, so that matching changes the numerator alone (Stuart 2010).
    No difference is 0 whatever the `sd`; a difference where nothing varies has no unit and is not a number.
    """
    difference = mean(exposed) - mean(comparator)
    if abs(difference) < 1e-12:
        return 0.0
    return difference / sd if sd > 1e-12 else np.nan


def variance_ratio(exposed: Group, comparator: Group) -> float:
    """Return the variance of a number among the exposed over that among comparators (Rubin 2001).

    Not a number when an arm has fewer than two values or the comparators do not vary.
    """
    theirs = variance(comparator, binary=False)
    return variance(exposed, binary=False) / theirs if theirs > 0 else np.nan


def largest_gap(exposed: Group, comparator: Group, binary: bool) -> float:
    """Return the largest vertical distance between the two weighted distribution functions (0 to 1).

    The Kolmogorov-Smirnov statistic with weights, MatchIt's "eCDF Max" (Ho and others 2011); for a 0/1
    covariate it is the difference of the shares. Not a number when an arm is empty.
    """
    if not (exposed.weights.sum() > 0 and comparator.weights.sum() > 0):
        return np.nan
    if binary:
        return abs(mean(exposed) - mean(comparator))
    values = np.concatenate([exposed.values, comparator.values])
    steps = np.concatenate(
        [exposed.weights / exposed.weights.sum(), -comparator.weights / comparator.weights.sum()]
    )
    order = np.argsort(values, kind="stable")
    values, gaps = values[order], np.cumsum(steps[order])
    last_of_ties = np.append(values[1:] != values[:-1], True)
    # Shares of an arm add up to 1 only to the last digit: arms that do not overlap would come out above 1.
    return min(float(np.abs(gaps[last_of_ties]).max()), 1.0)


def chance_limit(n_exposed: float, n_comparator: float) -> float:
    """Return the size of an SMD that chance alone exceeds in 5 of 100 covariates without true imbalance.

    1.96 sqrt(1/n1 + 1/n0), the large-sample limit (Hedges and Olkin 1985, chapter 5) with (effective) numbers of
    people. Not a number when an arm is empty.
    """
    if not (n_exposed > 0 and n_comparator > 0):
        return np.nan
    return float(norm.ppf(0.975) * np.sqrt(1 / n_exposed + 1 / n_comparator))


def smd_interval(smd: float, n_exposed: float, n_comparator: float, spread: float) -> tuple[float, float]:
    """Return the 95 % interval of a difference in units of the exposed's SD (Bonett 2008, one group's SD as unit).

    Variance 1/(n1 - 1) + spread/(n0 - 1) + smd^2 / (2 (n1 - 1)), without assuming that the arms vary alike.

    Parameters
    ----------
    n_exposed, n_comparator: (effective) numbers of people; with fewer than 5 in an arm there is no interval.
    spread: variance of the comparators in squared units (1 when they vary like the exposed).
    """
    if min(n_exposed, n_comparator) < FEWEST or np.isnan(smd) or np.isnan(spread):
        return np.nan, np.nan
    variance_of_smd = (1 + smd**2 / 2) / (n_exposed - 1) + spread / (n_comparator - 1)
    reach = float(norm.ppf(0.975) * np.sqrt(variance_of_smd))
    return smd - reach, smd + reach
