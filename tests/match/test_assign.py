"""The optimal assignment, against enumeration, SciPy's dense solver and MatchIt's optimal matching."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from chart2paper.match.assign import optimal_pairs
from match.lalonde import arms


def best(pairs: dict[tuple[int, int], float], ratio: float = 1) -> set[tuple[int, int]]:
    exposed, candidate = (np.array([pair[side] for pair in pairs], dtype="int64") for side in (0, 1))
    chosen = optimal_pairs(exposed, candidate, np.array(list(pairs.values()), dtype="float64"), ratio)
    return {pair for pair, is_chosen in zip(pairs, chosen, strict=True) if is_chosen}


def test_the_total_distance_counts_and_not_the_nearest_first():
    """Greedy would give 0 its nearest (0) and leave 1 with a distance of 9: 10 in all."""
    assert best({(0, 0): 1, (0, 1): 2, (1, 0): 2, (1, 1): 9}) == {(0, 1), (1, 0)}


def test_as_many_exposed_as_possible_are_matched_before_distance_counts():
    assert best({(0, 0): 0, (0, 1): 9, (1, 0): 0}) == {(0, 1), (1, 0)}


def test_a_candidate_is_used_once_and_somebody_may_stay_unmatched():
    assert best({(0, 0): 2, (1, 0): 1}) == {(1, 0)}


def test_a_ratio_of_two_gives_two_where_candidates_last():
    assert best({(0, 0): 1, (0, 1): 1, (0, 2): 5, (1, 2): 1}, 2) == {(0, 0), (0, 1), (1, 2)}


def test_a_ratio_between_gives_the_further_comparator_where_it_costs_least():
    """Two exposed at 1.5: three comparators."""
    pairs = {(0, 0): 1, (0, 1): 3, (1, 2): 1, (1, 3): 2}
    assert best(pairs, 1.5) == {(0, 0), (1, 2), (1, 3)}


@pytest.mark.parametrize(("ratio", "comparators"), [(1, 36), (1.17, 42), (1.5, 54), (2, 72), (2.25, 81)])
def test_the_number_of_comparators_is_the_ratio_rounded_down(ratio, comparators):
    """42 comparators for 36 exposed (Martin 2022) is a ratio of 1.17."""
    exposed, candidate = (side.ravel() for side in np.indices((36, 100)))
    chosen = optimal_pairs(exposed, candidate, np.abs(exposed - candidate / 3), ratio)
    assert chosen.sum() == comparators
    per_exposed = np.bincount(exposed[chosen], minlength=36)
    assert per_exposed.min() >= 1
    assert per_exposed.max() <= math.ceil(ratio)


def test_equal_distances_are_settled_by_the_order_of_the_ids():
    """All distances are 0: any choice is optimal, the same one is made whatever the order of the pairs."""
    pairs = {(i, j): 0.0 for i in range(3) for j in range(5)}
    backwards = dict(reversed(pairs.items()))
    assert best(pairs) == best(backwards)
    assert len(best(pairs)) == 3


def test_no_pairs_are_no_sets():
    nothing = np.array([], dtype="int64")
    assert optimal_pairs(nothing, nothing, nothing.astype("float64"), 2).tolist() == []


@st.composite
def problems(draw) -> tuple[dict[tuple[int, int], float], float]:
    every = [(i, j) for i in range(draw(st.integers(1, 3))) for j in range(draw(st.integers(1, 4)))]
    pairs = draw(st.lists(st.sampled_from(every), unique=True, min_size=1, max_size=9))
    distance = st.sampled_from([0.0, 0.3, 1.0, 2.0, 2.5])
    return {pair: draw(distance) for pair in pairs}, draw(st.sampled_from([1, 1.34, 1.5, 2, 2.5, 3]))


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_no_other_choice_of_pairs_is_better(problem):
    pairs, ratio = problem
    assert _worth(best(pairs, ratio), pairs) == pytest.approx(_best_by_enumeration(pairs, ratio), abs=1e-6)


def _worth(chosen, pairs) -> tuple[float, float, float]:
    return -len({i for i, _ in chosen}), -len(chosen), sum(pairs[pair] for pair in chosen)


def _best_by_enumeration(pairs, ratio) -> tuple[float, float, float]:
    found = []
    for bits in range(1 << len(pairs)):
        chosen = [pair for place, pair in enumerate(pairs) if bits >> place & 1]
        sizes = np.bincount([i for i, _ in chosen], minlength=1)
        candidates = [j for _, j in chosen]
        matched = len({i for i, _ in chosen})
        used_once = len(set(candidates)) == len(candidates)
        few_enough = len(chosen) <= math.floor(ratio * matched + 1e-9) and sizes.max() <= math.ceil(ratio)
        if used_once and few_enough:
            found.append(_worth(chosen, pairs))
    return min(found)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=st.sampled_from([1, 1.17, 2]))
def test_the_order_of_the_pairs_changes_nothing(seed, ratio):
    random = np.random.default_rng(seed)
    exposed, candidate = (side.ravel() for side in np.indices((6, 15)))
    distance = random.integers(0, 4, len(exposed)).astype("float64")
    shuffled = random.permutation(len(exposed))
    one = optimal_pairs(exposed, candidate, distance, ratio)
    other = optimal_pairs(exposed[shuffled], candidate[shuffled], distance[shuffled], ratio)
    assert (one[shuffled] == other).all()


# --- lalonde ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ratio", "matched_mean"),
    [(1, 0.362894974460216), (2, 0.208388767359309)],  # MatchIt 4.7.1 with optmatch 0.10.8: opt11, opt12
)
def test_lalonde_optimal_matching_is_as_good_as_matchit_and_as_scipys_dense_solver(ratio, matched_mean):
    """optmatch is optimal to a tolerance of 0.001 times the pairs.

    The total of its matching is at least the sum of differences, which the means give.
    """
    treated, control = (arm["distance"].to_numpy() for arm in arms())
    i, j = (side.ravel() for side in np.indices((len(treated), len(control))))
    distance = np.abs(treated[i] - control[j])
    chosen = optimal_pairs(i, j, distance, ratio)
    assert chosen.sum() == 185 * ratio
    total = distance[chosen].sum()
    dense = np.tile(distance.reshape(len(treated), -1), (ratio, 1))
    assert total == pytest.approx(dense[linear_sum_assignment(dense)].sum(), abs=1e-6)
    matchit_at_least = 185 * ratio * (0.577435546655728 - matched_mean)
    assert total == pytest.approx(matchit_at_least, abs=0.001 * 185 * ratio)
