"""Whom an exposed person could have been matched to, and what became of each."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.match.nearest_table import SHOWN, nearest_comparators
from chart2paper.match.sets import match_pairs, sets_of
from chart2paper.tables.match import NEAREST
from chart2paper.tables.read_write import check
from match.people import SETTING, candidates, exposed
from match.test_sets import METHODS, RATIOS, STRICT, every_method, random_sample


def table(people, others, **changes) -> pd.DataFrame:
    found = nearest_comparators(match_pairs(people, others, **SETTING | {"distance_on": ["age"]} | changes))
    check(found, NEAREST, "nearest")
    return found


def told(found: pd.DataFrame) -> list[tuple]:
    rows = found[["exposed_id", "place", "person_id", "became", "matched_to"]].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


def test_each_possible_comparator_is_listed_by_distance_with_what_became_of_it():
    people = exposed(A={"age": 50}, B={"age": 52})
    others = candidates(
        ("A", "X", {"age": 51}), ("A", "Y", {"age": 55}), ("A", "Z", {"age": 60}), ("B", "X", {"age": 51})
    )
    assert told(table(people, others)) == [
        ("A", 1, "X", "matched to another", "B"),
        ("A", 2, "Y", "matched here", None),
        ("A", 3, "Z", "not used", None),
        ("B", 1, "X", "matched here", None),
    ]


def test_an_unmatched_exposed_person_has_rows_too_and_one_without_anybody_has_none():
    people = exposed(A={"age": 50}, B={"age": 60}, C={"pain_group": "crps"})
    alone = {"age": 51}
    found = table(people, candidates(*((name, "X", alone) for name in "ABC")), exact=["pain_group"])
    assert told(found) == [("A", 1, "X", "matched here", None), ("B", 1, "X", "matched to another", "A")]


def test_the_ten_nearest_are_shown_and_always_those_matched():
    crowd = [("A", f"X{age}", {"age": age}) for age in range(51, 66)]
    rivals = {f"R{age}": {"age": age} for age in range(51, 63)}
    wanted = [(name, f"X{what['age']}", {"age": what["age"]}) for name, what in rivals.items()]
    found = table(exposed(A={"age": 50}, **rivals), candidates(*crowd, *wanted))
    mine = found[found["exposed_id"] == "A"]
    assert mine["place"].tolist() == [*range(1, SHOWN + 1), 13]
    assert mine["became"].tolist() == ["matched to another"] * SHOWN + ["matched here"]
    assert set(mine["of"]) == {15}


def test_a_comparator_of_many_sets_names_the_first_five_others():
    people = exposed(**{f"E{i}": {} for i in range(8)})
    found = table(people, candidates(*((f"E{i}", "X", {}) for i in range(8))), replacement=True)
    assert set(found["became"]) == {"matched here"}
    assert set(found["other_sets"]) == {7}
    assert found["matched_to"].iloc[0] == "E1+E2+E3+E4+E5"


@every_method
@settings(max_examples=4, deadline=None)
@given(seed=st.integers(0, 10_000), ratio=RATIOS)
def test_it_says_of_every_method_what_the_matched_sets_say(method, seed, ratio):
    people, others = random_sample(seed)
    matching = match_pairs(people, others, **SETTING | {"ratio": ratio} | STRICT | METHODS[method])
    matches, unmatched = sets_of(matching)
    found = nearest_comparators(matching)
    check(found, NEAREST, "nearest")
    here = found[found["became"] == "matched here"]
    pairs = matches[matches["role"] == "comparator"]
    assert sorted(zip(here["exposed_id"], here["person_id"], strict=True)) == sorted(
        zip(pairs["set_id"], pairs["person_id"], strict=True)
    )
    both = here.merge(pairs, left_on=["exposed_id", "person_id"], right_on=["set_id", "person_id"])
    assert both["distance_x"].tolist() == both["distance_y"].tolist()
    assert both["index_date_x"].tolist() == both["index_date_y"].tolist()
    sets = pairs["person_id"].value_counts()
    in_sets = found["other_sets"] + (found["became"] == "matched here").astype("int64")
    assert in_sets.tolist() == [sets.get(person, 0) for person in found["person_id"]]
    assert (found.groupby("exposed_id")["distance"].diff().dropna() >= 0).all()
    had_a_chance = set(found["exposed_id"])
    alone = unmatched["reason"].str.startswith("no possible comparator")
    assert had_a_chance.isdisjoint(unmatched.loc[alone, "person_id"])


@every_method
@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_the_rows_changes_nothing(method, seed):
    people, others = random_sample(seed)
    setting = SETTING | STRICT | METHODS[method]
    shuffled = (frame.sample(frac=1, random_state=seed) for frame in (people, others))
    one, other = (nearest_comparators(match_pairs(*who, **setting)) for who in ((people, others), shuffled))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("people", [exposed(), exposed(A={})])
def test_nobody_to_compare_with_gives_an_empty_table(people):
    assert table(people, candidates()).empty


def test_without_a_propensity_score_nobody_is_compared():
    people = exposed(A={"age": 20}, B={"age": 21}, C={"age": 22})
    others = candidates(*((e, c, {"age": 80 + i}) for e in "ABC" for i, c in enumerate("XYZ")))
    matching = match_pairs(people, others, **SETTING | {"distance_on": ["age"], "distance": "propensity"})
    assert sets_of(matching)[1]["reason"].str.startswith("the propensity score is not estimable").all()
    assert nearest_comparators(matching).empty
