"""The permutation test: how often chance alone picks the exposed person of every set so tellingly."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import is_exposed, numbers, too_few
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.design_matrix import Design, design
from chart2paper.statistics.random_streams import stream
from chart2paper.statistics.regression import least_squares, no_spread
from chart2paper.statistics.results import Interval, NotEstimable, Result

# Up to so many ways of picking (15 pairs), all are looked at; beyond, some are drawn.
ALL_UP_TO = 32_768
AT_ONCE = 500
# Two picks are as extreme as each other when they differ by this share, which is rounding.
SAME = 1e-9


@dataclass(frozen=True)
class Swaps:
    """Mean difference within sets of outcome and exposure, per pick of the exposed persons.

    `outcome`, `exposure`: what is left of each after the covariates; the first pick is the true one. `note`
    says whether the picks are all there are.
    """

    outcome: np.ndarray
    exposure: np.ndarray
    note: str


def permutation_test(observed: pd.DataFrame, covariates: list[str], draws: int) -> Result:
    """Return the adjusted difference with the p value and interval of a permutation test within sets.

    Rosenbaum (2002): outcome and exposure are regressed on the covariates, without the exposure; the
    statistic is the mean over sets of the exposed person's residual minus the mean of their comparators'. Under
    no effect each member of a set is as likely to be the exposed one. The estimate is the effect that leaves
    no difference, the 95 % interval the effects that are not rejected. Sets without an exposed person or
    without a comparator who has an outcome say nothing and are left out; with comparators in several sets there is no
    test. p values of drawn picks are (1 + b) / (1 + draws) (Phipson and Smyth 2010).
    """
    people = in_whole_sets(observed)
    unusable = too_few(people, "with an outcome in sets that have both") or shared_comparators(people)
    if unusable:
        return unusable
    columns = design(people, covariates, {"exposed": is_exposed(people)})
    if isinstance(columns, NotEstimable):
        return columns
    full = least_squares(columns.matrix, numbers(people, "final_score"), np.ones(len(people)))
    flat = no_spread(full, numbers(people, "final_score"))
    if flat:
        return flat
    swaps = swapped(people, columns, draws)
    if swaps.exposure[0] < SAME:
        return NotEstimable("the exposure cannot be told apart from the covariates within the matched sets")
    return _result(swaps, columns.notes)


def in_whole_sets(observed: pd.DataFrame) -> pd.DataFrame:
    """Keep the sets that have one exposed person and at least one comparator with an outcome."""
    exposed = pd.Series(is_exposed(observed), index=observed.index)
    of_set = exposed.groupby(observed["set_id"])
    return observed[(of_set.transform("sum") == 1) & (of_set.transform("count") > 1)]


def swapped(people: pd.DataFrame, columns: Design, draws: int) -> Swaps:
    """Return the statistic of outcome and exposure for every pick, or for drawn ones when they are many."""
    covariates = np.delete(columns.matrix, columns.names.index("exposed"), axis=1)
    exposed = is_exposed(people)
    codes, sizes = np.unique(people["set_id"].to_numpy(dtype=str), return_inverse=True, return_counts=True)[
        1:
    ]
    order = np.lexsort((~exposed, codes))
    few = np.log(sizes).sum() <= np.log(ALL_UP_TO)
    both = np.column_stack([numbers(people, "final_score"), exposed.astype(float)])
    gains = _gains(both - _fitted(covariates, both), codes, order, sizes)
    picks = _all_picks(sizes) if few else _drawn_picks(sizes, draws)
    means = np.vstack([_means(gains, some) for some in picks])
    if few:
        return Swaps(means[:, 0], means[:, 1], f"all {len(means):,} ways of picking the exposed")
    true = _means(gains, np.zeros((1, len(sizes)), dtype=int))
    means = np.vstack([true, means])
    return Swaps(means[:, 0], means[:, 1], f"{draws:,} random picks of the exposed within sets")


def _fitted(matrix: np.ndarray, values: np.ndarray) -> np.ndarray:
    q = np.linalg.qr(matrix)[0]
    fitted: np.ndarray = q @ (q.T @ values)
    return fitted


def _gains(residuals: np.ndarray, codes: np.ndarray, order: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Return, per set and member (the true exposed first), its residuals minus the mean of the others'."""
    starts = np.cumsum(sizes) - sizes
    means = np.add.reduceat(residuals[order], starts) / sizes[:, None]
    set_of, size_of = codes[order], sizes[codes[order]]
    gains = (residuals[order] - means[set_of]) * (size_of / (size_of - 1))[:, None]
    position = np.arange(len(order)) - starts[set_of]
    table = np.zeros((len(sizes), sizes.max(), residuals.shape[1]))
    table[set_of, position] = gains
    return table


def _means(gains: np.ndarray, picks: np.ndarray) -> np.ndarray:
    means: np.ndarray = gains[np.arange(len(gains)), picks].mean(axis=1)
    return means


def _all_picks(sizes: np.ndarray) -> list[np.ndarray]:
    return [np.indices(tuple(sizes)).reshape(len(sizes), -1).T]


def _drawn_picks(sizes: np.ndarray, draws: int) -> list[np.ndarray]:
    random = stream(0, "permutation test of the primary estimate")
    counts = [min(AT_ONCE, draws - start) for start in range(0, draws, AT_ONCE)]
    return [(random.random((count, len(sizes))) * sizes).astype(int) for count in counts]


def _result(swaps: Swaps, notes: tuple[str, ...]) -> Result:
    """Return estimate, p value and interval: the effects t for which |outcome - t exposure| is not extreme."""
    estimate = swaps.outcome[0] / swaps.exposure[0]
    size = np.abs(swaps.outcome)
    p = float(np.mean(size >= size[0] * (1 - SAME)))
    low, high = interval_of(swaps)
    notes = (swaps.note, *notes)
    if not np.isfinite([low, high]).all():
        notes = (*notes, "so few picks reject no effect at all, so there is no interval")
        low = high = np.nan
    return Interval(float(estimate), low, high, p, notes)


def interval_of(swaps: Swaps) -> tuple[float, float]:
    """Return the ends of the effects that the test does not reject at 5 % (infinite when it rejects none).

    A pick is at least as extreme as the true one for the effects between the two where both are equal; the
    p value of an effect is the share of picks whose stretch holds it.
    """
    a, c = swaps.outcome, swaps.exposure
    # A pick with as much exposure as the true one stays as extreme for every effect.
    always = np.abs(c) >= abs(c[0]) * (1 - SAME)
    gap, total = np.where(always, 1.0, c - c[0]), np.where(always, 1.0, c + c[0])
    ends = np.sort(np.stack([(a - a[0]) / gap, (a + a[0]) / total]), axis=0)
    low, high = np.where(always, -np.inf, ends[0]), np.where(always, np.inf, ends[1])
    allowed = int(np.floor(0.05 * len(a) + SAME))
    return float(np.sort(low)[allowed]), float(np.sort(high)[len(a) - 1 - allowed])
