"""Keeping only the nearest candidates loses nothing."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from chart2paper.match.assign import optimal_pairs
from chart2paper.match.distance import distances
from chart2paper.match.near import nearest, needed, needed_in_strata
from chart2paper.match.nearest import greedy_pairs
from match.problems import problem, random_problem


def test_the_nearest_are_kept_and_of_equally_near_ones_the_lower_ids():
    pairs = {(0, 3): 1.0, (0, 2): 1.0, (0, 1): 1.0, (0, 4): 0.5, (1, 0): 7.0}
    kept = nearest(*problem(pairs), np.array([2, 2]))
    assert kept.tolist() == [False, False, True, True, True]


def test_an_exposed_person_needs_as_many_candidates_as_their_group_has_places():
    """0 and 1 compete (2 places at 1:1, 4 at 1:2); 2 competes with nobody."""
    pairs = {(i, j): float(j) for i in (0, 1) for j in range(5)} | {(2, j): float(j) for j in (7, 8, 9)}
    assert [int(needed(*problem(pairs), ratio).sum()) for ratio in (1, 1.5, 2)] == [5, 10, 10]


def strata_problem(seed, n=40, m=400, strata=4):
    random = np.random.default_rng(seed)
    exposed, candidates = random.normal(1, 1, (n, 3)), random.normal(0, 1, (m, 3))
    return (
        exposed.round(1),
        candidates.round(1),
        (random.integers(0, strata, n), random.integers(0, strata, m)),
    )


def every_pair(exposed, candidates, strata):
    i, j = np.nonzero(strata[0][:, None] == strata[1])
    return i, j, distances(exposed, candidates, i, j)


@pytest.mark.parametrize("seed", range(5))
def test_matching_the_nearest_in_strata_is_matching_all_pairs(seed):
    """The optimum against SciPy's dense solver on every pair; greedy against greedy on every pair."""
    people = strata_problem(seed)
    all_pairs, near = every_pair(*people), needed_in_strata(*people, 1)
    assert len(near[0]) < len(all_pairs[0]) / 5
    total = near[2][optimal_pairs(*near, 1)].sum()
    assert total == pytest.approx(_dense_total(*all_pairs, people[2][0]), abs=1e-6)
    for turn in (None, np.arange(40)[::-1]):
        found, whole = (pairs[0:2] for pairs in (near, all_pairs))
        chosen, among_all = greedy_pairs(*near, 1, turn), greedy_pairs(*all_pairs, 1, turn)
        assert set(zip(*(side[chosen] for side in found), strict=True)) == set(
            zip(*(side[among_all] for side in whole), strict=True)
        )


def _dense_total(i, j, distance, stratum_of_exposed) -> float:
    total = 0.0
    for stratum in np.unique(stratum_of_exposed):
        mine = np.isin(i, np.flatnonzero(stratum_of_exposed == stratum))
        rows, columns = (np.unique(side[mine], return_inverse=True)[1] for side in (i, j))
        cost = np.empty((rows.max() + 1, columns.max() + 1))
        cost[rows, columns] = distance[mine]
        total += cost[linear_sum_assignment(cost)].sum()
    return total


def test_a_stratum_without_candidates_has_no_pairs():
    exposed, candidates = np.zeros((1, 2)), np.zeros((3, 2))
    parts = needed_in_strata(exposed, candidates, (np.array([0]), np.array([1, 1, 1])), 1)
    assert [len(part) for part in parts] == [0, 0, 0]


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=st.sampled_from([1, 1.5, 2]))
def test_dropping_what_is_not_needed_changes_no_total(seed, ratio):
    """Against SciPy's dense solver on all pairs at whole-number ratios: see test_assign; here against itself."""
    pairs = random_problem(seed, 5, 12)
    kept = needed(*pairs, ratio)
    few = tuple(part[kept] for part in pairs)
    assert pairs[2][optimal_pairs(*pairs, ratio)].sum() == few[2][optimal_pairs(*few, ratio)].sum()
