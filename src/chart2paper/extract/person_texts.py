"""Birth dates and sexes as texts to compare, whatever way they are written."""

import pandas as pd

from chart2paper.reading.dates import date_by_format
from chart2paper.reading.listed_words import word_of_mapping, words_of
from chart2paper.reading.mapping import Mapping


def understood(texts: pd.Series, name: str, mapping: Mapping, file: str) -> pd.Series:
    """Return birth dates as ISO dates and sexes as the mapping's words; missing where they are not understood."""
    unique = pd.Series(texts.dropna().unique(), dtype="str")
    if name == "birth_date":
        formats = mapping.date_formats_of(file, name)
        day = date_by_format(unique, formats, mapping.time_zone, mapping.two_digit_years_from, True)
        read = day.dt.strftime("%Y-%m-%d")
    else:
        read = word_of_mapping(unique, words_of(mapping, name))
    meaning = pd.Series(read.to_numpy(), index=unique.to_numpy(), dtype="string").dropna()
    return texts.map(meaning).astype("string")


def as_read(texts: pd.Series, name: str, mapping: Mapping, file: str) -> pd.Series:
    """Return the same, but with the text itself where it is not understood."""
    return understood(texts, name, mapping, file).fillna(texts)
