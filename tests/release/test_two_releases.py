"""Two and three releases together tell nothing of the few people by whom they differ."""

import random

import pytest

from attacks.two_releases import CHANGES, attacks, leaves, tries
from release.made_up_releases import made_up, person, released


@pytest.mark.parametrize("seed", [1, 2])
def test_two_releases_tell_no_score_no_response_and_no_moved_effect_of_one_person(seed):
    assert not any(tries(seed))


def test_the_attacker_succeeds_where_the_people_are_not_compared():
    found = [any(tries(seed, protect=False)) for seed in (1, 2)]
    assert all(found)


@pytest.fixture
def study():
    return made_up(random.Random(5))


def test_the_same_results_show_the_same_numbers_again(study, tmp_path):
    first, entry = released(study, tmp_path / "1", [])
    second, again = released(study, tmp_path / "2", [entry])
    assert second == first
    assert {**again, "sha256_of_zip": ""} == {**entry, "sha256_of_zip": ""}


def test_where_many_came_the_new_numbers_are_shown(study, tmp_path):
    chance = random.Random(1)
    more = study.to_dict("records") + [
        person(chance, role, 500 + n) for role in ("exposed", "comparator") for n in range(30)
    ]
    _, entry = released(study, tmp_path / "1", [])
    second, _ = released(type(study)(more), tmp_path / "2", [entry])
    alone, _ = released(type(study)(more), tmp_path / "3", [])
    # A count that moved by few is withheld all the same.
    assert second.items() <= alone.items()
    assert ("mean", "matched exposed", "baseline_score") in second


def without(study, *people):
    return study[~study["person_id"].isin(people)]


def test_three_releases_that_differ_by_few_in_any_pair_are_safe(study, tmp_path):
    """1 and 2 differ by one; 3 has 20 of each arm less; 4 is the third without one: near it and no other."""
    many = [f"{role}{n}" for role in ("e", "c") for n in range(20)]
    third = without(study, *many)
    runs = [study, without(study, "e20"), third, without(third, "e21")]
    entries, shown = [], []
    for place, people in enumerate(runs):
        numbers, entry = released(people, tmp_path / str(place), list(entries))
        entries.append(entry)
        shown.append(numbers)
    for one in range(len(runs)):
        for two in range(one + 1, len(runs)):
            if (one, two) in ((0, 1), (2, 3)):
                assert not any(attacks(shown[one], shown[two], runs[one], runs[two]))
    assert shown[0]
    assert shown[2]


def test_a_person_who_left_and_came_back_is_no_way_around(study, tmp_path):
    """Released, released without one, released with them again: the third is the first, the second told nothing."""
    first, entry = released(study, tmp_path / "1", [])
    second, entry_two = released(without(study, "e20"), tmp_path / "2", [entry])
    third, _ = released(study, tmp_path / "3", [entry, entry_two])
    assert third == first
    assert not any(attacks(third, second, study, without(study, "e20")))


def test_a_corrected_covariate_counts_as_a_difference_and_hides_no_other(study, tmp_path):
    """Twelve ages corrected are many; the one score among them is few all the same."""
    changed = study.copy()
    changed.loc[changed["role"].eq("exposed").to_numpy().nonzero()[0][:12], "age"] += 1
    at = changed["person_id"].eq(changed.loc[changed["final_score"].notna(), "person_id"].iloc[0])
    changed.loc[at, "final_score"] = (changed.loc[at, "final_score"] + 3) % 11
    first, entry = released(study, tmp_path / "1", [])
    second, _ = released(changed, tmp_path / "2", [entry])
    assert not any(attacks(first, second, study, changed))


def test_which_counts_stayed_does_not_tell_whom_the_one_who_left_was_among(study, tmp_path):
    chance = random.Random(3)
    _, entry = released(study, tmp_path / "1", [])
    for place in range(2):
        second, _ = released(leaves(study, chance), tmp_path / f"2{place}", [entry])
        assert not [name for name in second if name[0] in ("people", "responders")]


def test_every_kind_of_change_is_tried():
    assert {change.__name__ for change in CHANGES} == {"leaves", "comes", "corrected", "exchanged"}
