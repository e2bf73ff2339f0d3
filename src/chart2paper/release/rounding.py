"""How counts and other numbers are printed in a release: on steps that leave the number of people open."""

import math
from decimal import ROUND_HALF_UP, Decimal

from chart2paper.problems import Problem, raise_if_any

WITHHELD = "[withheld]"
# An effect is printed with two digits of its interval's half width, and never finer than this.
FINEST_EFFECT = 0.01
LEAST_P = 0.001


def rounded(count: int, base: int, threshold: int) -> int:
    """Return a count to the nearest multiple of `base` (halves go up), but none from 1 to `threshold`.

    A count above the threshold never looks like a withheld one. Raises `Problems` for a count from 1 to the
    threshold: it has no printed form.
    """
    if 1 <= count <= threshold:
        raise_if_any(
            [Problem("release", "a small count was about to be printed", "please report this fault")]
        )
    if count == 0:
        return 0
    least = (threshold // base + 1) * base
    return max(least, (2 * count + base) // (2 * base) * base)


def few(threshold: int) -> str:
    """Return which numbers of people are withheld, as documents write it: "1 to 10"."""
    return f"1 to {threshold}"


def cell_of(printed: int, base: int, threshold: int) -> tuple[int, int]:
    """Return the lowest and highest count that is printed as `printed`."""
    if printed == 0:
        return 0, 0
    low, high = printed - base // 2, printed + (base - 1) // 2
    least = (threshold // base + 1) * base
    return (threshold + 1 if printed == least else low), high


def to_step(value: float, step: float) -> float:
    """Return the multiple of `step` nearest to a number; halves go away from zero, zero has no sign."""
    size = Decimal(f"{step:.10g}")
    times = (Decimal(f"{value:.10g}") / size).quantize(Decimal(1), ROUND_HALF_UP)
    return float(times * size) + 0.0


def in_steps(value: float, step: float) -> str:
    """Return the multiple of `step` nearest to a number as text, with the decimals of the step."""
    places = max(0, -int(Decimal(f"{step:.10g}").normalize().as_tuple().exponent))
    return f"{to_step(value, step):.{places}f}"


def effect_step(low: float | None, high: float | None) -> float:
    """Return the step on which an effect and its interval are printed: two digits of the interval's half width.

    More digits would tell the degrees of freedom, and so the people, from estimate, interval and p value.
    """
    if low is None or high is None or not 0 < (half := (high - low) / 2) < math.inf:
        return FINEST_EFFECT
    return max(FINEST_EFFECT, 10.0 ** (math.floor(math.log10(half)) - 1))


def p_to_two_digits(p: float) -> str:
    """Return a p value with two digits, `<0.001` below that."""
    return f"<{LEAST_P:g}" if p < LEAST_P else f"{p:.2g}"
