"""What earlier releases mean for the counts of this one."""

from dataclasses import dataclass

from chart2paper.release.counts import Counts
from chart2paper.release.register import Entry


@dataclass(frozen=True)
class Earlier:
    """Counts given away by earlier releases, too near to what is out, or kept back before (with the reason)."""

    known: frozenset[str]
    near: frozenset[str]
    withheld: dict[str, str]


def earlier(entries: list[Entry], counts: Counts, threshold: int) -> Earlier:
    """Compare the exact counts with those that earlier releases show.

    A count that is equal is known. One that differs by 1 to `threshold` is withheld: the difference is a small number
    of people who came, went or were corrected. Where nothing that an earlier release shows has changed, what it
    withheld stays withheld. Counts are compared exactly: 62 and 64 are both printed as 65 or 60, yet two people apart.
    """
    known: set[str] = set()
    near: set[str] = set()
    withheld: dict[str, str] = {}
    for entry in entries:
        shown = entry.get("counts", {})
        apart = {n: abs(counts.numbers[n] - number) for n, number in shown.items() if n in counts.numbers}
        known |= {name for name, difference in apart.items() if difference == 0}
        near |= {name for name, difference in apart.items() if 0 < difference <= threshold}
        if shown and len(apart) == len(shown) and not any(apart.values()):
            withheld |= entry["withheld"]
    return Earlier(frozenset(known), frozenset(near - known), withheld)
