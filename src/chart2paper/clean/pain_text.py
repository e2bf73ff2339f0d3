"""Pain as it is charted: the rules that read it as a score from 0 to 10, or set it aside with the reason.

Scores are on the 0-10 numeric rating scale. Words have the scores of a versioned list
(`data/codelists/pain_words.csv`); nothing else is given a number.
"""

from functools import partial

import pandas as pd

from chart2paper.clean.pain_numbers import (
    NUMBER,
    OUT_OF_TEN,
    any_number,
    fraction,
    number_word,
    plain_number,
    range_midpoint,
    score_out_of_ten,
)
from chart2paper.clean.pain_phrases import BESIDE, bare_word, no_pain_in_words, score_among_words
from chart2paper.clean.score_text import MAY_BE_TWO, NO_SCORE, by_word, no_score_entered
from chart2paper.reading.rules import Rule

SCALE_NAME = "name of a scale, not a score"

_SCALE_WORDS = (
    r"(?:nrs|vns|vas|nprs|vnrs|numeric|rating|score|level|scale"
    r"|pain(?: score| level| scale| rating| intensity)?)"
)
_SCALES = rf"(?:{_SCALE_WORDS}(?: is| of| at)?(?: ?[:=] ?| - | |(?<=[a-z])-(?=[0-9])|(?=[0-9])))+"
_LABEL_WORD = r"(?:none|no pain|mild|moderate|mod|severe|worst|worse|pain|possible|imaginable|to|-|\.|\s)"


def two_readings(texts: pd.Series) -> pd.Series:
    """Sets aside a number with a zero in front that may be 0/10 without its stroke (010) or a date (07/10)."""
    found = texts.str.match(r"^0[0-9]{2,}(?:\.|$)|^00$|^0[0-9] ?/ ?10$").astype(bool)
    return pd.Series(MAY_BE_TWO, index=texts.index).where(found)


def name_of_scale(texts: pd.Series) -> pd.Series:
    """Sets aside the name of a scale that stands without a score, such as NRS 0-10 or VAS 0-100."""
    words = rf"(?:(?:{_SCALE_WORDS}|point)[ :=-]*)"
    ends = r"\(?(?:0 ?(?:-|to) ?[0-9]{1,3}|1 ?(?:-|to) ?(?:5|10|100)) ?(?:mm|cm|points?)?\)?"
    alone = texts.str.match(rf"^\(?(?:0 ?(?:-|to) ?(?:[3-9]|10+)|1 ?(?:-|to) ?(?:5|10|100))\)? ?{words}*$")
    named = texts.str.match(rf"^{words}+{ends} ?{words}*$")
    of_ten = texts.str.match(r"^.*(?:scale (?:of )?|(?:nrs|vas|nprs|vns|vnrs|scale)-)(?:5|10|11|100)$")
    found = (alone | named | of_ten).astype(bool) & texts.str.contains("[0-9]").astype(bool)
    return pd.Series(SCALE_NAME, index=texts.index).where(found)


def named_scale(texts: pd.Series) -> pd.Series:
    """Reads a score that follows the name of its scale (NRS, VNS, VAS 0-10) or the word pain, score or level."""
    inner = texts.str.extract(rf"^{_SCALES}(.+)$")[0].dropna()
    found = any_number(inner)
    return found.fillna(number_word(inner)).reindex(texts.index)


def number_with_label(texts: pd.Series) -> pd.Series:
    """Reads the number where a severity word stands beside it, if the two agree.

    Flowsheets label the points of the scale, such as 4-Mild to Mod and 10-Worst.
    """
    number_first = texts.str.extract(rf"^({NUMBER}){OUT_OF_TEN}? ?[-:=,(]? ?({_LABEL_WORD}+)\)?$")
    label_first = texts.str.extract(rf"^({_LABEL_WORD}+) ?[-:=,(]? ?({NUMBER}){OUT_OF_TEN}?\)?$")
    parts = number_first.fillna(label_first[[1, 0]].set_axis([0, 1], axis=1)).dropna()
    number, label = parts[0].astype("float64"), parts[1]
    low, high = pd.Series(10.0, index=parts.index), pd.Series(0.0, index=parts.index)
    for word, (lowest, highest) in BESIDE.items():
        named = label.str.contains(rf"\b{word}", regex=True).astype(bool)
        low, high = low.mask(named & (low > lowest), lowest), high.mask(named & (high < highest), highest)
    # "worst 9" may be the worst of the day; on a flowsheet 9-Severe-Worst and 10-Worst are points of the scale.
    of_a_day = (
        label.str.contains("wors").astype(bool) & label_first.loc[parts.index, 0].notna() & number.lt(10)
    )
    return number.where((low <= number) & (number <= high) & ~of_a_day).reindex(texts.index)


def top_of_scale(texts: pd.Series) -> pd.Series:
    """Reads 10+ as 10, the highest score there is. Any other number with a plus or a comparison is not understood."""
    found = texts.str.match(rf"^(?:{_SCALES})?10 ?\++(?: ?/ ?10)?$").astype(bool)
    return pd.Series(10.0, index=texts.index).where(found)


def listed_pain_word(texts: pd.Series, words: pd.DataFrame) -> pd.Series:
    """Reads a word by the score that the list of pain words gives it, also behind "pain:" or before "today"."""
    scores = by_word(words, "score")
    return texts.map(scores).fillna(bare_word(texts).map(scores))


def listed_without_score(texts: pd.Series, words: pd.DataFrame) -> pd.Series:
    """Sets aside a phrase that the list of pain words knows to hold no score, with the list's reason."""
    reasons = by_word(words, "reason")
    return texts.map(reasons).fillna(bare_word(texts).map(reasons))


def pain_rules(words: pd.DataFrame) -> tuple[Rule, ...]:
    """Return the rules that read a pain score, in order. `words` is the list of pain words."""
    column = "value_source_value"
    return (
        Rule(column, no_score_entered, "", NO_SCORE, refuses=True),
        Rule(column, two_readings, "010", MAY_BE_TWO, refuses=True),
        Rule(column, name_of_scale, "NRS 0-10", SCALE_NAME, refuses=True),
        Rule(column, plain_number, "8.5", "8.5", changes=False),
        Rule(column, score_out_of_ten, "7/10", "7"),
        Rule(column, range_midpoint, "6-7", "6.5"),
        Rule(column, partial(listed_pain_word, words=words), "denies pain", "0"),
        Rule(
            column,
            partial(listed_without_score, words=words),
            "Unable to score",
            "patient could not be asked",
            refuses=True,
        ),
        Rule(column, number_word, "seven", "7"),
        Rule(column, fraction, "7 1/2", "7.5"),
        Rule(column, named_scale, "NRS: 8", "8"),
        Rule(column, number_with_label, "4-Mild to Mod", "4"),
        Rule(column, top_of_scale, "10+", "10"),
        Rule(column, no_pain_in_words, "not in pain currently", "0"),
        Rule(column, score_among_words, "pt rates pain 7/10 left knee", "7"),
    )
