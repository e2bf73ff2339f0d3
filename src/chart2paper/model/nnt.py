"""The number needed to treat."""

from chart2paper.model.results import ROUNDING, Interval, NotEstimable, Result

THROUGH_INFINITY = "interval passes through infinity"


def number_needed_to_treat(risk_difference: Result) -> Result:
    """Return the NNT of a risk difference of good outcomes, on the scale NNTB-infinity-NNTH (Altman 1998).

    Positive = needed to benefit, negative = needed to harm. `low` is the end nearer to benefit (1 / upper
    limit), `high` the end nearer to harm (1 / lower limit). When the risk difference may be 0, the
    interval runs from `low` (NNTB) up through infinity to `high` (NNTH), and a note says so.
    """
    if isinstance(risk_difference, NotEstimable):
        return risk_difference
    low, high = risk_difference.low, risk_difference.high
    if abs(risk_difference.estimate) < ROUNDING:
        return NotEstimable("the risk difference is 0, so the number needed to treat is infinite")
    if min(abs(low), abs(high)) < ROUNDING:
        return NotEstimable("a limit of the risk difference is 0, so the interval ends at infinity")
    notes = (THROUGH_INFINITY, *risk_difference.notes) if low < 0 < high else risk_difference.notes
    return Interval(1 / risk_difference.estimate, 1 / high, 1 / low, notes=notes)
