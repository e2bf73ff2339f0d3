"""The numbers of a pain text: one score, so many out of ten, a range, a fraction, a number that is spelt out.

All functions take texts that `score_text.tidy_text` made tidy, and give numbers, missing where they do not apply.
"""

import pandas as pd

NUMBER = r"(?:[0-9]{1,9}(?:\.[0-9]{1,9})?)"
OUT_OF_TEN = r"(?: ?(?:/|\\|out of|of|on|over) ?10)"
_NUMBER_WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_FRACTIONS = {"½": ".5", "¼": ".25", "¾": ".75"}
# A wider range is no score: 2-8 says little, and 0-10 is the name of a scale.
WIDEST_RANGE = 3


def plain_number(texts: pd.Series) -> pd.Series:
    """Reads a number that stands alone; decimals are kept."""
    return pd.to_numeric(texts.str.extract(rf"^(-?{NUMBER})\.?$")[0])


def score_out_of_ten(texts: pd.Series) -> pd.Series:
    """Reads a score written as so many out of ten. Any other denominator is not understood."""
    return pd.to_numeric(texts.str.extract(rf"^({NUMBER}){OUT_OF_TEN}[.!]?$")[0])


def range_midpoint(texts: pd.Series) -> pd.Series:
    """Reads a range of at most three points as its midpoint; the lower number comes first, both lie within 0-10.

    0-3 may be the name of a scale, and 7-10 may be 7 out of 10: both are set aside unless 10 stands behind a range.
    """
    ends = texts.str.extract(rf"^({NUMBER})({OUT_OF_TEN})? ?(-|to|or) ?({NUMBER})({OUT_OF_TEN})?\.?$")
    low, high = ends[0].astype("float64"), ends[3].astype("float64")
    # The higher end stands for a range that leaves the scale, so that it is set aside as outside 0-10.
    midpoint = ((low + high) / 2).where(high <= 10, high)
    out_of_ten = ends[4].notna()
    scale = low.eq(0) & (high >= 3) & ~out_of_ten
    ten = high.eq(10) & (low < 9) & ends[2].eq("-") & ~out_of_ten
    fits = (low <= high) & (high - low <= WIDEST_RANGE) & ~scale & ~ten
    return midpoint.where(fits | (high > 10) & (low <= high))


def fraction(texts: pd.Series) -> pd.Series:
    """Reads a number with a half or a quarter behind it, such as 7 1/2 or 5½."""
    decimal = with_decimals(texts)
    return any_number(decimal[decimal.ne(texts)]).reindex(texts.index)


def number_word(texts: pd.Series) -> pd.Series:
    """Reads a number from zero to ten that is spelt out, alone, out of ten, or in a range."""
    digits = with_decimals(with_digits(texts))
    return any_number(digits[with_digits(texts).ne(texts)]).reindex(texts.index)


def any_number(texts: pd.Series) -> pd.Series:
    """Read a number in any of the ways of this file but words."""
    return plain_number(texts).fillna(score_out_of_ten(texts)).fillna(range_midpoint(texts))


def with_digits(texts: pd.Series) -> pd.Series:
    """Return texts with the numbers from zero to ten in digits."""
    for number, word in enumerate(_NUMBER_WORDS):
        texts = texts.str.replace(rf"\b{word}\b", str(number), regex=True)
    return texts


def with_decimals(texts: pd.Series) -> pd.Series:
    """Return texts with halves and quarters behind a whole number as decimals."""
    for sign, decimal in _FRACTIONS.items():
        texts = texts.str.replace(rf"\b([0-9]{{1,2}}) ?{sign}", rf"\g<1>{decimal}", regex=True)
    half = r"\b([0-9]{1,2}) (?:and )?(?:a half\b|1/2(?![0-9/]))"
    texts = texts.str.replace(half, r"\g<1>.5", regex=True)
    return texts.str.replace(r"\b([0-9]{1,2}) and (?:a )?1/2(?![0-9/])", r"\g<1>.5", regex=True)
