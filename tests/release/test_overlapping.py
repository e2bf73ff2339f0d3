"""Two analyses of nearly the same people in one release tell nothing of the few by whom they differ."""

from attacks.overlapping import tries


def test_no_two_groups_that_are_shown_differ_by_few_people():
    found = [won for seed in range(30) for won in tries(seed)]
    assert len(found) > 100
    assert not any(found)


def test_without_the_comparison_many_pairs_do():
    assert sum(won for seed in range(5) for won in tries(seed, protect=False)) > 20
