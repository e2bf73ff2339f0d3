"""Do study ids still mean the people whom they meant in earlier releases? Tokens of people are made of them."""

from collections.abc import Iterable
from pathlib import Path

from chart2paper.problems import Problem, Problems
from chart2paper.release.groups import token
from chart2paper.release.register import RESTORE, Entry, Registers


def lines_of_log(key: bytes, registers: Registers) -> list[str]:
    """Return a token of each line of the linkage log (record number and study id), sorted."""
    log = Path(registers.key).with_suffix(".csv")
    lines = log.read_text(encoding="utf-8").splitlines()[1:] if log.is_file() else []
    return sorted(f"{token(key, 'linkage', line):016x}" for line in lines)


def raise_if_renumbered(
    entries: Iterable[Entry], lines: list[str], registers: Registers, threshold: int
) -> None:
    """Raise `Problems` when more than `threshold` people of an earlier release have another study id now, or none.

    A few may have been forgotten (docs/privacy.md). When all are numbered anew, nobody would be known again, and two
    groups that differ by one person would look as if all of them were others.
    """
    there = set(lines)
    gone = max((len(set(entry.get("linkage", [])) - there) for entry in entries), default=0)
    if gone > threshold:
        what = (
            f"{gone:,} people have other study ids than when an earlier release was made: the linkage log was lost or "
            "changed. The people of both releases cannot be compared"
        )
        raise Problems([Problem(str(Path(registers.key).with_suffix(".csv")), what, RESTORE)])
