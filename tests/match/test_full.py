"""Full matching, against enumeration, linear programming and MatchIt."""

import numpy as np
import pytest
import scipy.sparse as sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from chart2paper.match.full import full_pairs
from match.lalonde import arms
from match.problems import picked, problem, problems, random_problem, same_when_shuffled


def full(pairs):
    return picked(pairs, full_pairs(*problem(pairs)))


def test_everyone_is_used_and_the_nearest_share():
    assert full({(0, 0): 1, (0, 1): 9, (1, 0): 1, (1, 1): 2}) == [(0, 0), (1, 1)]
    assert full({(0, 0): 1, (1, 0): 2}) == [(0, 0), (1, 0)]
    assert full({(0, 0): 1, (0, 1): 2, (0, 2): 5}) == [(0, 0), (0, 1), (0, 2)]


def test_everyone_takes_their_nearest_when_that_is_cheapest():
    """0 and 1 share comparator 0; comparator 1 goes to whom it is nearer: one comparator may not have both."""
    assert full({(0, 0): 1, (1, 0): 1, (2, 0): 9, (2, 1): 1, (0, 1): 5}) == [(0, 0), (1, 0), (2, 1)]


def test_no_pairs_are_no_sets():
    nothing = np.array([], dtype="int64")
    assert full_pairs(nothing, nothing, nothing.astype("float64")).tolist() == []


@settings(max_examples=80, deadline=None)
@given(pairs=problems(4, 4, 11))
def test_no_other_full_matching_is_better(pairs):
    chosen = full(pairs)
    assert _covers(chosen, pairs)
    assert _are_stars(chosen)
    assert sum(pairs[pair] for pair in chosen) == pytest.approx(_least_total(pairs), abs=1e-6)


def _covers(chosen, pairs) -> bool:
    return all({pair[side] for pair in chosen} == {pair[side] for pair in pairs} for side in (0, 1))


def _are_stars(chosen) -> bool:
    """In every set one side is one person."""
    often = [np.bincount([pair[side] for pair in chosen]) for side in (0, 1)]
    return all(often[0][i] == 1 or often[1][j] == 1 for i, j in chosen)


def _least_total(pairs) -> float:
    found = []
    for bits in range(1, 1 << len(pairs)):
        chosen = [pair for place, pair in enumerate(pairs) if bits >> place & 1]
        if _covers(chosen, pairs):
            found.append(sum(pairs[pair] for pair in chosen))
    return min(found)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_pairs_changes_nothing(seed):
    assert same_when_shuffled(full_pairs, seed)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_bigger_problems_are_as_good_as_the_linear_program(seed):
    pairs = random_problem(seed, 12, 20)
    assert pairs[2][full_pairs(*pairs)].sum() == pytest.approx(_linear_program(*pairs), abs=1e-6)


def _linear_program(exposed, candidate, distance) -> float:
    """The smallest cover of a bipartite graph is a linear program with whole-number solutions (SciPy, HiGHS)."""
    at = np.arange(len(exposed))
    sides = [np.unique(side, return_inverse=True)[1] for side in (exposed, candidate)]
    cover = sparse.vstack([sparse.coo_array((np.ones(len(at)), (side, at))) for side in sides]).tocsr()
    return linprog(distance, A_ub=-cover, b_ub=-np.ones(cover.shape[0]), bounds=(0, None)).fun


def test_lalonde_total_is_that_of_the_linear_program_and_close_to_matchits_balance():
    """MatchIt 4.7.1 full (optmatch 0.10.8, optimal to its tolerance): effective sample size of the controls 52.107,
    mean propensity score of the weighted controls 0.576236. Its total distance is not recorded."""
    treated, control = (arm["distance"].to_numpy() for arm in arms())
    i, j = (side.ravel() for side in np.indices((len(treated), len(control))))
    distance = np.abs(treated[i] - control[j])
    chosen = full_pairs(i, j, distance)
    total = distance[chosen].sum()
    assert total == pytest.approx(2.14161623392955, abs=1e-6)
    assert total == pytest.approx(_linear_program(i, j, distance), abs=1e-6)
    weights = np.bincount(j[chosen], weights=1 / np.bincount(i[chosen])[i[chosen]])
    assert weights.sum() == pytest.approx(185)
    assert len(weights) == (weights > 0).sum() == 429
    assert weights.sum() ** 2 / (weights**2).sum() == pytest.approx(52.1068115136271, rel=0.02)
    assert (weights * control).sum() / 185 == pytest.approx(0.576236280980335, abs=1e-4)
