"""One person leaves, comes, is corrected or exchanged between two releases; each try asks for something of theirs."""

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from release.leaver import effects_that_moved, response_of_leaver, score_of_leaver
from release.made_up_releases import made_up, person, released

ARM, SCORES = "exposed", ("final_score", "baseline_score")


def leaves(people: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """One exposed person with an outcome is gone."""
    return people[people["person_id"] != _someone(people, chance)]


def comes(people: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """One exposed person more."""
    return pd.concat([people, pd.DataFrame([person(chance, ARM, 999)])], ignore_index=True)


def corrected(people: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """The final score of one exposed person is another."""
    changed, at = people.copy(), people["person_id"] == _someone(people, chance)
    changed.loc[at, "final_score"] = (changed.loc[at, "final_score"] + chance.randint(1, 9)) % 11
    return changed


def exchanged(people: pd.DataFrame, chance: random.Random) -> pd.DataFrame:
    """One leaves and another comes, so that no number of people changes."""
    return comes(leaves(people, chance), chance)


CHANGES = (leaves, comes, corrected, exchanged)


def _someone(people: pd.DataFrame, chance: random.Random) -> str:
    return chance.choice(
        list(people.loc[people["role"].eq(ARM) & people["final_score"].notna(), "person_id"])
    )


def tries(seed: int, protect: bool = True) -> Iterator[bool]:
    """Yield whether each attack on two releases of a made-up study succeeds (True: the attacker knows)."""
    chance = random.Random(seed)
    people = made_up(chance)
    with tempfile.TemporaryDirectory() as folder:
        first, entry = released(people, Path(folder) / "first", [], protect)
        for change in CHANGES:
            after = change(people, chance)
            second, _ = released(after, Path(folder) / change.__name__, [entry], protect)
            yield from attacks(first, second, people, after)


def attacks(first: dict, second: dict, before: pd.DataFrame, after: pd.DataFrame) -> Iterator[bool]:
    """Yield for each score of the person, for their response, and for the effects whether the two releases tell."""
    for arm, score in ((ARM, SCORES[0]), (ARM, SCORES[1]), (f"matched {ARM}", SCORES[1])):
        truth = _sum(before, score, arm) - _sum(after, score, arm)
        yield truth != 0 and score_of_leaver(first, second, arm, score) == truth
    yield response_of_leaver(first, second, ARM, "responder_30") is not None
    yield bool(effects_that_moved(first, second))


def _sum(people: pd.DataFrame, score: str, arm: str) -> float:
    those = people[people["role"] == ARM]
    return float((those if arm != ARM else those[those["final_score"].notna()])[score].sum())
