"""Matched sets: what is promised of every one of them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.dictionary import COHORT, MATCHES
from chart2paper.match.candidates import read_candidates
from chart2paper.match.sets import ALL_TAKEN, NOBODY_ALIKE, match_sets
from chart2paper.match.valid import assert_valid_matches
from chart2paper.tables import check
from match.people import SETTING, candidates, exposed


def matched(people, others, **changes):
    return match_sets(people, others, **SETTING | changes)


def pairs_of(matches: pd.DataFrame) -> list[tuple[str, str]]:
    comparators = matches[matches["role"] == "comparator"]
    return list(zip(comparators["set_id"], comparators["person_id"], strict=True))


def test_a_set_has_its_exposed_person_and_the_nearest_comparator():
    others = candidates(("A", "X", {"age": 70}), ("A", "Y", {"age": 52}))
    matches, unmatched = matched(exposed(A={}), others)
    assert matches["set_id"].tolist() == ["A", "A"]
    assert matches["person_id"].tolist() == ["Y", "A"]
    assert matches["role"].tolist() == ["comparator", "exposed"]
    assert matches["distance"].iloc[1] == 0 < matches["distance"].iloc[0]
    assert unmatched.empty
    check(matches, MATCHES, "matches")


def test_a_comparator_keeps_the_date_inherited_from_that_exposed_person():
    people = exposed(A={}, B={"index_date": "2019-05-01"})
    others = candidates(("A", "X", {}), ("B", "X", {"index_date": "2019-05-01"}), ("A", "Y", {"age": 52}))
    matches, _ = matched(people, others)
    dates = matches.set_index(["set_id", "person_id"])["index_date"].dt.strftime("%Y-%m-%d")
    assert dates["A", "Y"] == "2018-02-01"
    assert dates["B", "X"] == "2019-05-01"


def test_a_candidate_of_two_exposed_people_is_used_once():
    people = exposed(A={}, B={})
    others = candidates(("A", "X", {}), ("B", "X", {}))
    matches, unmatched = matched(people, others)
    assert len(pairs_of(matches)) == 1
    assert unmatched["reason"].tolist() == [ALL_TAKEN]


def test_a_person_can_be_exposed_in_one_set_and_a_comparator_in_another():
    people = exposed(A={}, B={"index_date": "2019-05-01"})
    matches, _ = matched(people, candidates(("A", "B", {}), ("B", "X", {"index_date": "2019-05-01"})))
    assert pairs_of(matches) == [("A", "B"), ("B", "X")]


def test_exact_covariates_and_calipers_hold_whatever_the_candidates_offer():
    others = candidates(
        ("A", "V", {"pain_group": "crps"}),
        ("A", "W", {"pain_group": None}),
        ("A", "X", {"baseline_score": 7.5}),
        ("A", "Y", {"baseline_score": None}),
    )
    matches, unmatched = matched(
        exposed(A={}), others, exact=["pain_group"], calipers={"baseline_score": 1.0}
    )
    assert matches.empty
    assert unmatched["reason"].tolist() == [NOBODY_ALIKE]


def test_a_caliper_includes_its_limit_even_for_averaged_scores():
    others = candidates(("A", "X", {"baseline_score": 7.3}))
    assert pairs_of(matched(exposed(A={"baseline_score": 6.3}), others, calipers={"baseline_score": 1.0})[0])


@pytest.mark.parametrize(
    ("people", "others"),
    [
        (exposed(), candidates()),
        (exposed(A={}), candidates()),
        (exposed(), candidates(("A", "X", {}))),
    ],
)
def test_nobody_exposed_or_nobody_to_compare_with_gives_no_sets(people, others):
    matches, unmatched = matched(people, others, exact=["pain_group"], calipers={"age": 1}, ratio=1.17)
    assert matches.empty
    assert unmatched["person_id"].tolist() == people["person_id"].tolist()
    check(matches, MATCHES, "matches")


def test_constant_and_missing_covariates_are_no_obstacle():
    people, others = exposed(A={}, B={}), candidates(("A", "X", {}), ("B", "Y", {}), ("A", "Y", {}))
    matches, _ = matched(people, others, distance_on=["age", "previous_score", "mechanism", "on_opioid"])
    assert pairs_of(matches) == [("A", "X"), ("B", "Y")]
    assert (matches["distance"] == 0).all()


def test_the_file_gives_the_same_sets_as_the_table(tmp_path):
    people = exposed(B={}, A={"age": 55})
    others = candidates(("A", "Y", {"age": 54}), ("A", "X", {}), ("B", "X", {}), ("B", "Y", {"age": 54}))
    others.sample(frac=1, random_state=3).to_parquet(tmp_path / "candidates.parquet")
    read = read_candidates(tmp_path / "candidates.parquet", ["pain_group", *SETTING["distance_on"]])
    pd.testing.assert_frame_equal(matched(people, read)[0], matched(people, others)[0])


# --- for every sample ----------------------------------------------------------------------------


def random_sample(seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    random = np.random.default_rng(seed)

    def person() -> dict:
        return {
            "age": int(random.integers(40, 60)),
            "sex": random.choice(["female", "male"]),
            "pain_group": random.choice(["crps", "fibromyalgia"]),
            "baseline_score": float(random.integers(3, 9)),
            "previous_score": random.choice([3.0, 6.0, np.nan]),
        }

    ids = [f"E{number}" for number in range(8)]
    people = exposed(**{name: person() for name in ids})
    others = {f"C{number:02d}": person() for number in range(20)}
    rows = [(a, b, what) for a in ids for b, what in others.items() if random.random() < 0.6]
    return people, candidates(*rows)


STRICT = {
    "exact": ["pain_group"],
    "calipers": {"baseline_score": 1.0, "age": 8},
    "distance_on": ["baseline_score", "previous_score", "age", "sex"],
}
RATIOS = st.sampled_from([1.0, 1.17, 1.5, 2.0])


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=RATIOS)
def test_no_comparator_is_used_twice_and_every_pair_keeps_to_the_protocol(seed, ratio):
    people, others = random_sample(seed)
    matches, unmatched = matched(people, others, ratio=ratio, **STRICT)
    pairs = matches[matches["role"] == "comparator"]
    assert not pairs["person_id"].duplicated().any()
    both = pairs.merge(others, left_on=["set_id", "person_id"], right_on=["exposed_id", "person_id"])
    both = both.merge(people, left_on="set_id", right_on="person_id", suffixes=("", "_of_exposed"))
    assert len(both) == len(pairs)
    assert (both["pain_group"] == both["pain_group_of_exposed"]).all()
    assert ((both["baseline_score"] - both["baseline_score_of_exposed"]).abs() <= 1.0).all()
    assert ((both["age"] - both["age_of_exposed"]).abs() <= 8).all()
    matched_ids = matches.loc[matches["role"] == "exposed", "person_id"]
    assert sorted([*matched_ids, *unmatched["person_id"]]) == people["person_id"].tolist()
    assert len(pairs) <= ratio * len(matched_ids) + 1e-9


@settings(max_examples=8, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=RATIOS)
def test_the_order_of_the_rows_changes_nothing(seed, ratio):
    people, others = random_sample(seed)
    one = matched(people, others, ratio=ratio, **STRICT)
    shuffled = people.sample(frac=1, random_state=seed), others.sample(frac=1, random_state=seed)
    other = matched(*shuffled, ratio=ratio, **STRICT)
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])


# --- the check itself ----------------------------------------------------------------------------


def valid_people() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "set_id": ["A", "A", "A", "B", "B"],
            "person_id": ["A", "X", "Y", "B", "Z"],
            "role": ["exposed", "comparator", "comparator", "exposed", "comparator"],
            "age": [50.0, 51.0, 52.0, 60.0, 59.0],
            "sex": ["female", "female", "female", "male", "male"],
        }
    )


def test_valid_sets_pass():
    assert_valid_matches(valid_people(), ["sex"], {"age": 2}, 1.5)


@pytest.mark.parametrize(
    ("row", "column", "value", "what"),
    [
        (4, "person_id", "X", "in two sets"),
        (4, "person_id", "B", "with themselves"),
        (2, "person_id", "X", "in a set twice"),
        (3, "person_id", "A", "exposed twice"),
        (3, "person_id", "C", "not named after"),
        (4, "role", "exposed", "more than one exposed"),
        (4, "set_id", "A", "lacks one of its arms"),
        (4, "age", 62.1, "age is outside"),
        (4, "age", np.nan, "age is outside"),
        (4, "sex", "female", "sex differs"),
        (4, "sex", None, "sex differs"),
    ],
)
def test_every_broken_promise_is_found(row, column, value, what):
    people = valid_people()
    people.loc[row, column] = value
    with pytest.raises(AssertionError, match=what):
        assert_valid_matches(people, ["sex"], {"age": 2}, 1.5)


def test_too_many_comparators_are_found():
    with pytest.raises(AssertionError, match="too many comparators; more comparators than the ratio allows"):
        assert_valid_matches(valid_people(), [], {}, 1)


def test_exposed_rows_carry_what_the_cohort_says():
    assert list(exposed(A={}).columns) == COHORT.column_names
