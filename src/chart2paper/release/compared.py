"""The releases that this one is compared with, and what the register keeps of this one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from chart2paper.jobs.linkage_key import make_key, sub_key
from chart2paper.release.groups import Group, packed, unpacked
from chart2paper.release.near_groups import NearGroups, near_groups
from chart2paper.release.register import Entry, Registers, entries_of_others
from chart2paper.release.renumbered import lines_of_log, raise_if_renumbered

PURPOSE = "people of releases"


@dataclass(frozen=True)
class Compared:
    """Which groups are too near to what is out, what the register keeps of them, and the releases of other studies."""

    near: NearGroups
    kept: dict[str, Any]
    others: list[Entry]


def compared(
    registers: Registers,
    entries: list[Entry],
    groups_with: Callable[[bytes], list[Group]],
    threshold: int,
) -> Compared:
    """Compare the people of this run with those of earlier releases of the study and of the clinic's other studies.

    groups_with: gives the groups of this run for a key. Raises `Problems` when study ids mean other people now.
    """
    make_key(registers.key)
    key, studies = sub_key(registers.key, PURPOSE), entries_of_others(registers)
    others, lines = list(chain(*studies.values())), lines_of_log(key, registers)
    raise_if_renumbered([*entries, *others], lines, registers, threshold)
    groups = groups_with(key)
    near = near_groups(groups, groups_out(entries, studies), threshold)
    return Compared(near, {"people": people_kept(groups, near, threshold), "linkage": lines}, others)


def groups_out(own: list[Entry], studies: Mapping[str, list[Entry]]) -> list[Group]:
    """Return the groups whose statistics are out: of earlier releases of this study, and of the clinic's others."""
    return [group for entry in chain(own, *studies.values()) for group in unpacked(entry.get("people", {}))]


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


def is_again(entry: Entry, decision: Mapping[str, Any], kept: Mapping[str, Any]) -> bool:
    """Return whether a release in the register shows the same counts of the same people, and withholds the same."""
    again = entry_of(entry["sha256_of_zip"], decision, kept["people"], entry.get("linkage", []))
    return again == {name: value for name, value in entry.items() if name in again}


def people_kept(groups: list[Group], near: NearGroups, threshold: int) -> dict[str, Any]:
    """Return the groups whose statistics may be shown, as the register keeps them."""
    return packed(group.large(threshold) for group in groups if near.may_show([group.name]))
