"""Who differs between two groups of people, and which groups may not be shown beside each other."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.release.group_name import GroupName
from chart2paper.release.groups import apart, group_of, near, packed, same, unpacked
from chart2paper.release.near_groups import NOBODY, near_groups

KEY = b"k" * 32


def group(name="tt/matched", key=KEY, **arms):
    """A group from scores by person of each arm, such as `exposed={"e1": 7}`."""
    rows = [(role, person, score) for role, people in arms.items() for person, score in people.items()]
    return group_of(
        key, GroupName.read(name), pd.DataFrame(rows, columns=["role", "person_id", "score"]), ["score"]
    )


def people(size, first=0, score=5):
    return {f"e{first + n}": score for n in range(size)}


@pytest.mark.parametrize(
    ("others", "differ"),
    [
        (people(20), 0),
        (people(19), 1),
        (people(21), 1),
        (people(20, first=1), 1),
        (people(20, first=3), 3),
        (people(25, first=2), 7),
        ({**people(20), "e3": 6}, 1),
        ({**people(20), "e3": None}, 1),
    ],
    ids=[
        "nobody",
        "one left",
        "one came",
        "one exchanged",
        "three exchanged",
        "two left and seven came",
        "corrected",
        "emptied",
    ],
)
def test_a_person_differs_who_left_came_or_was_corrected(others, differ):
    assert apart(group(exposed=people(20)), group(exposed=others))["score"]["exposed"] == differ


def test_a_score_is_the_same_however_it_was_read():
    assert apart(group(exposed={"a": 7}), group(exposed={"a": "7.0"}))["score"]["exposed"] == 0


def test_groups_are_compared_by_arm():
    one = group(exposed=people(20), comparator=people(30, first=100))
    assert near(one, group(exposed=people(19), comparator=people(60, first=300)), 10)


@settings(deadline=None)
@given(
    st.dictionaries(st.text("abc", min_size=1), st.integers(0, 10)),
    st.dictionaries(st.text("abc"), st.integers(0, 10)),
)
def test_what_the_register_keeps_is_what_was_compared(exposed, comparator):
    one = group(exposed=exposed, comparator=comparator)
    (again,) = unpacked(packed([one]))
    assert same(again, one)
    assert same(one, again)
    assert packed([again]) == packed([one])


def test_without_the_key_no_token_can_be_made_and_none_holds_a_study_id():
    kept = packed([group(exposed={"P0042": 7})])
    assert "P0042" not in str(kept)
    assert not {*kept["tokens"]} & {*packed([group(key=b"other" * 8, exposed={"P0042": 7})])["tokens"]}


def names(found):
    return {name.text for name in found.near}


def may_show(found, *texts):
    return found.may_show([*map(GroupName.read, texts)])


def test_of_two_analyses_that_look_at_nearly_the_same_people_the_first_is_shown():
    found = near_groups(
        [group("a/with outcome", exposed=people(40)), group("b/with outcome", exposed=people(39))], [], 10
    )
    assert names(found) == {"b/with outcome"}


def test_groups_that_differ_by_many_or_by_nobody_are_both_shown():
    for others in (people(40), people(29), people(40, first=500)):
        groups = [group("a/with outcome", exposed=people(40)), group("b/with outcome", exposed=others)]
        assert names(near_groups(groups, [], 10)) == set()


def test_a_variation_is_compared_with_those_that_are_shown_and_not_with_those_that_are_not():
    """11 people apart from the first, but 6 from the second, which is not shown."""
    variations = [group(f"a: grid/{n}", exposed=people(size)) for n, size in enumerate((40, 35, 29))]
    assert names(near_groups(variations, [], 10)) == {"a: grid/1"}


def test_both_halves_together_may_not_be_nearly_the_whole():
    whole = group("a/with outcome", exposed=people(40))
    halves = [group(f"a: subgroup/sex/{n}", exposed=p) for n, p in (("f", people(20)), ("m", people(19, 20)))]
    union = group("a: subgroup/sex/f or m", exposed=people(39))
    found = near_groups([whole, *halves, union], [], 10)
    assert not may_show(found, "a: subgroup/sex")
    assert may_show(found, "a/with outcome")


def test_an_arm_that_is_too_small_to_be_shown_stands_against_nobody():
    groups = [group("a: grid/1", exposed=people(8)), group("a: grid/2", exposed=people(12))]
    assert names(near_groups(groups, [], 10)) == set()


def test_a_group_that_differs_little_from_an_earlier_release_is_not_shown_and_its_analysis_has_moved():
    out = [group("a/matched", exposed=people(40))]
    found = near_groups(
        [group("a/matched", exposed=people(39)), group("b/matched", exposed=people(80, 900))], out, 10
    )
    assert (names(found), found.moved) == ({"a/matched"}, {"a"})
    assert not found.may_show([GroupName("a")])
    assert not may_show(found, "a: grid/1")
    assert found.may_show([GroupName("b")])


@pytest.mark.parametrize("name", ["study other, a/matched", "b/matched", "study other, b/matched"])
def test_another_name_of_study_or_analysis_is_no_way_around(name):
    found = near_groups([group("a/matched", exposed=people(39))], [group(name, exposed=people(40))], 10)
    assert (names(found), found.moved) == ({"a/matched"}, {"a"})


def test_released_again_an_analysis_that_was_near_another_has_not_moved():
    groups = [group("a/matched", exposed=people(40)), group("b/matched", exposed=people(39))]
    first = near_groups(groups, [], 10)
    again = near_groups(groups, [groups[0]], 10)
    assert (names(first), first.moved) == (names(again), again.moved) == ({"b/matched"}, frozenset())


def test_a_statistic_of_people_whom_nobody_knows_is_not_shown():
    found = near_groups([group("a/matched", exposed=people(40))], [], 10)
    assert not may_show(found, "a: grid/7")
    assert not may_show(found, "a/matched", "unheard of")
    assert may_show(NOBODY, "anything")


@settings(deadline=None)
@given(st.lists(st.integers(11, 60), min_size=1, max_size=8))
def test_released_again_the_same_groups_are_shown(sizes):
    groups = [group(f"a: grid/{n}", exposed=people(size)) for n, size in enumerate(sizes)]
    first = near_groups(groups, [], 10)
    shown = [one for one in groups if one.name not in first.near]
    assert near_groups(groups, unpacked(packed(shown)), 10).near == first.near
    assert not any(near(one, other, 10) for one in shown for other in shown)


@pytest.mark.parametrize("text", ["a/with outcome", "a: grid/1", "a: subgroup/sex/f or m", "a: whole sets"])
def test_a_name_is_read_back_from_the_text_that_a_register_keeps(text):
    assert GroupName.read(text).text == text


def test_a_name_stands_for_itself_and_what_is_below_it():
    wholes = [GroupName("a", "matched"), GroupName("a", "eligible")]
    parts = [GroupName("a", part=("grid", "1")), GroupName("a", part=("grid", "10"))]
    others = [GroupName("ab", "matched"), GroupName("ab", part=("grid", "1"))]
    every = [*wholes, *parts, *others]
    held = {
        name: [one for one in every if name.holds(one)] for name in (GroupName("a"), *wholes[:1], parts[0])
    }
    assert held == {GroupName("a"): wholes, wholes[0]: wholes[:1], parts[0]: parts[:1]}
    assert [one for one in every if GroupName("a", part=("grid",)).holds(one)] == parts
