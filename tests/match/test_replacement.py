"""Matching with replacement: the nearest, whoever else has them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.match.replacement import shared_pairs
from match.problems import picked, problem, random_problem, same_when_shuffled


def shared(pairs, ratio=1.0):
    return picked(pairs, shared_pairs(*problem(pairs), ratio))


def test_everyone_gets_their_nearest_though_it_is_the_same():
    assert shared({(0, 0): 1, (0, 1): 2, (1, 0): 1, (1, 1): 9}) == [(0, 0), (1, 0)]


def test_of_equally_near_candidates_the_lower_id_is_taken():
    assert shared({(0, 2): 1, (0, 1): 1, (1, 2): 0, (1, 0): 0}) == [(0, 1), (1, 0)]


def test_a_ratio_of_two_gives_the_two_nearest_where_there_are_two():
    assert shared({(0, 0): 3, (0, 1): 2, (0, 2): 1, (1, 0): 5}, 2) == [(0, 1), (0, 2), (1, 0)]


def test_a_ratio_between_gives_the_further_comparator_to_whom_it_is_nearest():
    assert shared({(0, 0): 1, (0, 1): 3, (1, 0): 1, (1, 1): 2}, 1.5) == [(0, 0), (1, 0), (1, 1)]


def test_no_pairs_are_no_sets():
    nothing = np.array([], dtype="int64")
    assert shared_pairs(nothing, nothing, nothing.astype("float64"), 2).tolist() == []


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=st.sampled_from([1, 1.17, 2]))
def test_the_order_of_the_pairs_changes_nothing(seed, ratio):
    assert same_when_shuffled(lambda *pairs: shared_pairs(*pairs, ratio), seed)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_total_is_the_sum_of_each_ones_smallest(seed):
    exposed, candidate, distance = random_problem(seed)
    chosen = shared_pairs(exposed, candidate, distance, 1)
    assert distance[chosen].sum() == pytest.approx(sum(distance[exposed == i].min() for i in set(exposed)))
