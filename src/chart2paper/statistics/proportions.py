"""Intervals of a proportion, and of the difference and the ratio of two."""

import math

from scipy import special

from chart2paper.statistics.results import NO_VARIATION, Interval, NotEstimable, Result

Z = float(special.ndtri(0.975))


def wilson(events: int, total: int, who: str) -> Result:
    """Return a proportion with the score interval of Wilson (1927)."""
    if total == 0:
        return NotEstimable(f"no one among {who}")
    share = events / total
    middle = (share + Z**2 / (2 * total)) / (1 + Z**2 / total)
    half = Z / (1 + Z**2 / total) * math.sqrt(share * (1 - share) / total + Z**2 / (4 * total**2))
    # At 0 and 1 the limit is exactly 0 or 1; rounding must not push it past.
    low = 0.0 if events == 0 else middle - half
    high = 1.0 if events == total else middle + half
    return Interval(share, low, high)


def newcombe(events_1: int, total_1: int, events_0: int, total_0: int) -> Result:
    """Return the risk difference, exposed minus comparator, with Newcombe's interval (1998, method 10).

    The hybrid score interval without continuity correction, built from the two Wilson intervals. It
    exists even when there are no events at all.
    """
    first, second = wilson(events_1, total_1, "the exposed"), wilson(events_0, total_0, "comparators")
    if isinstance(first, NotEstimable):
        return first
    if isinstance(second, NotEstimable):
        return second
    difference = first.estimate - second.estimate
    low = difference - math.hypot(first.estimate - first.low, second.high - second.estimate)
    high = difference + math.hypot(first.high - first.estimate, second.estimate - second.low)
    return Interval(difference, low, high)


def katz(events_1: int, total_1: int, events_0: int, total_0: int) -> Result:
    """Return the risk ratio, exposed over comparator, with the log interval of Katz and others (1978).

    Not estimable without events in both arms: the ratio would be 0, infinite or neither.
    """
    named = (("the exposed", events_1), ("comparators", events_0))
    none = [f"no responders among {who}" for who, events in named if events == 0]
    if none:
        return NotEstimable(" and ".join(none))
    error = math.sqrt(1 / events_1 - 1 / total_1 + 1 / events_0 - 1 / total_0)
    if error < NO_VARIATION:
        return NotEstimable("everyone responded in both arms")
    ratio = (events_1 / total_1) / (events_0 / total_0)
    return Interval(ratio, ratio * math.exp(-Z * error), ratio * math.exp(Z * error))
