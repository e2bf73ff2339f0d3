"""How a number is rounded and signed wherever it is printed, so that figure, table and text agree."""

import re
from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"
# Signs that a keyboard has no key for, and the one that is typed instead.
TYPED = str.maketrans({MINUS: "-", "–": "-", "‐": "-", "‑": "-", **dict.fromkeys("\u00a0\u2009\u202f", " ")})
BETWEEN_THOUSANDS = re.compile(r"(?<=\d)[, ](?=\d{3}(?!\d))")


def printed(value: float, places: int) -> str:
    """Write a finite number with `places` decimals, a true minus sign and commas between thousands.

    Halves are rounded away from zero, on the decimal digits that a reader of the CSV sees. A value that
    rounds to zero has no sign.
    """
    rounded = Decimal(f"{value:.10g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,f}"


def as_typed(text: str) -> str:
    """Return a text as one types it who has seen it printed: plain minus signs and spaces, no commas in thousands.

    The search of the audit pages (`views/search.js`) does the same.
    """
    return BETWEEN_THOUSANDS.sub("", text.translate(TYPED)).lower()
