"""The hidden pain of a person, what LDN does to it, and the score that gets written down."""

import numpy as np

from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import People

# The answer to each score from 0 to 10 of someone who thinks in 0, 2, 5, 8 and 10.
HEAPED = np.array([0.0, 2, 2, 2, 5, 5, 5, 8, 8, 8, 10])


def fluctuation_after(x: np.ndarray, days: np.ndarray, noise: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return the fluctuation `days` after it was `x` (both in points): an Ornstein-Uhlenbeck process.

    Its correlation over d days is exp(-d / fluctuation_days): an AR(1) series seen on any days.
    """
    kept = np.exp(-days / p.fluctuation_days)
    following: np.ndarray = kept * x + p.fluctuation_sd * np.sqrt(1 - kept**2) * noise
    return following


def fluctuation_between(
    before: np.ndarray,
    since: np.ndarray,
    after: np.ndarray,
    until: np.ndarray,
    noise: np.ndarray,
    p: DemoParameters,
) -> np.ndarray:
    """Return the fluctuation `since` days after `before` and `until` days before `after` (a bridge).

    The conditional normal distribution of an Ornstein-Uhlenbeck process given its two neighbours.
    """
    a, b = np.exp(-since / p.fluctuation_days), np.exp(-until / p.fluctuation_days)
    rest = 1 - (a * b) ** 2
    mean = (a * (1 - b**2) * before + b * (1 - a**2) * after) / rest
    variance = (1 - a**2) * (1 - b**2) / rest
    first: np.ndarray = mean + p.fluctuation_sd * np.sqrt(variance) * noise
    return first


def pain_without_ldn(people: People, who: np.ndarray, day: np.ndarray, fluctuation: np.ndarray) -> np.ndarray:
    """Return the hidden pain (points, unbounded) of persons `who` on `day` had they never taken LDN."""
    years = (day - people.entry[who]) / 365.25
    pain: np.ndarray = people.usual_pain[who] + people.trend[who] * years + fluctuation
    return pain


def share_of_effect(day: np.ndarray, start: np.ndarray, stop: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return how much of the full LDN effect works on `day` (0 to 1) when taken from `start` to `stop`.

    It begins to grow after `onset_delay_days`, grows in a straight line over `onset_days`, and fades in a straight
    line over `offset_days`.
    """
    grown = np.clip((np.minimum(day, stop) - start - p.onset_delay_days) / p.onset_days, 0, 1)
    share: np.ndarray = grown * np.clip(1 - (day - stop) / p.offset_days, 0, 1)
    return share


def recorded_score(
    pain: np.ndarray, noise: np.ndarray, p: DemoParameters, heaped: np.ndarray | bool = False
) -> np.ndarray:
    """Return the whole-number score from 0 to 10 that a person with this hidden pain gives.

    heaped: whether they give the nearest of 0, 2, 5, 8 and 10 instead.
    """
    score = np.clip(np.floor(pain + p.noise_sd * noise + 0.5), 0, 10)
    return np.where(heaped, HEAPED[score.astype("int64")], score) if np.any(heaped) else score


def expected_score(pain: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return the mean of `recorded_score` over its noise: floor, ceiling, rounding and heaping included.

    A score is at least k when pain plus noise is at least k - 0.5, so the mean is the sum of ten
    normal probabilities, each times how much reaching k adds to the answer: 1, or in heaped answers their step.
    """
    from scipy.special import ndtr

    thresholds = np.arange(1, 11) - 0.5
    steps = 1 + p.heaping_share * (np.diff(HEAPED) - 1)
    expected: np.ndarray = (ndtr((pain[:, None] - thresholds[None, :]) / p.noise_sd) * steps).sum(axis=1)
    return expected
