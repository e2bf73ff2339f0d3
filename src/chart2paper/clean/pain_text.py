"""Pain as it is charted, read as a score from 0 to 10, or set aside with the reason.

Scores are on the 0-10 numeric rating scale. Words have the scores of a versioned list
(`data/codelists/pain_words.csv`); nothing else is given a number.
"""

from functools import partial

import pandas as pd

from chart2paper.clean.rules import Rule, by_unique, read_texts, refuse

NO_SCORE = "no score entered"
NOT_A_SCORE = "text is not understood as a pain score"
OUTSIDE = "outside 0-10"

_NUMBER = r"(?:[0-9]{1,9}(?:\.[0-9]{1,9})?)"
_NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_SCALES = (
    r"(?:(?:nrs|vns|vas|nprs|pain(?: score| level| scale| rating| intensity)?|score|level|rating|scale)"
    r"(?: is| of| at)?\s*[:=-]?\s*)+"
)
# Lowest and highest number that may stand beside a word ("4-Mild to Mod", "10-Worst").
_BESIDE = {"no": (0, 1), "mild": (1, 4), "mod": (3, 7), "severe": (6, 10), "wors": (9, 10)}
_LABEL_WORD = r"(?:none|no pain|mild|moderate|mod|severe|worst|worse|pain|possible|imaginable|to|-|\.|\s)"


def tidy_text(texts: pd.Series) -> pd.Series:
    """Return texts in lower case, with one kind of hyphen, single spaces and none around."""
    hyphens = texts.astype("object").str.replace("[‐‑‒–—―−]", "-", regex=True)
    return hyphens.str.replace(r"\s+", " ", regex=True).str.strip().str.lower()


def no_score_entered(texts: pd.Series) -> pd.Series:
    """Sets aside an empty score."""
    return pd.Series(NO_SCORE, index=texts.index).where(texts.eq(""))


def plain_number(texts: pd.Series) -> pd.Series:
    """Reads a number that stands alone; decimals are kept."""
    return pd.to_numeric(texts.str.extract(rf"^(-?{_NUMBER})\.?$")[0])


def score_out_of_ten(texts: pd.Series) -> pd.Series:
    """Reads a score written as so many out of ten. Any other denominator is not understood."""
    return pd.to_numeric(texts.str.extract(rf"^({_NUMBER}) ?(?:/|out of|of|on) ?10$")[0])


def range_midpoint(texts: pd.Series) -> pd.Series:
    """Reads a range as its midpoint; the lower number must come first and both must lie within 0-10."""
    ends = texts.str.extract(rf"^({_NUMBER}) ?(?:-|to) ?({_NUMBER})(?: ?/ ?10)?$").astype("float64")
    # The higher end stands for a range that leaves the scale, so that it is set aside as outside 0-10.
    midpoint = ends.mean(axis=1).where(ends[1] <= 10, ends[1])
    return midpoint.where(ends[0] <= ends[1])


def number_word(texts: pd.Series) -> pd.Series:
    """Reads a number from zero to ten that is spelt out, alone, out of ten, or in a range."""
    digits = texts
    for number, word in enumerate(_NUMBER_WORDS):
        digits = digits.str.replace(rf"\b{word}\b", str(number), regex=True)
    return _any_number(digits[digits.ne(texts)]).reindex(texts.index)


def named_scale(texts: pd.Series) -> pd.Series:
    """Reads a score that follows the name of its scale (NRS, VNS, VAS 0-10) or the word pain, score or level."""
    inner = texts.str.extract(rf"^{_SCALES}(.+)$")[0].dropna()
    found = _any_number(inner)
    return found.fillna(number_word(inner)).reindex(texts.index)


def number_with_label(texts: pd.Series) -> pd.Series:
    """Reads the number where a severity word stands beside it, if the two agree.

    Flowsheets label the points of the scale, such as 4-Mild to Mod and 10-Worst.
    """
    parts = texts.str.extract(rf"^({_NUMBER}) ?[-:=,(]? ?({_LABEL_WORD}+)\)?$").dropna()
    number, label = parts[0].astype("float64"), parts[1]
    low, high = pd.Series(10.0, index=parts.index), pd.Series(0.0, index=parts.index)
    for word, (lowest, highest) in _BESIDE.items():
        named = label.str.contains(rf"\b{word}", regex=True).astype(bool)
        low, high = low.mask(named & (low > lowest), lowest), high.mask(named & (high < highest), highest)
    return number.where((low <= number) & (number <= high)).reindex(texts.index)


def _any_number(texts: pd.Series) -> pd.Series:
    return plain_number(texts).fillna(score_out_of_ten(texts)).fillna(range_midpoint(texts))


def listed_pain_word(texts: pd.Series, words: pd.DataFrame) -> pd.Series:
    """Reads a word or phrase by the score that the list of pain words gives it."""
    return texts.map(_by_word(words, "score"))


def listed_without_score(texts: pd.Series, words: pd.DataFrame) -> pd.Series:
    """Sets aside a phrase that the list of pain words knows to hold no score, with the list's reason."""
    return texts.map(_by_word(words, "reason"))


def _by_word(words: pd.DataFrame, column: str) -> dict[str, object]:
    listed = words[words[column].notna()]
    return dict(zip(tidy_text(listed["word"]), listed[column].astype("object"), strict=True))


def score_rules(words: pd.DataFrame) -> tuple[Rule, ...]:
    """Return the rules that read a pain score, in order. `words` is the list of pain words."""
    column = "value_source_value"
    return (
        Rule(column, no_score_entered, "", NO_SCORE, refuses=True),
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
        Rule(column, named_scale, "NRS: 8", "8"),
        Rule(column, number_with_label, "4-Mild to Mod", "4"),
    )


def read_scores(texts: pd.Series, words: pd.DataFrame) -> pd.DataFrame:
    """Return the reading of each text: value (0-10), rule, reason, changed, and the value as text.

    Every text has either a value within 0-10 or a reason.
    """
    return by_unique(texts, partial(_read_unique, words=words))


def _read_unique(texts: pd.Series, words: pd.DataFrame) -> pd.DataFrame:
    reading = read_texts(tidy_text(texts), score_rules(words), NOT_A_SCORE, "float64")
    reading = refuse(reading, reading["value"].notna() & ~reading["value"].between(0, 10), OUTSIDE)
    return reading.assign(text=number_text(reading["value"]))


def number_text(values: pd.Series) -> pd.Series:
    """Return numbers as text without needless zeros."""
    return values.map("{:.10g}".format, na_action="ignore").astype("string")
