"""The listed names that a text may mean: one letter apart, or inside a longer word."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from chart2paper.clean.drug_names import bare

# A shorter name (LDN, APAP) is one letter away from many words: it is a hint only when punctuation alone
# parts them.
_SHORT = 5
_INSIDE = 6
_PUNCTUATED = re.compile(r"(?<![a-z])[a-z](?:[^a-z0-9§ ][a-z])+(?![a-z])")


@dataclass(frozen=True)
class Hints:
    """The names of a drug list (`read_drugs`), ready to be looked for in words that are none of them."""

    drugs: pd.DataFrame

    @cached_property
    def _names(self) -> dict[str, str]:
        """Name of the list by its letters alone."""
        return {bare(name): name for name in reversed(list(self.drugs["name"]))}

    @cached_property
    def _ingredients(self) -> dict[str, frozenset[str]]:
        return {
            name: frozenset(text.split("+"))
            for name, text in zip(self.drugs["name"], self.drugs["ingredient"], strict=True)
        }

    @cached_property
    def _without_a_letter(self) -> dict[str, set[str]]:
        """Long names by what is left of them without one letter, and whole (as in the SymSpell search)."""
        found: dict[str, set[str]] = {}
        for name in self._names:
            if len(name) >= _SHORT:
                for rest in _one_less(name):
                    found.setdefault(rest, set()).add(name)
        return found

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        longest_first = sorted(
            (n for n in self._names if len(n) >= _INSIDE), key=lambda name: (-len(name), name)
        )
        return re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def names_near(self, text: str) -> list[str]:
        """Return the listed names nearest to the words of a tidy text in which read names are masked: one a drug.

        A word is near a name of five letters or more that is one letter apart (more, less, another, or two
        changed
        places), also across a hyphen or a space inside the word; else near the longest name of six letters or
        more
        that it contains. A shorter name is near only where nothing but punctuation parts them (L-D-N).
        """
        near: set[str] = set()
        for word in _words(text):
            near |= self._near(word)
        for found in _PUNCTUATED.finditer(text):
            near |= {re.sub("[^a-z]", "", found[0])} & self._names.keys()
        names = sorted(self._names[name] for name in near)
        # Of a drug's names the generic one says enough.
        generic_first = sorted(names, key=lambda name: {name} != self._ingredients[name])
        return sorted({self._ingredients[name]: name for name in reversed(generic_first)}.values())

    def _near(self, word: str) -> set[str]:
        if len(word) < _SHORT:
            return set()
        candidates = set().union(*(self._without_a_letter.get(rest, set()) for rest in _one_less(word)))
        apart = {name for name in candidates if _one_apart(word, name)}
        inside = self._inside.search(word)
        return apart or ({inside[0]} if inside else set())

    def ingredients_near(self, text: str) -> frozenset[str]:
        """Return the ingredients of `names_near`."""
        return frozenset().union(*(self._ingredients[name] for name in self.names_near(text)))


def _words(text: str) -> Iterator[str]:
    """Give the words of a text, and every two that a hyphen or a space joins as one."""
    words = list(re.finditer(r"[a-z]+", text))
    for word in words:
        yield word[0]
    for a, b in itertools.pairwise(words):
        if text[a.end() : b.start()] in ("-", " "):
            yield a[0] + b[0]


def _one_less(word: str) -> Iterator[str]:
    yield word
    for position in range(len(word)):
        yield word[:position] + word[position + 1 :]


def _one_apart(a: str, b: str) -> bool:
    """True where one letter is more, less or another, or two neighbours changed places (Damerau 1964), or none is."""
    if len(a) > len(b):
        a, b = b, a
    same = next((position for position, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) < len(b):
        return a[same:] == b[same + 1 :]
    swapped = a[same : same + 2] == b[same : same + 2][::-1] and a[same + 2 :] == b[same + 2 :]
    return a[same + 1 :] == b[same + 1 :] or swapped
