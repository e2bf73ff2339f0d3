"""The number needed to treat."""

import math

from chart2paper.catalogue.responders import THROUGH_INFINITY
from chart2paper.statistics.results import ROUNDING, Interval, NotEstimable, Result


def number_needed_to_treat(risk_difference: Result) -> Result:
    """Return the NNT of a risk difference of good outcomes, on the scale NNTB-infinity-NNTH (Altman 1998).

    Positive = needed to benefit, negative = needed to harm. `low` is the end nearer to benefit (1 / upper
    limit), `high` the end nearer to harm (1 / lower limit). When the risk difference may be 0 or more or
    less, the interval runs from `low` (NNTB) up through infinity to `high` (NNTH), and a note says so. A
    limit of exactly 0 is an end at infinity, on the side of the rest of the interval (-inf = NNTH side);
    a risk difference of exactly 0 has an infinite NNT.
    """
    if isinstance(risk_difference, NotEstimable):
        return risk_difference
    low, high = risk_difference.low, risk_difference.high
    both = low < -ROUNDING and high > ROUNDING
    notes = (THROUGH_INFINITY, *risk_difference.notes) if both else risk_difference.notes
    return Interval(
        _inverse(risk_difference.estimate, math.inf),
        _inverse(high, -math.inf),
        _inverse(low, math.inf),
        notes=notes,
    )


def _inverse(difference: float, at_zero: float) -> float:
    return at_zero if abs(difference) < ROUNDING else 1 / difference
