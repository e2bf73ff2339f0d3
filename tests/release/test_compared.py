"""Which releases a release is compared with, and what the register keeps of it."""

import pandas as pd
import pytest

from chart2paper.release.compared import compared, entry_of, is_again
from chart2paper.release.group_name import GroupName
from chart2paper.release.groups import group_of
from chart2paper.release.register import Registers, append_release

DECISION = {"threshold": 10, "base": 5, "exact": {"all": 64}, "withheld": {"x": "small"}}


@pytest.fixture
def registers(tmp_path):
    places = {
        "private": "c.releases/s.json",
        "public": "releases/s.json",
        "key": "c.key",
        "zip": "r/release.zip",
    }
    return Registers(study="s", **{name: str(tmp_path / place) for name, place in places.items()})


def groups_of(size):
    rows = [("exposed", f"P{n}", 5) for n in range(size)]
    people = pd.DataFrame(rows, columns=["role", "person_id", "score"])
    return lambda key: [group_of(key, GroupName("tt", "matched"), people, ["score"])]


def released(registers, size, entries, sha="a"):
    found = compared(registers, entries, groups_of(size), 10)
    entry = entry_of(sha, DECISION, **found.kept)
    append_release(registers, [entry])
    return found, entry


def test_the_same_release_made_again_is_known_as_the_same(registers):
    _, entry = released(registers, 40, [])
    found, _ = released(registers, 40, [entry])
    assert is_again(entry, DECISION, found.kept)
    assert not is_again(entry, {**DECISION, "exact": {"all": 80}}, found.kept)


def test_a_release_of_other_people_is_not_the_same_though_it_counts_the_same(registers):
    _, entry = released(registers, 40, [])
    found, _ = released(registers, 70, [entry], "b")
    assert found.near.near == frozenset()
    assert not is_again(entry, DECISION, found.kept)


def test_a_release_with_noise_and_one_that_was_lost_hold_no_people_and_stop_nothing(registers):
    others = [{"sha256_of_zip": "n", "answers": "id"}, {"sha256_of_zip": "l", "lost": "burnt"}]
    found, _ = released(registers, 40, others)
    assert found.near.near == frozenset()
    assert not any(is_again(entry, DECISION, found.kept) for entry in others)


def test_a_group_that_is_not_shown_is_not_kept_so_that_it_stands_against_nobody(registers):
    _, entry = released(registers, 40, [])
    found, _ = released(registers, 39, [entry], "b")
    assert found.near.moved == {"tt"}
    assert found.kept["people"]["groups"] == {}


def test_the_other_studies_of_the_clinic_are_looked_at(registers):
    released(registers, 40, [])
    other = Registers(
        **{**vars(registers), "study": "t", "private": registers.private.replace("s.json", "t.json")}
    )
    found = compared(other, [], groups_of(39), 10)
    assert found.near.near == {GroupName("tt", "matched")}
    assert [entry["sha256_of_zip"] for entry in found.others] == ["a"]
