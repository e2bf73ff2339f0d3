"""Whether a printed effect leaves the number of people open: interval and p value tell the degrees of freedom."""

import math

from scipy import optimize, stats

from chart2paper.release.rounding import LEAST_P, p_to_two_digits, to_step

BEYOND = 1e7
# p values in the place of one with two digits, where that would tell too much.
BANDS = ((0.0, LEAST_P), (LEAST_P, 0.05), (0.05, 1.0))


def freedom_of(estimate: float, half: float, p: float) -> float | None:
    """Return the degrees of freedom of a t interval (half width) and test; None where it is no such pair."""

    def beyond(df: float) -> float:
        apart: float = 2 * stats.t.sf(abs(estimate) / half * stats.t.ppf(0.975, df), df) - p
        return apart

    ends = beyond(1.0), beyond(BEYOND)
    if not all(map(math.isfinite, ends)) or ends[0] * ends[1] >= 0:
        return None
    return float(optimize.brentq(beyond, 1.0, BEYOND))


def ratios(estimate: float, low: float, high: float, step: float) -> tuple[float, float]:
    """Return the least and greatest estimate by half width that a printed estimate and interval leave (by size).

    All three are multiples of `step`, and off by half of it at most; the estimate is the middle of its interval, so
    that both say where it is. Where they were not made from the same numbers, the printed estimate counts.
    """
    slack, middle = step / 2, (low + high) / 2
    least, most = max(estimate, middle) - slack, min(estimate, middle) + slack
    # Between these places both are straight lines, so that their ratio is least and greatest at one of them.
    places = [at for at in (least, middle, most, 0.0) if least <= at <= most] or [estimate]
    narrow = [max(at - low, high - at) - slack for at in places]
    wide = [min(at - low, high - at) + slack for at in places]
    smallest = min(abs(at) / half if half > 0 else math.inf for at, half in zip(places, wide, strict=True))
    greatest = max(abs(at) / half if half > 0 else math.inf for at, half in zip(places, narrow, strict=True))
    return smallest, greatest


def fits(df: float, shown: tuple[float, float, float], step: float, p: tuple[float, float]) -> bool:
    """Return whether degrees of freedom fit a printed estimate and interval and a range of p values."""
    critical = stats.t.ppf(0.975, df)
    low, high = (ratio * critical for ratio in ratios(*shown, step))
    return bool(2 * stats.t.sf(high, df) <= p[1] and 2 * stats.t.sf(low, df) >= p[0])


def printed_p(
    estimate: float | None, low: float | None, high: float | None, p: float, step: float, threshold: int
) -> str | None:
    """Return a p value as it may be printed beside an effect; None where no form leaves the people open.

    First with two digits; where that fixes the degrees of freedom to within `threshold` of the true ones, only
    on which side of 0.05 it lies.
    """
    if estimate is None or low is None or high is None or not math.isfinite(high - low) or high <= low:
        return p_to_two_digits(p)
    half = (high - low) / 2
    df = freedom_of(estimate, half, p)
    if df is None:
        return p_to_two_digits(p)
    shown = to_step(estimate, step), to_step(low, step), to_step(high, step)
    wanted = [max(1.0, df - threshold), df + threshold]
    for text, cell in ((p_to_two_digits(p), _cell_of_p(p)), _band(p)):
        if all(fits(one, shown, step, cell) for one in wanted):
            return text
    return None


def width_leaves_open(low: float, high: float, people: int, step: float, threshold: int) -> bool:
    """Return whether the t interval of a mean, printed in multiples of `step`, fits more than `threshold` numbers of
    people around the true one for somebody who knows the SD: its half width is t sd / root n."""
    shown, exact = (to_step(high, step) - to_step(low, step)) / 2, (high - low) / 2
    if people < 2 or shown <= 0:
        return False
    ends = max(threshold + 1, people - threshold // 2), people + threshold // 2 + 1
    halves = [exact * _per_sd(n) / _per_sd(people) for n in ends]
    return all(abs(half - shown) <= step / 2 for half in halves)


def _per_sd(people: int) -> float:
    return float(stats.t.ppf(0.975, people - 1)) / math.sqrt(people)


def _cell_of_p(p: float) -> tuple[float, float]:
    """Return the range of p values that are printed alike with two digits."""
    if p < LEAST_P:
        return 0.0, LEAST_P
    size = 10.0 ** (math.floor(math.log10(p)) - 1) / 2
    middle = float(f"{p:.2g}")
    return middle - size, middle + size


def _band(p: float) -> tuple[str, tuple[float, float]]:
    low, high = next(band for band in BANDS if p < band[1] or band[1] == 1.0)
    return (">=0.05" if high == 1.0 else f"<{high:g}"), (low, high)
