"""How a count is printed in a release."""

from chart2paper.problems import Problem, raise_if_any

WITHHELD = "[withheld]"


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


def to_three_digits(value: float) -> float:
    """Return a statistic with three significant digits, so that it does not give its counts away."""
    return float(f"{value:.3g}")
