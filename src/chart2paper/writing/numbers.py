"""How numbers are written: the one place that decides on decimals, signs and intervals."""

import math
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from chart2paper.writing.printed import printed

Kind = Literal[
    "count",
    "score",
    "difference",
    "percent",
    "share",
    "smd",
    "ratio",
    "age",
    "days",
    "nnt",
    "people",
    "times",
]

INFINITY = "∞"
NOT_ESTIMABLE = "not estimable"
DECIMALS: dict[Kind, int] = {
    "count": 0,
    "score": 1,
    "difference": 2,
    "percent": 1,
    "share": 0,
    "smd": 2,
    "ratio": 2,
    "age": 1,
    "days": 0,
    "nnt": 1,
    # Effective numbers of people are no whole numbers.
    "people": 1,
    "times": 1,
}


def is_missing(number: object) -> bool:
    """Return whether there is no number: None, NaN or pandas' NA."""
    return number is None or number != number or str(number) == "<NA>"


def number(value: float, kind: Kind) -> str:
    """Write a number with the decimals of its kind; NNTs of ten or more have none (Altman 1998)."""
    if math.isinf(value):
        return INFINITY
    places = 0 if kind == "nnt" and abs(value) >= 10 else DECIMALS[kind]
    return printed(value, places)


def interval(low: float, high: float, kind: Kind) -> str:
    """Write an interval as `low to high`."""
    return f"{number(low, kind)} to {number(high, kind)}"


def p_value(p: float) -> str:
    """Write a p value: three decimals below 0.1, two above, `<0.001` and `>0.99` at the ends."""
    if p < 0.001:
        return "<0.001"
    if p > 0.99:
        return ">0.99"
    places = 3 if p < 0.0995 else 2
    return str(Decimal(f"{p:.10g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def nnt(value: float) -> str:
    """Write a number needed to treat with its direction: NNTB (to benefit) or NNTH (to harm); ∞ has none."""
    if math.isinf(value):
        return INFINITY
    return f"{_side(value)} {number(abs(value), 'nnt')}"


def nnt_interval(low: float, high: float, value: float) -> str:
    """Write the interval of a number needed to treat (Altman 1998).

    `low` = 1 / upper limit and `high` = 1 / lower limit of the risk difference. When these have opposite
    signs the interval passes through infinity: `NNTB 3.1 to ∞ to NNTH 12`, beginning on the side of the
    estimate. It ends at infinity when one limit of the risk difference is 0: `3.1 to ∞`. The end that is
    not infinite names its direction when the estimate, being infinite, does not.
    """
    if math.isinf(low) and math.isinf(high):
        return INFINITY
    if (low < 0) == (high < 0):
        near, far = sorted((low, high), key=abs)
        first = nnt(near) if math.isinf(value) else number(abs(near), "nnt")
        return f"{first} to {number(abs(far), 'nnt')}"
    ends_in_words = [nnt(low), nnt(high)] if value >= 0 else [nnt(high), nnt(low)]
    return f"{ends_in_words[0]} to {INFINITY} to {ends_in_words[1]}"


def _side(value: float) -> str:
    return "NNTH" if math.copysign(1, value) < 0 else "NNTB"
