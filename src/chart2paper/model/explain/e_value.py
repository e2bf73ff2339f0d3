"""Unmeasured confounding: how strong a confounder would have to be, as E-values on the risk-ratio scale."""

import math

# A standardised difference d is about the risk ratio exp(0.91 d) of being above any cut of the outcome.
LOG_RISK_RATIO_PER_SD = 0.91


def e_value(risk_ratio: float) -> float:
    """Return the least risk ratio with both exposure and outcome that would explain a risk ratio away.

    RR + sqrt(RR (RR - 1)), a risk ratio below 1 being turned over first; 1 when there is nothing to explain
    (VanderWeele and Ding 2017).
    """
    above = max(risk_ratio, 1 / risk_ratio)
    return above + math.sqrt(above * (above - 1))


def risk_ratio_of(standardised: float) -> float:
    """Return the approximate risk ratio of a standardised mean difference (VanderWeele and Ding 2017, table 2)."""
    return math.exp(LOG_RISK_RATIO_PER_SD * standardised)


def nearer_to_one(low: float, high: float) -> float:
    """Return the limit of a risk ratio's interval that is nearer to no effect; 1 when the interval holds 1."""
    if low <= 1 <= high:
        return 1.0
    return low if low > 1 else high


def bounding_factor(with_exposure: float, with_outcome: float) -> float:
    """Return the most by which a confounder with these two risk ratios (1 or more) can shift a risk ratio.

    RR_EU RR_UD / (RR_EU + RR_UD - 1) (Ding and VanderWeele 2016).
    """
    return with_exposure * with_outcome / (with_exposure + with_outcome - 1)
