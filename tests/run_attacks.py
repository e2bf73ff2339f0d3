"""Attack the promises of this workflow a few thousand times, and write the figures into docs/attacks.md.

Run by `make attack`; a benchmark, not a test: the tests fail when an attack succeeds, this counts how many were tried.
"""

import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count, islice
from pathlib import Path

import audit.attacks
from attacks import chart_words, exact_counts, injection, noise, overlapping, rows, two_releases
from attacks.test_rows import sum_of_line_hashes

PAGE = Path(__file__).parent.parent / "docs" / "attacks.md"
START, END = "<!-- written by `make attack` -->", "<!-- end of what `make attack` writes -->"
HEAD = (
    "| Attack | Code (`tests/`) | Tried | Succeeded | Succeeded without the protection |\n"
    "| :--- | :--- | ---: | ---: | ---: |"
)
CONTROLS = 100
# A seed -> for each try whether the attack succeeded.
Tries = Callable[[int], Iterator[bool]]


@dataclass(frozen=True)
class Attack:
    """A kind of attack: its code, how many tries are made, and the same tries with the protection off.

    Without the protection some must succeed, or the attack is too weak to say anything.
    """

    name: str
    code: str
    tries: Tries
    wanted: int
    without: Tries | None = None


def guess_from_sums(seed: int) -> Iterator[bool]:
    """Guess rows from a register that holds the sum of the hashes of their lines."""
    chance = random.Random(seed)
    while True:
        yield rows.guessed(chance, lambda before, after: (sum_of_line_hashes(before, after),))


ATTACKS = (
    Attack(
        "Exact counts behind the numbers of a release",
        "attacks/exact_counts.py",
        exact_counts.tries,
        2_000,
        partial(exact_counts.tries, naive=True),
    ),
    Attack(
        "The one person who differs between two releases",
        "attacks/two_releases.py",
        two_releases.tries,
        1_000,
        partial(two_releases.tries, protect=False),
    ),
    Attack(
        "Two analyses of nearly the same people",
        "attacks/overlapping.py",
        overlapping.tries,
        2_000,
        partial(overlapping.tries, protect=False),
    ),
    Attack(
        "Rare words of charts and names of files in a release",
        "attacks/chart_words.py",
        chart_words.tries,
        1_000,
        partial(chart_words.tries, release=chart_words.naive),
    ),
    Attack(
        "Is one person in a release with noise?",
        "attacks/noise.py",
        noise.tries_membership,
        500,
        partial(noise.tries_membership, noise=lambda exact, sensitivity, epsilon: list(exact)),
    ),
    Attack("One person moves an answer with noise too far", "attacks/noise.py", noise.tries_sensitivity, 500),
    Attack(
        "A row guessed from what is committed or deposited",
        "attacks/rows.py",
        rows.tries,
        500,
        guess_from_sums,
    ),
    Attack("Hostile texts in a document", "attacks/injection.py", injection.tries, 4_000),
    Attack(
        "Edits of a finished run that `verify` does not name", "audit/attacks.py", audit.attacks.tries, 600
    ),
)


def counted(tries: Tries, wanted: int) -> tuple[int, int]:
    """Return how many tries were made, seed after seed from 0, and how many of them succeeded."""
    found = list(islice((won for seed in count() for won in tries(seed)), wanted))
    return len(found), sum(found)


def line(attack: Attack) -> tuple[str, int]:
    """Make the tries of an attack; return its line of the table, and how many succeeded."""
    start = time.perf_counter()
    tried, won = counted(attack.tries, attack.wanted)
    without = "–"
    if attack.without:
        made, broken = counted(attack.without, CONTROLS)
        without = f"{broken:,} of {made:,}"
    print(f"{attack.name}: {won} of {tried} ({time.perf_counter() - start:.0f} s)", flush=True)
    return f"| {attack.name} | `{attack.code}` | {tried:,} | {won:,} | {without} |", won


def main() -> None:
    """Make every attack, write the table into the page, and end with 1 where one succeeded."""
    results = [line(attack) for attack in ATTACKS]
    before, rest = PAGE.read_text(encoding="utf-8").split(START)
    table = "\n".join([HEAD, *(text for text, _ in results)])
    PAGE.write_text(f"{before}{START}\n\n{table}\n\n{END}{rest.split(END)[1]}", encoding="utf-8")
    sys.exit(int(any(won for _, won in results)))


if __name__ == "__main__":
    main()
