"""The listed name or word that is nearest to a text that was not understood."""

import re
from collections.abc import Iterable

# Shorter names stand in too many words by chance.
SHORTEST = 4
# A letter apart is near in a word of this length; "note" is not a mistyped "none".
SHORTEST_MISTYPED = 6


def nearest(texts: Iterable[str], listed: Iterable[str]) -> list[str]:
    """Return for each text the nearest of the `listed` ones, or an empty text where none is near.

    Nearest is, in this order: the longest listed one that stands in the text as whole words; the shortest one that
    the text stands in; one that differs by a letter or two (one left out, put in, changed or swapped with its
    neighbour) from the text or from one of its words. Case does not count. Listed texts of fewer than four letters
    are not looked for.
    """
    names = {name.strip().casefold(): name for name in sorted(listed) if len(name.strip()) >= SHORTEST}
    by_length = sorted(names, key=lambda name: (-len(name), name))
    inside = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in by_length) or r"(?!)")
    shortened = {
        form: name for name in by_length if len(name) >= SHORTEST_MISTYPED for form in _one_letter_less(name)
    }
    return [names.get(_nearest(text.strip().casefold(), by_length, inside, shortened), "") for text in texts]


def _nearest(text: str, by_length: list[str], inside: re.Pattern[str], shortened: dict[str, str]) -> str:
    found = inside.findall(text)
    if found:
        return str(max(found, key=len))
    if len(text) < SHORTEST:
        return ""
    around = [name for name in by_length if text in name]
    if around:
        return around[-1]
    words = [text, *(word for word in re.findall(r"\w+", text) if len(word) >= SHORTEST_MISTYPED - 1)]
    return next(
        (shortened[form] for word in words for form in _one_letter_less(word) if form in shortened), ""
    )


def _one_letter_less(word: str) -> list[str]:
    """Return a word, and the word without each of its letters in turn: two that share one are a letter apart."""
    return [word, *(word[:place] + word[place + 1 :] for place in range(len(word)))]
