"""Whose row is it: the record number, or what stands in several columns that together name a person."""

import pandas as pd

from chart2paper.extract.person_texts import as_read
from chart2paper.mapping import Mapping, TableMapping

BETWEEN = " | "


def record_numbers(rows: pd.DataFrame, part: TableMapping, mapping: Mapping) -> pd.Series:
    """Return the record number of each row, without outer spaces, missing where it is blank.

    Where several columns name a person, their texts are joined: in small letters and with single spaces,
    birth dates and sexes as cleaning will read them, so that two ways to write one person are one text.
    A row that lacks one of them has no record number.
    """
    if len(part.record_columns) == 1:
        return rows[part.record_number].str.strip()
    texts = [
        _comparable(as_read(rows[column], name, mapping) if name else rows[column])
        for column, name in zip(part.record_columns, _meanings(mapping), strict=True)
    ]
    joined = texts[0]
    for text in texts[1:]:
        joined = joined + BETWEEN + text
    return joined


def _meanings(mapping: Mapping) -> list[str | None]:
    """Return what the list of patients says about each column that names a person, such as birth_date."""
    _, patients = mapping.filling("person")[0]
    meaning = {column: name for name, column in patients.sources.items()}
    return [meaning.get(column) for column in patients.record_columns]


def _comparable(texts: pd.Series) -> pd.Series:
    return texts.astype("string").str.strip().str.replace(r"\s+", " ", regex=True).str.casefold()
