"""Analyses of nearly the same people in one release: each try subtracts the sums of two groups that are shown."""

import random
from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from chart2paper.release.group_name import GroupName
from chart2paper.release.groups import group_of
from chart2paper.release.near_groups import near_groups

THRESHOLD = 10


def tries(seed: int, protect: bool = True) -> Iterator[bool]:
    """Yield for each pair of shown groups whether the difference of their sums is about a few people (True)."""
    chance = random.Random(seed)
    scores = {f"P{n}": chance.randint(0, 10) for n in range(chance.randint(40, 90))}
    variations = [_variation(scores, chance) for _ in range(12)]
    groups = [
        _group(GroupName("tt", part=("grid", f"{place}")), people) for place, people in enumerate(variations)
    ]
    near = near_groups(groups, [], THRESHOLD).near if protect else frozenset()
    shown = [people for group, people in zip(groups, variations, strict=True) if group.name not in near]
    for one, other in combinations(shown, 2):
        few = {person for person in one.keys() | other.keys() if one.get(person) != other.get(person)}
        # Whoever subtracts the sums has the sum of those who differ, and all others cancel out.
        yield 1 <= len(few) <= THRESHOLD


def _variation(scores: dict[str, int], chance: random.Random) -> dict[str, int]:
    """A variation of the primary analysis: some are left out, some have another score."""
    out = set(chance.sample(sorted(scores), chance.choice((0, 0, 1, 2, 5, 12, 25))))
    corrected = set(chance.sample(sorted(scores), chance.choice((0, 0, 1, 3, 20))))
    return {p: (s + (p in corrected)) % 11 for p, s in scores.items() if p not in out}


def _group(name: GroupName, people: dict[str, int]):
    rows = [("exposed", person, score) for person, score in people.items()]
    return group_of(b"k" * 32, name, pd.DataFrame(rows, columns=["role", "person_id", "score"]), ["score"])
