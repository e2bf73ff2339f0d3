"""Intervals of a proportion, and of the difference and the ratio of two, by statsmodels."""

from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from chart2paper.statistics.results import Interval, NotEstimable, Result


def wilson(events: int, total: int, who: str) -> Result:
    """Return a proportion with the score interval of Wilson (1927)."""
    if total == 0:
        return NotEstimable(f"no one among {who}")
    low, high = proportion_confint(events, total, method="wilson")
    # At 0 and 1 the limit is exactly 0 or 1; rounding must not push it past.
    return Interval(events / total, 0.0 if events == 0 else low, 1.0 if events == total else high)


def newcombe(events_1: int, total_1: int, events_0: int, total_0: int) -> Result:
    """Return the risk difference, exposed minus comparator, with Newcombe's interval (1998, method 10).

    The hybrid score interval without continuity correction, built from the two Wilson intervals. It
    exists even when there are no events at all.
    """
    for who, total in (("the exposed", total_1), ("comparators", total_0)):
        if total == 0:
            return NotEstimable(f"no one among {who}")
    low, high = confint_proportions_2indep(
        events_1, total_1, events_0, total_0, method="newcomb", compare="diff"
    )
    # No difference is beyond -1 or 1, where rounding may push a limit.
    return Interval(events_1 / total_1 - events_0 / total_0, max(float(low), -1.0), min(float(high), 1.0))


def katz(events_1: int, total_1: int, events_0: int, total_0: int) -> Result:
    """Return the risk ratio, exposed over comparator, with the log interval of Katz and others (1978).

    Not estimable without events in both arms: the ratio would be 0, infinite or neither.
    """
    named = (("the exposed", events_1), ("comparators", events_0))
    none = [f"no responders among {who}" for who, events in named if events == 0]
    if none:
        return NotEstimable(" and ".join(none))
    if events_1 == total_1 and events_0 == total_0:
        return NotEstimable("everyone responded in both arms")
    low, high = confint_proportions_2indep(
        events_1, total_1, events_0, total_0, method="log", compare="ratio"
    )
    return Interval((events_1 / total_1) / (events_0 / total_0), float(low), float(high))
