"""Closed vocabularies: the clinic's own words, given meaning by its mapping file."""

from functools import partial

import pandas as pd

from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import Rule, by_unique, read_texts

NOT_LISTED = "word is not listed in the mapping"
NOTHING_ENTERED = "nothing entered"


def words_of(mapping: Mapping, column: str) -> dict[str, str]:
    """Return the mapping's words for `column`, without regard to case and outer spaces."""
    return {_key(text): meaning for text, meaning in mapping.values.get(column, {}).items()}


def _key(text: str) -> str:
    return text.strip().casefold()


def word_of_mapping(texts: pd.Series, words: dict[str, str]) -> pd.Series:
    """Gives a word of the export the meaning that the mapping lists for it, whatever its case."""
    return texts.str.strip().str.casefold().map(words)


def no_word_entered(texts: pd.Series) -> pd.Series:
    """Sets aside an empty word, unless the mapping gives emptiness a meaning."""
    return pd.Series(NOTHING_ENTERED, index=texts.index).where(texts.str.strip().eq(""))


def word_rules(words: dict[str, str]) -> tuple[Rule, ...]:
    """Return the rules that read a word, in order."""
    return (
        Rule("any word", partial(word_of_mapping, words=words), "No Show", "no_show"),
        Rule("any word", no_word_entered, "", NOTHING_ENTERED, refuses=True),
    )


def read_words(texts: pd.Series, words: dict[str, str], not_listed: str = NOT_LISTED) -> pd.DataFrame:
    """Return the reading of each word: value, rule, reason, changed (False where only its case differs)."""
    return by_unique(texts, partial(_read_unique, words=words, not_listed=not_listed))


def _read_unique(texts: pd.Series, words: dict[str, str], not_listed: str) -> pd.DataFrame:
    reading = read_texts(texts, word_rules(words), not_listed, "string")
    same = texts.str.strip().str.lower().eq(reading["value"].fillna("").astype("object"))
    return reading.assign(changed=reading["changed"] & ~same)
