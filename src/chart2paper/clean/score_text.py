"""Scores of any outcome as they are charted, read as points of its scale or set aside with the reason.

A number that stands alone, so many out of the highest number, and words that have a score in the study's list: nothing
else is given a number.
"""

from functools import partial

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.clean.pain_numbers import NUMBER, plain_number
from chart2paper.reading.rules import Rule

NO_SCORE = "no score entered"
MAY_BE_TWO = "number may be read in two ways"


def not_understood(outcome: Outcome) -> str:
    """Return why a text that no rule reads is set aside."""
    return f"text is not understood as a {outcome.score}"


def outside(outcome: Outcome) -> str:
    """Return why a number beyond the ends of the scale is set aside."""
    return f"outside {outcome.low:g}-{outcome.high:g}"


def tidy_text(texts: pd.Series) -> pd.Series:
    """Return texts in lower case, with one kind of hyphen, single spaces and none around."""
    hyphens = texts.astype("object").str.replace("[‐‑‒–—―−]", "-", regex=True)
    return hyphens.str.replace(r"\s+", " ", regex=True).str.strip().str.lower()


def without_quotes(texts: pd.Series) -> pd.Series:
    """Return texts without quotation marks or brackets around them, or the apostrophe a spreadsheet puts in front."""
    bare = texts.str.replace(r"^['\"“‘](.*?)['\"”’]?$", r"\1", regex=True).str.strip()
    return bare.str.replace(r"^\(([^()]*)\)$|^\[([^\[\]]*)\]$", r"\1\2", regex=True)


def no_score_entered(texts: pd.Series) -> pd.Series:
    """Sets aside an empty score."""
    return pd.Series(NO_SCORE, index=texts.index).where(texts.eq(""))


def zero_in_front(texts: pd.Series) -> pd.Series:
    """Sets aside a number with a zero in front of two digits or more: 070 may be 70, or 0 and 70."""
    found = texts.str.match(r"^0[0-9]{2,}(?:\.|$)|^00$").astype(bool)
    return pd.Series(MAY_BE_TWO, index=texts.index).where(found)


def out_of_highest(texts: pd.Series, highest: float) -> pd.Series:
    """Reads so many out of the highest number of the scale. Any other denominator is not understood."""
    found = texts.str.extract(rf"^({NUMBER}) ?(?:/|out of|of) ?{highest:g}$")
    return pd.to_numeric(found[0])


def listed_word(texts: pd.Series, words: pd.DataFrame) -> pd.Series:
    """Reads a word by the score that the study's list of words gives it."""
    return texts.map(by_word(words, "score"))


def word_without_score(texts: pd.Series, words: pd.DataFrame) -> pd.Series:
    """Sets aside a phrase that the study's list of words knows to hold no score, with the list's reason."""
    return texts.map(by_word(words, "reason"))


def by_word(words: pd.DataFrame, column: str) -> dict[str, object]:
    """Return what a list of words has in a column, by the word; words without it are left out."""
    listed = words[words[column].notna()]
    return dict(zip(tidy_text(listed["word"]), listed[column].astype("object"), strict=True))


def number_rules(words: pd.DataFrame, outcome: Outcome) -> tuple[Rule, ...]:
    """Return the rules that read a score on the scale of any outcome, in order. `words`: the study's list."""
    column = "value_source_value"
    return (
        Rule(column, no_score_entered, "", NO_SCORE, refuses=True),
        Rule(column, zero_in_front, "070", MAY_BE_TWO, refuses=True),
        Rule(column, plain_number, "72.5", "72.5", changes=False),
        Rule(
            column,
            partial(out_of_highest, highest=outcome.high),
            f"{outcome.high:g}/{outcome.high:g}",
            f"{outcome.high:g}",
        ),
        Rule(column, partial(listed_word, words=words), "not limited at all", f"{outcome.high:g}"),
        Rule(
            column, partial(word_without_score, words=words), "not asked", "score was not asked", refuses=True
        ),
    )
