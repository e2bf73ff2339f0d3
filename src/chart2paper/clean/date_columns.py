"""A column of dates, read file by file with the settings of the mapping, and the problems of a whole column."""

from collections.abc import Iterator

import pandas as pd

from chart2paper.problems import Problem, raise_if_any
from chart2paper.reading.date_evidence import (
    count_midnights,
    count_offsets,
    day_first_evidence,
    formats_that_fit,
    order_problems,
)
from chart2paper.reading.dates import FIRST_PLAUSIBLE, read_dates
from chart2paper.reading.mapping import Mapping

# From this many times on, a column in which every one is midnight holds days.
FEWEST_MIDNIGHTS = 20


def read_date_column(
    frame: pd.DataFrame,
    column: str,
    mapping: Mapping,
    last: pd.Timestamp,
    first: pd.Timestamp | None = FIRST_PLAUSIBLE,
) -> pd.DataFrame:
    """Return the reading of a date column of an extract table (see `read_dates`), each file by its own formats.

    Raises `Problems` where a whole column cannot be read with certainty: its order of day and month is not that
    of the mapping, or its times have an offset and the mapping states no time zone.
    """
    raise_if_any(date_problems(frame, column, mapping))
    readings = [
        read_dates(
            texts,
            formats,
            last,
            first,
            mapping.time_zone,
            mapping.two_digit_years_from,
            midnight_is_a_day=column == "birth_date",
        )
        for formats, texts in _by_formats(frame, column, mapping)
    ]
    if len(readings) == 1:
        return readings[0]
    texts = [reading.astype(dict.fromkeys(("rule", "reason", "text"), "string")) for reading in readings]
    together = pd.concat(texts).reindex(frame.index)
    return together.astype(dict.fromkeys(("rule", "reason", "text"), "category"))


def _by_formats(frame: pd.DataFrame, column: str, mapping: Mapping) -> Iterator[tuple[list[str], pd.Series]]:
    """Give the texts of a column together with the formats of their file; once where all files have the same."""
    files = frame["source_file"].astype("string")
    formats = {file: mapping.date_formats_of(file, column) for file in sorted(files.dropna().unique())}
    different = [list(one) for one in dict.fromkeys(tuple(one) for one in formats.values())]
    if len(different) <= 1:
        yield (different[0] if different else mapping.date_formats), frame[column]
        return
    for one in different:
        yield one, frame.loc[files.isin([file for file, own in formats.items() if own == one]), column]


def date_problems(frame: pd.DataFrame, column: str, mapping: Mapping) -> list[Problem]:
    """Return what would be read wrongly in a date column of an extract table, file by file, with what to write."""
    files = frame["source_file"].astype("string")
    return [
        Problem(file, what, todo, column=mapping.export_column(file, column))
        for file in sorted(files.dropna().unique())
        for what, todo in column_problems(
            frame.loc[files.eq(file), column], mapping.date_formats_of(file, column), mapping, column
        )
    ]


def column_problems(
    texts: pd.Series, formats: list[str], mapping: Mapping, column: str
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the date texts of one column of one file, and what to write in the mapping."""
    yield from order_problems(day_first_evidence(texts, formats), formats)
    offsets = count_offsets(texts, formats, mapping.two_digit_years_from)
    if not offsets or column == "birth_date":
        return
    if mapping.time_zone is None:
        yield (
            f"{offsets:,} times have an offset or a Z (UTC): their day depends on where the clinic is",
            "write the clinic's time zone at the top of the mapping, such as time_zone: America/Los_Angeles; where "
            "the times are the clinic's own and the Z says nothing, time_zone: UTC",
        )
    elif mapping.time_zone != "UTC" and offsets >= FEWEST_MIDNIGHTS and count_midnights(texts) == offsets:
        yield (
            f"every one of {offsets:,} times with an offset is midnight: they are days, and would move by one",
            'name the midnight in the format, such as "%Y-%m-%dT00:00:00Z", so that the day is read as written',
        )


def unread_advice(texts: pd.Series) -> str:
    """Return what to write for a column of which no date was read: the usual formats that fit it."""
    fit = formats_that_fit(texts)
    if not fit:
        return "add the export's format to date_formats in the mapping"
    some = " or ".join(f'"{one}"' for one in fit)
    century = (
        " and two_digit_years_from: 1925 (the first of the hundred years meant)" if "%y" in fit[0] else ""
    )
    return f"add {some} to date_formats in the mapping{century}"
