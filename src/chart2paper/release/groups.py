"""The people behind a mean, an effect or a curve, by keyed tokens: enough to tell how many differ, and no more.

A token is an HMAC (Bellare, Canetti and Krawczyk 1996) with a key that lies beside the linkage log: without it nobody
can tell whose a token is, nor try out whose it could be. Tokens stand in the private register alone.
"""

import base64
import hmac
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

ROLES = ("exposed", "comparator")
# Hexadecimal signs: 64 bits, so that among a million tokens two are equal by chance once in 37 million times.
SIGNS = 16
# A person's token, and behind it that of the person with the name and the value of what they contribute.
Token = str
Values = Mapping[str, Mapping[str, frozenset[Token]]]


@dataclass(frozen=True)
class Group:
    """People whose values a statistic is made from.

    name: as the rules name it (`target_trial/with outcome`). values: arm -> what is looked at, such as `final_score`
    -> a token for each person who has one.
    """

    name: str
    values: Values

    def large(self, threshold: int) -> "Group":
        """Return the group without what `threshold` people of an arm or fewer contribute: no statistic shows that."""
        kept = {
            role: {value: found for value, found in arm.items() if len(found) > threshold}
            for role, arm in self.values.items()
        }
        return Group(self.name, kept)


def group_of(key: bytes, name: str, people: pd.DataFrame, looked_at: Iterable[str]) -> Group:
    """Return the group of some people.

    people: a row per person with person_id, role and the columns `looked_at`; who has no value does not contribute.
    """
    wanted = list(looked_at)
    arms = {role: people[people["role"] == role] for role in ROLES}
    return Group(name, {role: {one: _tokens(key, arm, one) for one in wanted} for role, arm in arms.items()})


def _tokens(key: bytes, arm: pd.DataFrame, column: str) -> frozenset[Token]:
    there = arm.loc[arm[column].notna(), ["person_id", column]]
    return frozenset(
        token(key, person) + token(key, person, column, plain(value))
        for person, value in there.itertuples(index=False, name=None)
    )


def token(key: bytes, *parts: str) -> Token:
    """Return the token of a person, or of a person with what they contribute."""
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256").hex()[:SIGNS]


def plain(value: Any) -> str:
    """Return a value as the same text whatever type it was read as: 7 and 7.0 are one score."""
    try:
        return f"{float(value):.10g}"
    except ValueError:
        return str(value)


def apart(one: Group, other: Group) -> dict[str, dict[str, int]]:
    """Return in how many people two groups differ: value -> arm -> people, where both groups have that value.

    A person differs who is in one of them alone, or whose value is another: left, came, or was corrected.
    """
    return {
        value: {
            role: len({person[:SIGNS] for person in one.values[role][value] ^ other.values[role][value]})
            for role in ROLES
            if value in one.values[role] and value in other.values[role]
        }
        for value in {value for arm in one.values.values() for value in arm}
    }


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
        found == other.values[role].get(value)
        for role, arm in one.values.items()
        for value, found in arm.items()
    )


def packed(groups: Iterable[Group]) -> dict[str, Any]:
    """Return groups as the register keeps them: each token once, and per arm and value which of them."""
    groups = list(groups)
    tokens = sorted({t for g in groups for arm in g.values.values() for found in arm.values() for t in found})
    place = {token: number for number, token in enumerate(tokens)}
    bits = {
        group.name: {
            role: {value: _packed(found, place) for value, found in arm.items()}
            for role, arm in group.values.items()
        }
        for group in groups
    }
    return {"tokens": tokens, "groups": bits}


def unpacked(kept: Mapping[str, Any]) -> list[Group]:
    """Return the groups that `packed` kept; none of a release that kept none."""
    tokens = np.array(kept.get("tokens", []), dtype=object)
    return [
        Group(
            name,
            {role: {v: _unpacked(bits, tokens) for v, bits in arm.items()} for role, arm in values.items()},
        )
        for name, values in kept.get("groups", {}).items()
    ]


def _packed(found: frozenset[Token], place: Mapping[Token, int]) -> str:
    flags = np.zeros(len(place), dtype=bool)
    flags[[place[token] for token in found]] = True
    return base64.b64encode(zlib.compress(np.packbits(flags).tobytes(), 9)).decode("ascii")


def _unpacked(bits: str, tokens: np.ndarray) -> frozenset[Token]:
    flags = np.unpackbits(np.frombuffer(zlib.decompress(base64.b64decode(bits)), dtype=np.uint8))
    return frozenset(tokens[flags[: len(tokens)].astype(bool)])
