"""What was released before: the counts that are out, and which were kept back. Aggregates only; it may be committed."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chart2paper.durable import alone_in, replace_file
from chart2paper.prints import fingerprint
from chart2paper.problems import Problem, Problems
from chart2paper.release.counts import Counts
from chart2paper.release.rounding import rounded

Entry = dict[str, Any]


@dataclass(frozen=True)
class Earlier:
    """What earlier releases mean for this one: counts given away, too near to what is out, or kept back."""

    known: frozenset[str]
    near: frozenset[str]
    withheld: dict[str, str]


def read_register(path: str | Path) -> list[Entry]:
    """Return the releases in the register, oldest first; none where there is no file.

    Raises `Problems` when the file cannot be read: a release that ignores earlier ones would not be safe.
    """
    path = Path(path)
    if not path.exists():
        return []
    try:
        return list(json.loads(path.read_text(encoding="utf-8"))["releases"])
    except (ValueError, KeyError, TypeError):
        todo = "restore it from a copy: without it nobody knows what is out, and a release could give people away"
        raise Problems([Problem(str(path), "the register of releases cannot be read", todo)]) from None


def earlier_than(register: str | Path, zip_file: str | Path) -> str:
    """Return a fingerprint of what the register held before the release in `zip_file` (or of all it holds).

    The release of the same results, run again, is not one that came before it.
    """
    entries = read_register(register)
    if Path(zip_file).exists():
        own = fingerprint(zip_file)["sha256"]
        entries = [entry for entry in entries if entry["sha256_of_zip"] != own]
    return hashlib.sha256(json.dumps(entries, sort_keys=True).encode()).hexdigest()


def earlier(entries: list[Entry], counts: Counts, base: int, threshold: int) -> Earlier:
    """Compare this run's counts with what earlier releases printed.

    A count that would be printed as before is known. One that would differ from what is out by 1 to
    `threshold` is withheld: the difference is a small number of people who came, went or were corrected.
    Where nothing that an earlier release printed has changed, what it withheld stays withheld.
    """
    known: set[str] = set()
    near: set[str] = set()
    withheld: dict[str, str] = {}
    for entry in entries:
        changed = {
            name: abs(rounded(counts.numbers[name], base, threshold) - printed)
            for name, printed in entry["shown"].items()
            if counts.numbers.get(name, 1) > threshold or counts.numbers.get(name) == 0
        }
        known |= {name for name, difference in changed.items() if difference == 0}
        near |= {name for name, difference in changed.items() if 0 < difference <= threshold}
        if len(changed) == len(entry["shown"]) and not any(changed.values()):
            withheld |= entry["withheld"]
    return Earlier(frozenset(known), frozenset(near - known), withheld)


def entry_of(
    fingerprint: str, settings: Mapping[str, int], shown: Mapping[str, int], withheld: Mapping[str, str]
) -> Entry:
    """Return what the register keeps of a release: `shown` has the printed numbers, never the exact ones, and
    `withheld` the reasons alone."""
    return {
        "sha256_of_zip": fingerprint,
        **settings,
        "shown": dict(sorted(shown.items())),
        "withheld": dict(sorted(withheld.items())),
    }


def append_release(path: str | Path, study: str, entry: Entry) -> bool:
    """Add a release to the register, unless the same one is in it; return whether it was added.

    Earlier entries are never touched. The new file replaces the old one in one step, under a lock, so that a
    kill half-way leaves the old one.
    """
    path = Path(path)
    with alone_in(path.parent):
        entries = read_register(path)
        if any(old["sha256_of_zip"] == entry["sha256_of_zip"] for old in entries):
            return False
        content = {"study": study, "releases": [*entries, entry]}
        replace_file(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    return True
