"""How a number is rounded and signed wherever it is printed, so that figure, table and text agree."""

from decimal import ROUND_HALF_UP, Decimal

MINUS = "−"


def printed(value: float, places: int) -> str:
    """Write a finite number with `places` decimals, a true minus sign and commas between thousands.

    Halves are rounded away from zero, on the decimal digits that a reader of the CSV sees. A value that
    rounds to zero has no sign.
    """
    rounded = Decimal(f"{value:.10g}").quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{abs(rounded):,f}"
