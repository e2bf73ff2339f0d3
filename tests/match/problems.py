"""Small matching problems: every pair of some exposed people and candidates, with distances that often tie."""

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

Problem = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]


def problem(pairs: dict[tuple[int, int], float]) -> Problem:
    """Return exposed, candidate and distance from {(exposed, candidate): distance}."""
    exposed, candidate = (np.array([pair[side] for pair in pairs], dtype="int64") for side in (0, 1))
    return exposed, candidate, np.array(list(pairs.values()), dtype="float64")


def picked(pairs: dict[tuple[int, int], float], chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return the chosen pairs in order."""
    return sorted(pair for pair, is_chosen in zip(pairs, chosen, strict=True) if is_chosen)


@st.composite
def problems(draw, most_exposed: int = 3, most_candidates: int = 4, most_pairs: int = 9):
    """Draw {(exposed, candidate): distance}; some pairs are not allowed."""
    every = [
        (i, j)
        for i in range(draw(st.integers(1, most_exposed)))
        for j in range(draw(st.integers(1, most_candidates)))
    ]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, min_size=1, max_size=most_pairs))
    distance = st.sampled_from([0.0, 0.3, 1.0, 2.0, 2.5])
    return {pair: draw(distance) for pair in pairs}


def random_problem(seed: int, n_exposed: int = 6, n_candidates: int = 15) -> Problem:
    """Return two thirds of all pairs, at distances of 0 to 3."""
    random = np.random.default_rng(seed)
    exposed, candidate = (side.ravel() for side in np.indices((n_exposed, n_candidates)))
    allowed = random.random(len(exposed)) < 2 / 3
    distance = random.integers(0, 4, len(exposed)).astype("float64")
    return exposed[allowed], candidate[allowed], distance[allowed]


def same_when_shuffled(choose, seed: int) -> bool:
    """Return whether `choose` picks the same pairs whatever their order."""
    pairs = random_problem(seed)
    order = np.random.default_rng(seed).permutation(len(pairs[0]))
    return bool((choose(*pairs)[order] == choose(*(part[order] for part in pairs))).all())
