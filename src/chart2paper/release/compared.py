"""The releases that this one is compared with, and what the register keeps of this one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from chart2paper.extract.linkage_key import make_key, sub_key
from chart2paper.release.groups import Group, packed, unpacked
from chart2paper.release.register import Entry, Registers

PURPOSE = "people of releases"


def key_of_people(registers: Registers) -> bytes:
    """Return the key of the tokens of people; the clinic's key is made where there is none."""
    make_key(registers.key)
    return sub_key(registers.key, PURPOSE)


def groups_out(own: list[Entry], others: Mapping[str, list[Entry]]) -> list[Group]:
    """Return the groups whose statistics are out: of earlier releases of this study, and of the clinic's `others`."""
    out = [group for entry in own for group in unpacked(entry.get("people", {}))]
    for study, entries in others.items():
        found = [group for entry in entries for group in unpacked(entry.get("people", {}))]
        # Another study may call its analyses as this one does: they are others all the same.
        out += [replace(group, name=f"study {study}, {group.name}") for group in found]
    return out


def entry_of(
    sha256_of_zip: str, decision: Mapping[str, Any], people: Mapping[str, Any], linkage: list[str]
) -> Entry:
    """Return what the private register keeps of a release: the exact number behind each count that it shows, names and
    reasons of those that it withholds, by tokens the people of each group whose statistics it may show, and the lines
    of the linkage log (`renumbered.py`)."""
    return {
        "sha256_of_zip": sha256_of_zip,
        "threshold": decision["threshold"],
        "base": decision["base"],
        "counts": dict(sorted(decision["exact"].items())),
        "withheld": dict(sorted(decision["withheld"].items())),
        "people": dict(people),
        "linkage": linkage,
    }


def is_again(entry: Entry, decision: Mapping[str, Any], people: Mapping[str, Any]) -> bool:
    """Return whether a release in the register shows the same counts of the same people, and withholds the same."""
    again = entry_of(entry["sha256_of_zip"], decision, people, entry["linkage"])
    return again == {name: value for name, value in entry.items() if name in again}


def people_kept(groups: list[Group], near: frozenset[str], threshold: int) -> dict[str, Any]:
    """Return the groups whose statistics may be shown, as the register keeps them."""
    return packed(group.large(threshold) for group in groups if group.name not in near)
