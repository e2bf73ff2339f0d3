"""Random streams named after what they decide, so that adding one never shifts another."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """Return the generator for `name` under `seed`; the same pair always gives the same numbers."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:16], "big")))


@dataclass(frozen=True)
class Draws:
    """Named random numbers for a fixed number of people or rows.

    Person i gets the same number in a clinic of 2,000 as in one of 100,000.
    """

    seed: int
    size: int

    def uniform(self, name: str) -> np.ndarray:
        """Return numbers between 0 and 1."""
        return stream(self.seed, name).random(self.size)

    def normal(self, name: str) -> np.ndarray:
        """Return numbers of mean 0 and standard deviation 1."""
        return stream(self.seed, name).standard_normal(self.size)

    def chance(self, name: str, share: float | np.ndarray) -> np.ndarray:
        """Return True with probability `share`."""
        return self.uniform(name) < share

    def whole(self, name: str, low: int, high: int) -> np.ndarray:
        """Return whole numbers from `low` to `high`, both included."""
        numbers: np.ndarray = low + np.floor(self.uniform(name) * (high - low + 1)).astype("int64")
        return numbers

    def pick(self, name: str, weights: Sequence[float] | np.ndarray) -> np.ndarray:
        """Return positions in `weights`, each as often as its weight says."""
        edges = np.cumsum(np.asarray(weights, dtype="float64"))
        return np.minimum(
            np.searchsorted(edges / edges[-1], self.uniform(name), side="right"), len(edges) - 1
        )


def chance_from_log_odds(log_odds: np.ndarray) -> np.ndarray:
    """Return the probability that belongs to `log_odds`."""
    chances: np.ndarray = 1.0 / (1.0 + np.exp(-log_odds))
    return chances
