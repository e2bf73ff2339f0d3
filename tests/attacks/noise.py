"""Somebody who knows everybody else's records asks whether one person is in a release with noise."""

import math
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from chart2paper.release.private.noise import with_noise
from chart2paper.release.private.questions import PRIVATE_TABLES, questions_of
from release.private.test_questions import ESTIMATION, frame_of

GUESSES = 400
# So unlikely is it that luck alone takes somebody beyond the promise, in one try.
LUCK = 1e-9


def tries(seed: int, most: int = 50) -> Iterator[bool]:
    """Yield the tries of both attacks, `most` of each."""
    yield from tries_membership(seed, most)
    yield from tries_sensitivity(seed, most)


def tries_membership(seed: int, most: int = 50, noise=with_noise) -> Iterator[bool]:
    """Yield `most` times whether guesses are right more often than the promise allows.

    In each try somebody sees 400 releases of a count, of which half have one person more, and guesses by the best
    rule (Neyman and Pearson 1933: the likelier of the two). With differential privacy they are right with probability
    e^epsilon / (1 + e^epsilon) at most (Wasserman and Zhou 2010); beyond it lies what luck gives (Hoeffding 1963).
    """
    random = np.random.default_rng(seed)
    for _ in range(most):
        count, epsilon = int(random.integers(0, 200)), Fraction(int(random.integers(1, 11)), 10)
        there = random.random(GUESSES) < 0.5
        seen = np.array(noise([count + int(one) for one in there], 1, epsilon))
        right = ((seen > count) == there).mean()
        promised = math.exp(epsilon) / (1 + math.exp(epsilon))
        yield right > promised + math.sqrt(math.log(1 / LUCK) / (2 * GUESSES))


def tries_sensitivity(seed: int, most: int = 50) -> Iterator[bool]:
    """Yield `most` times whether one person who leaves moves an answer further than is declared."""
    random = np.random.default_rng(seed)
    for _ in range(most):
        people = frame_of([_person(random) for _ in range(random.integers(1, 12))])
        leaver = str(random.choice(people["person_id"]))
        before, after = (
            questions_of(list(PRIVATE_TABLES), p, ESTIMATION)
            for p in (people, people[people["person_id"] != leaver])
        )
        yield any(
            sum(abs(x - y) for x, y in zip(b.exact, a.exact, strict=True)) > b.sensitivity
            or a.labels != b.labels
            for table in PRIVATE_TABLES
            for b, a in zip(before[table], after[table], strict=True)
        )


def _person(random: np.random.Generator) -> dict:
    """A person with likely and unlikely records: scores beyond the scale, words that are on no list."""
    score = [None, 0.0, 10.0, 99.0, -5.0, 3.333, float(random.uniform(0, 10))]
    return {
        "role": str(random.choice(["exposed", "exposed", "comparator"])),
        "age": random.choice([None, 0, 17, 39, 40, 90]),
        "sex": random.choice(["female", "male", "other", None, "Smith"]),
        "mechanism": random.choice(["mixed", "neuropathic", None, "rash"]),
        "baseline_score": random.choice(score),
        "final_score": random.choice(score),
        "outcome_missing_because": random.choice([None, "seen by Smith"]),
    }
