"""Matched sets: what is promised of every one of them."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.match.candidates import possible_pairs, read_candidates
from chart2paper.match.propensity import LOGIT, standard_deviation, with_propensity
from chart2paper.match.sets import ALL_TAKEN, NOBODY_ALIKE, match_sets
from chart2paper.match.valid import assert_valid_matches
from chart2paper.model.set_weights import set_weights
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import MATCHES
from chart2paper.tables.read_write import check
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


METHODS = {
    "optimal": {},
    "closest": {"method": "nearest"},
    "largest": {"method": "nearest", "order": "largest"},
    "smallest": {"method": "nearest", "order": "smallest", "distance": "robust_mahalanobis"},
    "data": {"method": "nearest", "order": "data", "propensity_caliper": 0.5},
    "optimal on the propensity score": {"distance": "propensity"},
    "optimal within a propensity caliper": {"propensity_caliper": 0.3},
    "optimal on ranks": {"distance": "robust_mahalanobis"},
    "optimal with replacement": {"replacement": True},
    "nearest with replacement": {"method": "nearest", "replacement": True, "propensity_caliper": 1.0},
    "full": {"method": "full"},
    "full within a propensity caliper": {
        "method": "full",
        "distance": "propensity",
        "propensity_caliper": 0.5,
    },
}
every_method = pytest.mark.parametrize("method", METHODS)


@every_method
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=RATIOS)
def test_every_pair_keeps_to_the_protocol_and_everyone_is_accounted_for(method, seed, ratio):
    people, others = random_sample(seed)
    matches, unmatched = matched(people, others, ratio=ratio, **STRICT | METHODS[method])
    pairs = matches[matches["role"] == "comparator"]
    shares = "replacement" in method or "full" in method
    assert shares or not pairs["person_id"].duplicated().any()
    assert not pairs.duplicated(["set_id", "person_id"]).any()
    both = pairs.merge(others, left_on=["set_id", "person_id"], right_on=["exposed_id", "person_id"])
    both = both.merge(people, left_on="set_id", right_on="person_id", suffixes=("", "_of_exposed"))
    assert len(both) == len(pairs)
    assert (both["pain_group"] == both["pain_group_of_exposed"]).all()
    assert ((both["baseline_score"] - both["baseline_score_of_exposed"]).abs() <= 1.0).all()
    assert ((both["age"] - both["age_of_exposed"]).abs() <= 8).all()
    matched_ids = matches.loc[matches["role"] == "exposed", "person_id"]
    assert sorted([*matched_ids, *unmatched["person_id"]]) == people["person_id"].tolist()
    assert "full" in method or len(pairs) <= ratio * len(matched_ids) + 1e-9


@every_method
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=RATIOS)
def test_the_order_of_the_rows_changes_nothing(method, seed, ratio):
    people, others = random_sample(seed)
    setting = {"ratio": ratio} | STRICT | METHODS[method]
    one = matched(people, others, **setting)
    other = matched(
        people.sample(frac=1, random_state=seed), others.sample(frac=1, random_state=seed), **setting
    )
    pd.testing.assert_frame_equal(one[0], other[0])
    pd.testing.assert_frame_equal(one[1], other[1])


@every_method
@pytest.mark.parametrize(
    ("people", "others"),
    [(exposed(), candidates()), (exposed(A={}), candidates()), (exposed(), candidates(("A", "X", {})))],
)
def test_nobody_to_match_gives_no_sets_by_any_method(method, people, others):
    matches, unmatched = matched(people, others, **METHODS[method])
    assert matches.empty
    assert unmatched["person_id"].tolist() == people["person_id"].tolist()
    assert unmatched["reason"].notna().all()
    check(matches, MATCHES, "matches")


# --- what each choice does -----------------------------------------------------------------------


def test_a_propensity_caliper_holds_on_every_pair_whatever_the_distance():
    people, others = random_sample(7)
    setting = SETTING | {"distance_on": ["age", "baseline_score"], "propensity_caliper": 0.2}
    scored = with_propensity(possible_pairs(people, others), setting["distance_on"])
    width = 0.2 * standard_deviation(scored)
    logit = pd.concat([scored.exposed, scored.slots]).groupby("person_id")[LOGIT].first()
    for distance in ("mahalanobis", "robust_mahalanobis", "propensity"):
        matches, _ = match_sets(people, others, **setting | {"distance": distance})
        apart = (matches["person_id"].map(logit) - matches["set_id"].map(logit)).abs()
        assert 0 < apart.max() <= width
    loose, _ = match_sets(people, others, **setting | {"propensity_caliper": None})
    assert (loose["person_id"].map(logit) - loose["set_id"].map(logit)).abs().max() > width


def test_a_propensity_score_that_is_not_estimable_matches_nobody_and_says_why():
    """Everyone exposed is older than every candidate."""
    people = exposed(**{f"E{n}": {"age": 60 + n} for n in range(8)})
    others = candidates(*((f"E{n}", f"C{m}", {"age": 30 + m}) for n in range(8) for m in range(8)))
    setting = {"distance_on": ["age"], "propensity_caliper": 0.2}
    matches, unmatched = matched(people, others, **setting)
    assert matches.empty
    assert len(unmatched) == 8
    assert unmatched["reason"].unique().tolist() == [
        "the propensity score is not estimable: the covariates tell the exposed and the comparators apart perfectly"
    ]


def test_without_a_propensity_score_the_order_largest_is_that_of_the_ids():
    people = exposed(**{f"E{n}": {"age": 60 + n} for n in range(8)})
    others = candidates(*((f"E{n}", f"C{m}", {"age": 30 + m}) for n in range(8) for m in range(8)))
    setting = {"distance_on": ["age"], "method": "nearest"}
    largest = matched(people, others, order="largest", **setting)
    pd.testing.assert_frame_equal(largest[0], matched(people, others, order="data", **setting)[0])


def test_the_largest_propensity_score_chooses_first_and_the_smallest_last():
    """Exposure goes with age: the oldest exposed person has the largest score. All want the oldest candidate."""
    ages = {f"E{n}": 50 + 2 * n for n in range(6)} | {f"C{n}": 44 + 2 * n for n in range(6)}
    people = exposed(**{name: {"age": age} for name, age in ages.items() if name[0] == "E"})
    others = candidates(
        *(
            (f"E{n}", f"C{m}", {"age": ages[f"C{m}"]})
            for n in range(6)
            for m in range(6)
            if m in (4, 5) or n == m
        )
    )
    setting = {"method": "nearest", "distance_on": ["age"]}
    first = {
        order: dict(pairs_of(matched(people, others, order=order, **setting)[0]))
        for order in ("largest", "smallest", "data")
    }
    assert (first["largest"]["E5"], first["largest"]["E4"], first["largest"]["E0"]) == ("C5", "C4", "C0")
    assert (first["smallest"]["E0"], first["smallest"]["E1"], first["smallest"].get("E5")) == (
        "C4",
        "C5",
        None,
    )
    assert first["smallest"] == first["data"]


def test_with_replacement_a_comparator_is_in_two_sets_each_with_its_own_date():
    people = exposed(A={}, B={"index_date": "2019-05-01"})
    others = candidates(("A", "X", {}), ("B", "X", {"index_date": "2019-05-01"}))
    matches, unmatched = matched(people, others, replacement=True)
    assert pairs_of(matches) == [("A", "X"), ("B", "X")]
    dates = matches.set_index(["set_id", "person_id"])["index_date"].dt.strftime("%Y-%m-%d")
    assert (dates["A", "X"], dates["B", "X"]) == ("2018-02-01", "2019-05-01")
    assert unmatched.empty
    check(matches, MATCHES, "matches")


def test_full_matching_uses_everyone_and_shares_comparators_at_the_dates_inherited():
    people = exposed(A={}, B={"index_date": "2019-05-01"}, C={"age": 70})
    others = candidates(
        ("A", "X", {}),
        ("B", "X", {"index_date": "2019-05-01"}),
        *(("C", name, {"age": 70}) for name in ("Y", "Z")),
    )
    matches, _ = matched(people, others, method="full")
    assert sorted(pairs_of(matches)) == [("A", "X"), ("B", "X"), ("C", "Y"), ("C", "Z")]
    dates = matches.set_index(["set_id", "person_id"])["index_date"].dt.strftime("%Y-%m-%d")
    assert (dates["A", "X"], dates["B", "X"]) == ("2018-02-01", "2019-05-01")


def test_in_a_full_matching_comparators_weigh_as_many_as_the_exposed_they_stand_for():
    """The weights of the effect in the exposed (Hansen 2004): 1 for each exposed of whom X is the comparator."""
    people = exposed(A={}, B={}, C={"age": 70})
    others = candidates(("A", "X", {}), ("B", "X", {}), ("C", "Y", {"age": 70}), ("C", "Z", {"age": 70}))
    matches, _ = matched(people, others, method="full")
    weight = matches.assign(weight=set_weights(matches)).groupby(["role", "person_id"])["weight"].sum()
    assert weight["comparator"].to_dict() == {"X": 2.0, "Y": 0.5, "Z": 0.5}


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


def shared_people() -> pd.DataFrame:
    return valid_people().assign(person_id=["A", "X", "Y", "B", "X"], age=50.0, sex="female")


def test_a_shared_comparator_is_valid_with_replacement_only():
    assert_valid_matches(shared_people(), ["sex"], {"age": 0}, 1.5, replacement=True)
    with pytest.raises(AssertionError, match="a comparator is in two sets"):
        assert_valid_matches(shared_people(), ["sex"], {"age": 0}, 1.5)


def test_in_a_full_matching_a_shared_comparator_stands_alone():
    with pytest.raises(AssertionError, match="a shared comparator is in a set with others"):
        assert_valid_matches(shared_people(), [], {}, None)
    assert_valid_matches(shared_people().drop(index=2), [], {}, None)


def test_too_many_comparators_are_found():
    with pytest.raises(AssertionError, match="too many comparators; more comparators than the ratio allows"):
        assert_valid_matches(valid_people(), [], {}, 1)


def test_exposed_rows_carry_what_the_cohort_says():
    assert list(exposed(A={}).columns) == COHORT.column_names
