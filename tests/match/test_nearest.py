"""Greedy matching: who chooses first, and what is left for the others."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.match.nearest import greedy_pairs
from match.lalonde import arms
from match.problems import picked, problem, problems, same_when_shuffled

COSTLY = {(0, 0): 1, (0, 1): 2, (1, 0): 1.5, (1, 1): 9}


def greedy(pairs, ratio=1.0, turn=None):
    turn = None if turn is None else np.array(turn)
    return picked(pairs, greedy_pairs(*problem(pairs), ratio, turn))


def test_the_closest_pair_goes_first_whatever_that_costs_later():
    assert greedy(COSTLY) == [(0, 0), (1, 1)]


def test_whoever_is_first_in_turn_gets_their_nearest():
    assert greedy(COSTLY, turn=[1, 0]) == [(0, 1), (1, 0)]
    assert greedy(COSTLY, turn=[0, 1]) == [(0, 0), (1, 1)]


def test_equal_pairs_go_to_the_lower_ids():
    every = {(i, j): 0.0 for i in range(2) for j in range(3)}
    assert greedy(every) == greedy(every, turn=[0, 1]) == [(0, 0), (1, 1)]


def test_whoever_finds_nobody_left_stays_unmatched():
    assert greedy({(0, 0): 1, (1, 0): 2}) == [(0, 0)]
    assert greedy({(0, 0): 1, (1, 0): 2}, turn=[1, 0]) == [(1, 0)]


def test_everyone_gets_a_first_comparator_before_anyone_gets_a_second():
    pairs = {(0, 0): 1, (0, 1): 1, (0, 2): 3, (1, 1): 2, (1, 2): 2}
    assert greedy(pairs, 2, turn=[0, 1]) == [(0, 0), (0, 2), (1, 1)]


@pytest.mark.parametrize("turn", [None, np.arange(36)])
@pytest.mark.parametrize(("ratio", "comparators"), [(1, 36), (1.17, 42), (1.5, 54), (2, 72), (2.25, 81)])
def test_the_number_of_comparators_is_the_ratio_rounded_down(ratio, comparators, turn):
    exposed, candidate = (side.ravel() for side in np.indices((36, 100)))
    chosen = greedy_pairs(exposed, candidate, np.abs(exposed - candidate / 3), ratio, turn)
    per_exposed = np.bincount(exposed[chosen], minlength=36)
    assert (chosen.sum(), per_exposed.min()) == (comparators, math.floor(ratio))
    assert per_exposed.max() == math.ceil(ratio)


def test_no_pairs_are_no_sets():
    nothing = np.array([], dtype="int64")
    assert greedy_pairs(nothing, nothing, nothing.astype("float64"), 2).tolist() == []
    assert greedy_pairs(nothing, nothing, nothing.astype("float64"), 2, np.arange(3)).tolist() == []


@settings(max_examples=60, deadline=None)
@given(pairs=problems(5, 6, 20), ratio=st.sampled_from([1, 1.5, 2, 2.5]), by_turn=st.booleans())
def test_the_sets_are_those_of_the_plainest_program(pairs, ratio, by_turn):
    turn = sorted({i for i, _ in pairs}, reverse=True) if by_turn else None
    assert greedy(pairs, ratio, turn) == _plainly(pairs, ratio, turn)


def _plainly(pairs, ratio, turn):
    """Look through all pairs for each step."""
    taken, budget = [], len(pairs)
    for number in range(math.ceil(ratio)):
        waiting = list(turn) if turn is not None else sorted({i for i, _ in pairs})
        while waiting and len(taken) < budget:
            who = waiting[:1] if turn is not None else waiting
            used = {j for _, j in taken}
            free = sorted(
                (distance, i, j) for (i, j), distance in pairs.items() if i in who and j not in used
            )
            if free:
                taken.append(free[0][1:])
            gone = free[0][1] if free else who[0]
            waiting = [i for i in waiting if i != gone] if free or turn is not None else []
        if number == 0:
            budget = math.floor(ratio * len(taken) + 1e-9)
    return sorted(taken)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=st.sampled_from([1, 1.17, 2]))
def test_the_order_of_the_pairs_changes_nothing(seed, ratio):
    assert same_when_shuffled(lambda *pairs: greedy_pairs(*pairs, ratio), seed)
    assert same_when_shuffled(lambda *pairs: greedy_pairs(*pairs, ratio, np.array([3, 1, 0, 2, 5, 4])), seed)


@pytest.mark.parametrize(
    ("order", "greatest"),  # MatchIt 4.7.1: nn11, nn11_closest
    [("largest", 0.449206409474689), ("closest", 0.758355272180689)],
)
def test_lalonde_on_the_propensity_score_itself_is_matched_as_by_matchit(order, greatest):
    treated, control = (arm["distance"].to_numpy() for arm in arms())
    i, j = (side.ravel() for side in np.indices((len(treated), len(control))))
    distance = np.abs(treated[i] - control[j])
    turn = np.argsort(-treated, kind="stable") if order == "largest" else None
    chosen = greedy_pairs(i, j, distance, 1, turn)
    assert chosen.sum() == 185
    assert distance[chosen].max() == pytest.approx(greatest, abs=1e-9)
