"""Somebody who has the printed statistics of a release and wants the exact counts behind them. Shares no code with it.

They know how each statistic is computed, that people and scores are whole numbers, and on what step each number is
printed: `Printed` is the range that the exact number lies in. Each function tries every whole number in a box and
returns those that fit; what fits several functions at once is what is left.
"""

from dataclasses import dataclass

import numpy as np
from scipy import stats

Z = 1.959964
TINY = 1e-9


@dataclass(frozen=True)
class Printed:
    """A number known to lie from `low` to `high`."""

    low: float
    high: float

    @classmethod
    def on(cls, text, step=None):
        """Return what is known from a text; without a step its last digit is the last that was kept."""
        if step is None:
            digits = text.lower().partition("e")[0]
            step = 10.0 ** -len(digits.partition(".")[2]) if "." in digits else 1.0
        return cls(float(text) - step / 2 - TINY, float(text) + step / 2 + TINY)

    @property
    def size(self):
        """Return the range without its sign."""
        ends = sorted((abs(self.low), abs(self.high)))
        return Printed(0.0 if self.low < 0 < self.high else ends[0], ends[1])


def whole_between(low, high):
    """Return whether a whole number lies between two numbers (arrays)."""
    return np.floor(high) >= np.ceil(low)


def sizes_of_shares(shares, box):
    """Which n have a whole number of people for every share."""
    fits = [whole_between(share.low * box, share.high * box) for share in shares]
    return box[np.all(fits, axis=0)] if fits else box


def sizes_of_mean(mean, box, sd=None, interval=None):
    """Which n have whole-number scores with such a mean, SD and t interval.

    A sum and a sum of squares are tried for each n: both are odd, or both are even.
    """
    return np.array([n for n in box if _scores_exist(int(n), mean, sd, interval)], dtype=int)


def sizes_of_change(final, baseline, change, box):
    """Which n have whole sums of final and baseline scores, and of their differences, that are as printed."""
    fits = []
    for n in box:
        sums = [np.arange(np.ceil(n * m.low), np.floor(n * m.high) + 1) for m in (final, baseline)]
        gaps = sums[0][:, None] - sums[1][None, :]
        if ((gaps >= n * change.low) & (gaps <= n * change.high)).any():
            fits.append(n)
    return np.array(fits, dtype=int)


def _scores_exist(n, mean, sd, interval):
    totals = np.arange(np.ceil(n * mean.low), np.floor(n * mean.high) + 1)
    low, high = (sd.low, sd.high) if sd else (0.0, np.inf)
    if interval:
        half = _half(interval)
        factor = np.sqrt(n) / stats.t.ppf(0.975, n - 1)
        low, high = max(low, half.low * factor), min(high, half.high * factor)
        limits = (interval[0].low + half.low, interval[1].high - half.low)
        totals = totals[(totals / n >= limits[0] - TINY) & (totals / n <= limits[1] + TINY)]
    if not len(totals) or low > high:
        return False
    if high == np.inf:
        return True
    squares = np.ceil((n - 1) * max(low, 0.0) ** 2 + totals**2 / n - TINY)
    squares += (squares - totals) % 2
    return bool((squares <= (n - 1) * high**2 + totals**2 / n + TINY).any())


def _half(interval):
    low, high = interval
    return Printed(max(0.0, (high.low - low.high) / 2), (high.high - low.low) / 2)


def pairs_of_limit(limit, box_1, box_0):
    """Which pairs (n1, n0) have such a chance limit, 1.96 sqrt(1/n1 + 1/n0)."""
    grid = Z * np.sqrt(1 / box_1[:, None] + 1 / box_0[None, :])
    return (grid >= limit.low) & (grid <= limit.high)


def pairs_of_smd_interval(smd, interval, spread, box_1, box_0):
    """Which pairs have such an interval of an SMD: its reach is a function of both sizes (Bonett 2008)."""
    half, size = _half(interval), smd.size
    ones, zeros = 1 / (box_1[:, None] - 1.0), 1 / (box_0[None, :] - 1.0)
    least = Z * np.sqrt((1 + size.low**2 / 2) * ones + spread.low * zeros)
    most = Z * np.sqrt((1 + size.high**2 / 2) * ones + spread.high * zeros)
    return (most >= half.low) & (least <= half.high)


def degrees_of_freedom(estimate, interval, p, box):
    """Which degrees of freedom have such an estimate, t interval and p value together."""
    half, size = _half(interval), estimate.size
    critical = stats.t.ppf(0.975, box)
    most = 2 * stats.t.sf(size.low / half.high * critical, box)
    with np.errstate(divide="ignore"):
        least = 2 * stats.t.sf(size.high / np.maximum(half.low, TINY) * critical, box)
    return box[(most >= p.low) & (least <= p.high)]


def risks_of_effects(difference, ratio):
    """Return the ranges of both risks that give a risk difference and a risk ratio; None where they do not."""
    ends = [
        (rd * rr / (rr - 1), rd / (rr - 1))
        for rd in (difference.low, difference.high)
        for rr in (ratio.low, ratio.high)
        if abs(rr - 1) > TINY
    ]
    if (ratio.low - 1) * (ratio.high - 1) <= 0:
        return None
    return tuple(Printed(min(e), max(e)) for e in zip(*ends, strict=True))


def parts_of_risk(risk, box):
    """Which (k, n) have such a risk; returns the possible k."""
    low, high = np.ceil(risk.low * box - TINY), np.floor(risk.high * box + TINY)
    return np.unique(np.concatenate([np.arange(max(a, 0), b + 1) for a, b in zip(low, high, strict=True)]))


def fours_of_effects(effects, boxes):
    """Which (k1, n1, k0, n0) have such a risk difference, ratio, odds ratio and NNT without adjustment.

    boxes: the candidates of each. Returns for each of the four the values that are left.
    """
    k1, n1, k0, n0 = np.meshgrid(*boxes, indexing="ij")
    with np.errstate(divide="ignore", invalid="ignore"):
        p1, p0 = k1 / n1, k0 / n0
        formulas = {
            "risk_difference": p1 - p0,
            "risk_ratio": p1 / p0,
            "odds_ratio": p1 / (1 - p1) / (p0 / (1 - p0)),
            "nnt": 1 / (p1 - p0),
            "error": np.sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * 2 * Z,
        }
        fits = (k1 <= n1) & (k0 <= n0)
        for name, seen in effects.items():
            fits &= (formulas[name] >= seen.low) & (formulas[name] <= seen.high)
    return [np.unique(axis[fits]) for axis in (k1, n1, k0, n0)]


def stops_of_curve(share, box):
    """How many of n people stopped, from a Kaplan-Meier share where nobody left otherwise."""
    return parts_of_risk(Printed(1 - share.high, 1 - share.low), box)


def gained(truth, printed, fits, threshold):
    """Whether the attack told more of a count than it should: `fits` are the whole numbers that are left.

    printed: the counts that are printed alike, or None for a count that is withheld. An attack that has excluded the
    truth has told nothing.
    """
    left = {int(n) for n in fits}
    if truth not in left:
        return False
    if printed is None:
        return len(left) <= threshold
    return not {*printed} <= left


def pairs_of_mean_difference(mean_1, mean_0, difference, box_1, box_0):
    """Which pairs of sizes have whole sums whose means are so far apart, each mean being as printed."""
    fits = np.zeros((len(box_1), len(box_0)), dtype=bool)
    for i, n1 in enumerate(box_1):
        totals = np.arange(np.ceil(n1 * mean_1.low), np.floor(n1 * mean_1.high) + 1) / n1
        for j, n0 in enumerate(box_0):
            low = n0 * np.maximum(totals - difference.high, mean_0.low)
            high = n0 * np.minimum(totals - difference.low, mean_0.high)
            fits[i, j] = whole_between(low, high).any()
    return fits
