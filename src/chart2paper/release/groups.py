"""The people behind a mean, an effect or a curve, by keyed tokens: enough to tell how many differ, and no more.

A token is an HMAC (Bellare, Canetti and Krawczyk 1996) with a key that lies beside the linkage log: without it nobody
can tell whose a token is, nor try out whose it could be. Tokens stand in the private register alone.
"""

import base64
import hmac
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.release.group_name import GroupName

ROLES = ("exposed", "comparator")
# Bytes of a token: among a million tokens of 64 bits, two are equal by chance once in 37 million times.
BYTES = 8
# Tokens of people with the name and the value of what they contribute, sorted.
Tokens = np.ndarray


@dataclass(frozen=True)
class Group:
    """People whose values a statistic is made from.

    name: as the rules name it. values: arm -> what is looked at, such as `final_score`
    -> a token for each person who has one.
    """

    name: GroupName
    values: Mapping[str, Mapping[str, Tokens]]

    def large(self, threshold: int) -> "Group":
        """Return the group without what `threshold` people of an arm or fewer contribute: no statistic shows that."""
        kept = {
            role: {value: found for value, found in arm.items() if len(found) > threshold}
            for role, arm in self.values.items()
        }
        return Group(self.name, kept)


def group_of(key: bytes, name: GroupName, people: pd.DataFrame, looked_at: Iterable[str]) -> Group:
    """Return the group of some people.

    people: a row per person with person_id, role and the columns `looked_at`; who has no value does not contribute.
    """
    wanted = list(looked_at)
    arms = {role: people[people["role"] == role] for role in ROLES}
    return Group(name, {role: {one: _tokens(key, arm, one) for one in wanted} for role, arm in arms.items()})


def _tokens(key: bytes, arm: pd.DataFrame, column: str) -> Tokens:
    there = arm[column].notna().to_numpy(dtype=bool)
    people, values = arm["person_id"].to_numpy(dtype=object)[there], arm[column].to_numpy(dtype=object)[there]
    found = [_of_person(key, *one) for one in zip(people, [column] * len(people), values, strict=True)]
    return np.unique(np.array(found, dtype=np.uint64))


@cache
def _of_person(key: bytes, person: str, column: str, value: Any) -> int:
    """The variations of a grid ask for the same people again and again."""
    return token(key, person, column, plain(value))


def token(key: bytes, *parts: str) -> int:
    """Return the token of some texts, such as a person with the name and the value of what they contribute."""
    return int.from_bytes(hmac.digest(key, "\x1f".join(parts).encode(), "sha256")[:BYTES], "big")


def plain(value: Any) -> str:
    """Return a value as the same text whatever type it was read as: 7 and 7.0 are one score."""
    try:
        return f"{float(value):.10g}"
    except ValueError:
        return str(value)


def apart(one: Group, other: Group) -> dict[str, dict[str, int]]:
    """Return in how many people two groups differ: value -> arm -> people, where both groups have that value.

    It is the larger of two numbers: of people who are in one group alone, and of those in the other alone. Who was
    corrected is in each of them with another value, and so counts once.
    """
    return {
        value: {
            role: _alone(one.values[role][value], other.values[role][value])
            for role in ROLES
            if value in one.values[role] and value in other.values[role]
        }
        for value in {value for arm in one.values.values() for value in arm}
    }


def _alone(one: Tokens, other: Tokens) -> int:
    if len(one) == 0 or len(other) == 0:
        return max(len(one), len(other))
    place = np.minimum(np.searchsorted(other, one), len(other) - 1)
    return max(len(one), len(other)) - int((other[place] == one).sum())


def near(one: Group, other: Group, threshold: int) -> bool:
    """Return whether an arm of two groups differs by so few people that the difference of means is about these."""
    return any(1 <= n <= threshold for arms in apart(one, other).values() for n in arms.values())


def near_in_both_arms(one: Group, other: Group, threshold: int) -> bool:
    """Return whether both arms together differ so little that the difference of two effects is about few people."""
    return any(
        len(arms) == len(ROLES) and max(arms.values()) <= threshold and any(arms.values())
        for arms in apart(one, other).values()
    )


def same(one: Group, other: Group) -> bool:
    """Return whether the same people contribute all that one group holds to the other as well."""
    return all(
        value in other.values[role] and np.array_equal(found, other.values[role][value])
        for role, arm in one.values.items()
        for value, found in arm.items()
    )


def packed(groups: Iterable[Group]) -> dict[str, Any]:
    """Return groups as the register keeps them: each token once, and per arm and value which of them."""
    groups = list(groups)
    found = [tokens for group in groups for arm in group.values.values() for tokens in arm.values()]
    every = np.unique(np.concatenate([np.array([], dtype=np.uint64), *found]))
    bits = {
        group.name.text: {
            role: {value: _packed(tokens, every) for value, tokens in arm.items()}
            for role, arm in group.values.items()
        }
        for group in groups
    }
    return {"tokens": [f"{int(token):016x}" for token in every], "groups": bits}


def unpacked(kept: Mapping[str, Any]) -> list[Group]:
    """Return the groups that `packed` kept; none of a release that kept none."""
    every = np.array([int(text, 16) for text in kept.get("tokens", [])], dtype=np.uint64)
    return [
        Group(
            GroupName.read(name),
            {role: {v: _unpacked(bits, every) for v, bits in arm.items()} for role, arm in values.items()},
        )
        for name, values in kept.get("groups", {}).items()
    ]


def _packed(found: Tokens, every: Tokens) -> str:
    flags = np.zeros(len(every), dtype=bool)
    flags[np.searchsorted(every, found)] = True
    return base64.b64encode(zlib.compress(np.packbits(flags).tobytes())).decode("ascii")


def _unpacked(bits: str, every: Tokens) -> Tokens:
    flags = np.unpackbits(np.frombuffer(zlib.decompress(base64.b64decode(bits)), dtype=np.uint8))
    chosen: Tokens = every[flags[: len(every)].astype(bool)]
    return chosen
