"""Noise that keeps a promise: the discrete Laplace mechanism of OpenDP, on whole numbers."""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from chart2paper.problems import Problem, Problems

NOT_INSTALLED = (
    "install it as the lock file has it: pip install --require-hashes --requirement requirements.lock; or take "
    "release.differential_privacy out of the study file"
)


def library() -> Any:
    """Return OpenDP; raise `Problems` when it is not installed. Nothing else imports it."""
    try:
        import opendp.prelude as opendp
    except ImportError:
        what = "the study asks for differential privacy, and the library for it (opendp) is not installed"
        raise Problems([Problem("release.differential_privacy", what, NOT_INSTALLED)]) from None
    opendp.enable_features("contrib")
    return opendp


def with_noise(exact: Sequence[int], sensitivity: int, epsilon: Fraction) -> list[int]:
    """Return whole numbers with noise, so that together they have (epsilon)-differential privacy.

    Each entry gets its own noise from the discrete Laplace (two-sided geometric) distribution (Ghosh, Roughgarden and
    Sundararajan 2009) of the smallest scale for which OpenDP itself certifies `epsilon` at this L1 `sensitivity`.
    Numbers stay whole from end to end, so that the attack on floating-point noise (Mironov 2012) has no hold; the
    randomness is the operating system's, never seeded.
    """
    mechanism = mechanism_of(len(exact), sensitivity, epsilon)
    return [int(number) for number in mechanism(list(exact))]


@cache
def mechanism_of(size: int, sensitivity: int, epsilon: Fraction) -> Any:
    """Return OpenDP's mechanism for `size` whole numbers; its privacy loss is at most `epsilon`."""
    dp = library()
    space = dp.vector_domain(dp.atom_domain(T=int), size=size), dp.l1_distance(T=int)
    limit = below(epsilon)
    scale = dp.binary_search_param(
        lambda scale: dp.m.make_laplace(*space, scale=scale), d_in=sensitivity, d_out=limit
    )
    mechanism = dp.m.make_laplace(*space, scale=scale)
    if not mechanism.check(sensitivity, limit):
        raise Problems(
            [Problem("release", "noise of this size does not keep the promise", "report this fault")]
        )
    return mechanism


def below(epsilon: Fraction) -> float:
    """Return the largest binary fraction that is not above `epsilon`: parts never add up to more than the whole."""
    found = float(epsilon)
    return found if Fraction(found) <= epsilon else math.nextafter(found, 0.0)


def noise_within(sensitivity: int, epsilon: Fraction, confidence: float = 0.95) -> int:
    """Return the smallest whole k so that the noise of one number lies within -k and k with `confidence`.

    With a = exp(-epsilon / sensitivity), P(|noise| > k) = 2 a^(k+1) / (1 + a) (Inusah and Kozubowski 2006).
    """
    rate = float(epsilon) / sensitivity
    beyond = (1 - confidence) * (1 + math.exp(-rate)) / 2
    return max(0, math.ceil(-math.log(beyond) / rate - 1 - 1e-12))
