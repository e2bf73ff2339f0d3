"""Measure matching of 2,000 exposed people with 100,000 candidates in ten strata. A benchmark, not a test.

Run alone by `python tests/bench_matching.py` (under a minute); `make bench` puts its table into docs/performance.md.
"""

import time
from collections.abc import Callable

import numpy as np

from chart2paper.match.assign import optimal_pairs
from chart2paper.match.distance import spread_out
from chart2paper.match.near import needed_in_strata
from chart2paper.match.nearest import greedy_pairs

EXPOSED, CANDIDATES, STRATA = 2_000, 100_000, 10
# Covariates, and by how many SDs the exposed differ in each: few and far apart means many want the same people.
SHAPES = ((8, 0.3), (8, 1.5), (1, 1.5), (1, 4.0))
METHODS: dict[str, Callable] = {
    "greedy, closest first": lambda *pairs: greedy_pairs(*pairs, 1),
    "greedy, in turn": lambda *pairs: greedy_pairs(*pairs, 1, np.arange(EXPOSED)),
    "optimal 1:1": lambda *pairs: optimal_pairs(*pairs, 1),
}


def needed_pairs(covariates: int, apart: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the pairs that matching needs, from made-up covariates, strata at random."""
    random = np.random.default_rng(1)
    numbers = random.normal(0, 1, (EXPOSED + CANDIDATES, covariates))
    numbers[:EXPOSED] += apart
    strata = random.integers(0, STRATA, EXPOSED), random.integers(0, STRATA, CANDIDATES)
    exposed = np.arange(len(numbers)) < EXPOSED
    places = spread_out(numbers, exposed, np.ones(len(numbers)))
    return needed_in_strata(places[exposed], places[~exposed], strata, 1)


def lines() -> list[str]:
    """Return the table of seconds, from covariates to matched sets, and of total distances."""
    found = [
        f"Matching {EXPOSED:,} exposed people with {CANDIDATES:,} candidates in {STRATA} exact strata, 1:1, on the "
        "Mahalanobis distance of made-up covariates, in which the exposed differ by some SDs "
        "(`python tests/bench_matching.py`):",
        "",
        "| covariates | difference (SD) | method | matched | total distance | time (s) |",
        "|---:|---:|---|---:|---:|---:|",
    ]
    for covariates, apart in SHAPES:
        start = time.perf_counter()
        pairs = needed_pairs(covariates, apart)
        preparation = time.perf_counter() - start
        for name, match in METHODS.items():
            start = time.perf_counter()
            chosen = match(*pairs)
            seconds = preparation + time.perf_counter() - start
            found.append(
                f"| {covariates} | {apart:g} | {name} | {chosen.sum():,} | {pairs[2][chosen].sum():.1f} "
                f"| {seconds:.1f} |"
            )
    return found


if __name__ == "__main__":
    print("\n".join(lines()))
