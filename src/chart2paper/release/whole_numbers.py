"""How coarsely the mean and the SD of whole numbers are printed, so that they leave the number of people open."""

import math
from dataclasses import dataclass

STEPS = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


def step_of_mean_and_sd(people: tuple[int, int], mean: float, sd: float) -> float | None:
    """Return the finest step on which mean and SD may be printed side by side; None where none will do.

    people: the lowest and highest number of people that are printed alike. For each of them there must be whole
    numbers with such a mean and SD: a sum, and a sum of squares that is odd or even as the sum is. Where the SD
    is printed as 0, everybody has the same score, and a reader would know it of each of them.
    """
    everyone = range(max(people[0], 2), people[1] + 1)
    return next(
        (step for step in STEPS if round(sd / step) and all(_fits(n, mean, sd, step) for n in everyone)), None
    )


def _fits(n: int, mean: float, sd: float, step: float) -> bool:
    """Return whether n whole numbers may have a mean and an SD within half a step of the printed ones."""
    mean, sd, half = round(mean / step) * step, round(sd / step) * step, step / 2
    least, most = (n - 1) * max(sd - half, 0.0) ** 2, (n - 1) * (sd + half) ** 2
    for total in range(math.ceil(n * (mean - half)), math.floor(n * (mean + half)) + 1):
        squares = math.ceil(least + total**2 / n)
        squares += (squares - total) % 2
        if squares <= most + total**2 / n:
            return True
    return False


@dataclass(frozen=True)
class PrintedMean:
    """The mean of whole numbers as it is printed: the numbers of people that are printed alike, and its range."""

    people: tuple[int, int]
    low: float
    high: float


def differences_exist(one: PrintedMean, other: PrintedMean, difference: tuple[float, float]) -> bool:
    """Return whether every number of people of either arm has whole sums whose means differ as printed."""
    ones, others = (range(max(arm.people[0], 1), arm.people[1] + 1) for arm in (one, other))
    fits = {(n, m): _pair_fits(n, m, one, other, difference) for n in ones for m in others}
    return all(any(fits[n, m] for m in others) for n in ones) and all(
        any(fits[n, m] for n in ones) for m in others
    )


def _pair_fits(n: int, m: int, one: PrintedMean, other: PrintedMean, difference: tuple[float, float]) -> bool:
    for total in range(math.ceil(n * one.low), math.floor(n * one.high) + 1):
        low = max(other.low, total / n - difference[1])
        high = min(other.high, total / n - difference[0])
        if math.floor(m * high) >= math.ceil(m * low):
            return True
    return False
