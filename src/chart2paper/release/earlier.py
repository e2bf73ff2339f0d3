"""What earlier releases mean for the counts of this one."""

from collections.abc import Iterable
from dataclasses import dataclass

from chart2paper.release.counts import Counts
from chart2paper.release.register import Entry
from chart2paper.release.rules.counted import CountName


@dataclass(frozen=True)
class Earlier:
    """Counts given away by earlier releases, too near to what is out, or kept back before (with the reason)."""

    known: frozenset[str]
    near: frozenset[str]
    withheld: dict[str, str]


def earlier(
    entries: list[Entry],
    counts: Counts,
    threshold: int,
    moved: frozenset[str] = frozenset(),
    others: Iterable[Entry] = (),
) -> Earlier:
    """Compare the exact counts with those that earlier releases show.

    A count that is equal is known. One that differs by 1 to `threshold` is withheld: the difference is a small number
    of people who came, went or were corrected. Where nothing that an earlier release shows has changed, what it
    withheld stays withheld. Counts are compared exactly: 62 and 64 are both printed as 65 or 60, yet two people apart.

    moved: analyses in which a few people differ. None of their counts is shown, nor any of the whole export: that one
    count stayed and another did not would tell which of them the person who left was in. others: releases of the
    clinic's other studies, in which a count of the same name may be another: it can be near, but is not known.
    """
    known: set[str] = set()
    near: set[str] = set()
    withheld: dict[str, str] = {}
    for entry in others:
        near |= {name for name, difference in _apart(entry, counts).items() if 0 < difference <= threshold}
    for entry in entries:
        shown, apart = entry.get("counts", {}), _apart(entry, counts)
        known |= {name for name, difference in apart.items() if difference == 0}
        near |= {name for name, difference in apart.items() if 0 < difference <= threshold}
        if shown and len(apart) == len(shown) and not any(apart.values()):
            withheld |= entry["withheld"]
    few = _counts_of(moved, counts) if moved else set()
    return Earlier(frozenset(known - few), frozenset(near - known | few), withheld)


def _apart(entry: Entry, counts: Counts) -> dict[str, int]:
    """Return by how much each count differs from the one that a release shows under the same name."""
    shown = entry.get("counts", {})
    return {n: abs(counts.numbers[n] - number) for n, number in shown.items() if n in counts.numbers}


def _counts_of(moved: frozenset[str], counts: Counts) -> set[str]:
    """Return the counts that a file shows of these analyses and of the whole export, and any that nobody knows of."""
    return {
        name
        for name in counts.numbers.keys() - counts.hidden
        if not isinstance(name, CountName) or name.counted.analysis in ("", *moved)
    }
