"""Bounds on hidden bias: a published example, brute force over the unmeasured covariate, and properties."""

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from chart2paper.model.explain.matched_sets import MatchedSets, matched_sets, usable
from chart2paper.model.explain.rosenbaum import rosenbaum_bounds
from chart2paper.model.explain.signed_rank import (
    one_sided_p,
    p_value_at_most,
    signed_ranks,
    upper_bound,
)
from chart2paper.statistics.arms import is_exposed
from chart2paper.tables.explain import ROSENBAUM_BOUNDS
from chart2paper.tables.read_write import check
from model.people import clinic, people
from model.test_degenerate import CASES

# Lead in the blood of 33 children of lead workers and of a child of the same age and area each, micrograms per
# decilitre (Morton and others 1982, as printed in Rosenbaum 2002).
LEAD_EXPOSED = [38, 23, 41, 18, 37, 36, 23, 62, 31, 34, 24, 14, 21, 17, 16, 20, 15, 10, 45, 39, 22, 35, 49, 48, 44,
                35, 43, 39, 34, 13, 73, 25, 27]  # fmt: skip
LEAD_CONTROL = [16, 18, 18, 24, 19, 11, 10, 15, 16, 18, 18, 13, 19, 10, 16, 16, 24, 13, 9, 14, 21, 19, 7, 18, 19,
                12, 11, 22, 25, 16, 13, 11, 13]  # fmt: skip


def pairs(exposed, comparators) -> pd.DataFrame:
    return people([(5, value) for value in exposed], [(5, value) for value in comparators])


def sets_of(frame: pd.DataFrame) -> MatchedSets:
    found = matched_sets(frame)
    assert isinstance(found, MatchedSets)
    return found


def bound_of(frame: pd.DataFrame, gamma: float):
    sets = sets_of(frame)
    return upper_bound(signed_ranks(frame["final_score"].to_numpy(dtype=float), sets), sets, gamma)


@pytest.mark.parametrize(("gamma", "p"), [(2, 0.0018), (3, 0.0136), (4, 0.0388), (4.25, 0.0468), (5, 0.0740)])
def test_the_p_values_of_the_lead_example(gamma, p):
    """Source: Rosenbaum 2002, Observational Studies, section 4.3: upper bounds, one-sided."""
    bound = bound_of(pairs(LEAD_EXPOSED, LEAD_CONTROL), gamma)
    # The statistic is the sum of positive ranks, 527, minus that of negative ones; all nonzero ranks add up to 560.
    assert bound.statistic == 527 - (560 - 527)
    assert one_sided_p(bound) == pytest.approx(p, abs=0.00005)


@pytest.mark.parametrize(
    ("gamma", "low", "high"),
    [(1, 15, 15), (2, 10.25, 19.5), (3, 8, 23), (4, 6.5, 25), (5, 5, 26.5)],
)
def test_the_point_estimates_of_the_lead_example(gamma, low, high):
    """Source: Rosenbaum 2002, Observational Studies, section 4.3: bounds on the Hodges-Lehmann estimate."""
    table = rosenbaum_bounds(pairs(LEAD_EXPOSED, LEAD_CONTROL), [], 5).set_index("gamma")
    assert table.loc[gamma, ["estimate_low", "estimate_high"]].tolist() == pytest.approx([low, high])


def test_without_bias_pairs_give_wilcoxons_test():
    """Source: scipy.stats.wilcoxon, normal approximation without continuity correction, zeros as in Pratt."""
    random = np.random.default_rng(2)
    exposed, comparator = random.integers(0, 11, 30), random.integers(1, 11, 30)
    frame = pairs(exposed, comparator)
    sets = sets_of(frame)
    found = p_value_at_most(signed_ranks(frame["final_score"].to_numpy(dtype=float), sets), sets, 1)
    differences = exposed - comparator
    assert (differences == 0).any() and len(set(abs(differences))) < 12
    expected = stats.wilcoxon(differences, zero_method="pratt", correction=False, method="approx")
    assert found == pytest.approx(expected.pvalue)


def test_without_bias_pairs_give_the_hodges_lehmann_estimate():
    """Source: its definition, the median of all averages of two differences (Hodges and Lehmann 1963)."""
    random = np.random.default_rng(3)
    exposed, comparator = random.normal(5, 2, 21), random.normal(6, 2, 21)
    differences = exposed - comparator
    walsh = [(a + b) / 2 for a, b in itertools.combinations_with_replacement(differences, 2)]
    row = rosenbaum_bounds(pairs(exposed, comparator), [], 1).iloc[0]
    assert row.estimate_low == row.estimate_high == pytest.approx(np.median(walsh), abs=1e-7)


def in_sets(sizes: list[int], values: np.ndarray) -> pd.DataFrame:
    """People in sets of the given sizes; the first person of each is the exposed one."""
    number = np.repeat(np.arange(len(sizes)), sizes)
    first = np.r_[True, number[1:] != number[:-1]]
    role = np.where(first, "exposed", "comparator")
    frame = pd.DataFrame({"set_id": [f"S{i:02d}" for i in number], "role": role, "final_score": values})
    return frame.assign(person_id=[f"P{i:03d}" for i in range(len(frame))])


def moments(scores: np.ndarray, confounder: tuple[int, ...], gamma: float) -> tuple[float, float]:
    """Expectation and variance of the score of the exposed person, by Rosenbaum's model."""
    odds = gamma ** np.array(confounder)
    chance = odds / odds.sum()
    mean = chance @ scores
    return mean, chance @ (scores - mean) ** 2


def brute_force(frame: pd.DataFrame, scores: np.ndarray, gamma: float) -> tuple[float, float, float]:
    """The largest expectation, its variance, and the largest p value over every unmeasured yes-no covariate."""
    by_set = [scores[frame["set_id"] == name] for name in frame["set_id"].unique()]
    options = [[moments(one, u, gamma) for u in itertools.product((0, 1), repeat=len(one))] for one in by_set]
    mean = sum(max(m for m, _ in option) for option in options)
    variance = sum(max((round(m, 9), v) for m, v in option)[1] for option in options)
    statistic = sum(one[0] for one in by_set)
    p = max(
        stats.norm.sf((statistic - sum(m for m, _ in chosen)) / math.sqrt(sum(v for _, v in chosen)))
        for chosen in itertools.product(*options)
        if sum(v for _, v in chosen) > 0
    )
    return mean, variance, p


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gamma", [1.0, 1.5, 3.0])
def test_no_unmeasured_covariate_does_worse_than_the_bound(seed, gamma):
    """Source: every yes-no covariate on sets of 2, 3 and 4, by enumeration.

    The expectation is the largest exactly. The p value that belongs to it is the largest in large samples; in
    these four sets one of a larger variance may exceed it in the third decimal.
    """
    random = np.random.default_rng(seed)
    sizes = [2, 3, 4, 3]
    frame = in_sets(sizes, random.normal(5, 2, sum(sizes)) + np.repeat([2, 0, 0], [1, 1, 10]))
    sets = sets_of(frame)
    scores = signed_ranks(frame["final_score"].to_numpy(), sets)
    bound = upper_bound(scores, sets, gamma)
    mean, variance, p = brute_force(frame, scores, gamma)
    assert bound.mean == pytest.approx(mean)
    assert bound.variance == pytest.approx(variance)
    assert one_sided_p(bound) <= p + 1e-12
    assert one_sided_p(bound) == pytest.approx(p, abs=0.01)


def test_a_confounder_in_between_does_no_worse_than_yes_or_no():
    random = np.random.default_rng(9)
    frame = in_sets([4], random.normal(0, 1, 4))
    sets = sets_of(frame)
    scores = signed_ranks(frame["final_score"].to_numpy(), sets)
    largest = upper_bound(scores, sets, 2.0).mean
    for confounder in random.random((500, 4)):
        assert moments(scores, tuple(confounder), 2.0)[0] <= largest + 1e-12


def test_a_set_without_an_outcome_in_one_arm_is_not_used():
    frame = in_sets([3, 2, 2], np.array([3.0, 6, 7, 2, 5, 4, 8]))
    without_exposed, without_comparator = frame.drop(index=3), frame.drop(index=[6])
    assert set(usable(without_exposed)["set_id"]) == {"S00", "S02"}
    assert set(usable(without_comparator)["set_id"]) == {"S00", "S01"}
    assert usable(frame).equals(frame)


def test_two_sided_p_values_grow_with_gamma_and_the_estimates_spread():
    table = rosenbaum_bounds(clinic(30, seed=8, effect=-1.5), ["baseline_score", "age"], 3)
    check(table, ROSENBAUM_BOUNDS, "rosenbaum_bounds.csv")
    assert len(table) == 21 and table["gamma"].iloc[[0, 1, -1]].tolist() == [1.0, 1.1, 3.0]
    assert table["p_upper"].is_monotonic_increasing and table["p_upper"].iloc[0] < 0.05
    assert table["estimate_low"].is_monotonic_decreasing
    assert table["estimate_high"].is_monotonic_increasing
    assert table["estimate_low"].iloc[0] == table["estimate_high"].iloc[0]


def test_taking_out_a_constant_effect_moves_the_estimate_by_as_much():
    frame = clinic(20, seed=8, missing=0)
    moved = frame.assign(final_score=frame["final_score"] + 2 * is_exposed(frame))
    rows = [rosenbaum_bounds(each, ["baseline_score"], 1).iloc[0] for each in (frame, moved)]
    assert rows[1].estimate_low == pytest.approx(rows[0].estimate_low + 2, abs=1e-6)


def test_the_test_keeps_its_level_without_effect_and_bias():
    """200 clinics without effect: about 5 % of p values are below 0.05 (binomial 99.9 % limits 2 to 22)."""
    below = sum(
        rosenbaum_bounds(clinic(20, seed=seed, effect=0), ["baseline_score"], 1)["p_upper"].iloc[0] < 0.05
        for seed in range(200)
    )
    assert 2 <= below <= 22


SETS = st.lists(st.integers(2, 5), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(SETS, st.data())
def test_scores_within_a_set_and_without_bias_follow_from_exchangeability(sizes, data):
    """Whatever the scores, the expectation without bias is the sum of the means of the sets."""
    values = np.array(
        data.draw(st.lists(st.integers(0, 10), min_size=sum(sizes), max_size=sum(sizes))), float
    )
    frame = in_sets(sizes, values)
    sets = sets_of(frame)
    scores = signed_ranks(values, sets)
    bound = upper_bound(scores, sets, 1.0)
    assert bound.mean == pytest.approx(sum(scores[sets.number == i].mean() for i in range(len(sizes))))
    assert bound.variance == pytest.approx(
        sum(scores[sets.number == i].var() for i in range(len(sizes))), abs=1e-9
    )
    assert upper_bound(scores, sets, 2.0).mean >= bound.mean - 1e-9


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_hopeless_data_give_every_gamma_and_say_why(case):
    table = rosenbaum_bounds(CASES[case], ["baseline_score", "age", "sex"], 2)
    check(table, ROSENBAUM_BOUNDS, "rosenbaum_bounds.csv")
    assert len(table) == 11
    ok = table["status"].str.startswith("ok").to_numpy(dtype=bool)
    assert ok.all() or table["status"].str.startswith("not estimable: ").all()
    numbers = table[["p_upper", "estimate_low", "estimate_high"]]
    assert (numbers.notna().all(axis=1).to_numpy() == ok).all()


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ("no comparators", "not estimable: no matched set has an outcome in both arms"),
        ("constant outcome", "not estimable: within the matched sets, nothing is left to compare after adjustment"),
    ],
)  # fmt: skip
def test_the_reason_is_told_in_plain_words(case, reason):
    assert set(rosenbaum_bounds(CASES[case], [], 1.5)["status"]) == {reason}


def test_few_sets_are_said_to_make_p_values_rough():
    few, enough = (rosenbaum_bounds(clinic(n, seed=4, missing=0), [], 1)["status"].iloc[0] for n in (9, 10))
    assert few == "ok: only 9 matched sets, so the p values are rough"
    assert enough == "ok"


def test_the_order_of_people_does_not_matter():
    frame = clinic(15, seed=4)
    shuffled = frame.sample(frac=1, random_state=3)
    first, second = (rosenbaum_bounds(each, ["baseline_score"], 1.5) for each in (frame, shuffled))
    pd.testing.assert_frame_equal(first, second)
