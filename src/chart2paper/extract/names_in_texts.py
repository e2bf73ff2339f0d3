"""Names of people that stand in a text of the chart: found word by word, whatever stands between the words."""

import re
from collections.abc import Mapping

import pandas as pd

_WORD = re.compile(r"[^\W\d_]+")


def without_names(texts: pd.Series, names: Mapping[str, str]) -> pd.Series:
    """Return texts in which each name is replaced by what stands for it; case and signs between words do not count.

    The longest name counts where several begin at one word. Each distinct text is looked at once.
    """
    by_words = {tuple(_WORD.findall(name.casefold())): becomes for name, becomes in names.items()}
    by_words.pop((), None)
    lengths = sorted({len(words) for words in by_words}, reverse=True)
    if not lengths:
        return texts
    unique = texts.dropna().unique()
    changed = {text: _replaced(text, by_words, lengths) for text in unique}
    return texts.astype("object").map(changed).astype("string")


def _replaced(text: str, by_words: Mapping[tuple[str, ...], str], lengths: list[int]) -> str:
    found = list(_WORD.finditer(text))
    words = [match[0].casefold() for match in found]
    parts, done, position = [], 0, 0
    while position < len(words):
        ahead = (length for length in lengths if position + length <= len(words))
        length = next(
            (length for length in ahead if tuple(words[position : position + length]) in by_words), 0
        )
        if length:
            parts += [
                text[done : found[position].start()],
                by_words[tuple(words[position : position + length])],
            ]
            done = found[position + length - 1].end()
        position += max(length, 1)
    return "".join([*parts, text[done:]])
