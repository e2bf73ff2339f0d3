"""Birth dates and sexes as texts to compare, whatever way they are written."""

import pandas as pd

from chart2paper.clean.dates import date_by_format
from chart2paper.clean.words import word_of_mapping, words_of
from chart2paper.mapping import Mapping


def as_read(texts: pd.Series, name: str, mapping: Mapping) -> pd.Series:
    """Return birth dates as ISO dates and words as the mapping's words; a text not understood stays."""
    unique = pd.Series(texts.dropna().unique(), dtype="str")
    if name == "birth_date":
        formats = mapping.date_formats_of(mapping.filling("person")[0][0].file, name)
        day = date_by_format(unique, formats, mapping.time_zone, mapping.two_digit_years_from, True)
        read = day.dt.strftime("%Y-%m-%d")
    else:
        read = word_of_mapping(unique, words_of(mapping, name))
    understood = pd.Series(read.to_numpy(), index=unique.to_numpy(), dtype="string").dropna()
    return texts.map(understood).astype("string").fillna(texts)
