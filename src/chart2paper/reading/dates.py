"""Dates: the mapping's formats in order, English month names, an optional time of day.

A time without an offset is taken as written on the clinic's clock. A time with an offset or a Z becomes the
clinic's own time by the mapping's time zone, and is set aside where the mapping states none.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial

import pandas as pd

from chart2paper.reading.date_parts import Parts, day_and_time
from chart2paper.reading.date_patterns import WEEKDAY, WEEKDAYS, pattern_of
from chart2paper.reading.rules import Rule, blank, by_unique, read_texts, refuse

_WEEKDAY = re.compile(WEEKDAY)
FIRST_PLAUSIBLE = pd.Timestamp("1900-01-01")

NO_DATE = "no date entered"
NO_FORMAT = "date fits no format of the mapping"
NO_SUCH_DAY = "no such day in the calendar"
NO_ZONE = "time has an offset, and the mapping states no time zone"
DAY_NUMBER = "a spreadsheet's day number, not a date"
TOO_EARLY = "date is before 1900"
AFTER_LOCK = "date is after the data lock date"


def date_by_format(
    texts: pd.Series,
    formats: Sequence[str],
    zone: str | None = None,
    century: int | None = None,
    midnight_is_a_day: bool = False,
) -> pd.Series:
    """Reads a date, with or without a time of day, by the first format of the mapping that fits it.

    Month names are English whatever the language of the machine. `zone` is the clinic's time zone, `century` the
    first of the hundred years that two-digit years mean. A weekday written beside the date must be that day's.
    With `midnight_is_a_day` a midnight with an offset is a day as written (a birth date has no time).
    """
    patterns = _patterns(formats, century)

    def read(text: str) -> datetime | None:
        tidy, weekday = _without_weekday(text)
        for parts in _fitting(tidy, patterns):
            found = day_and_time(parts, zone, century, midnight_is_a_day)
            if found is not None:
                return found if weekday in (None, found.weekday()) else None
        return None

    return pd.Series([read(text) for text in texts], index=texts.index, dtype="datetime64[us]")


def no_date_entered(texts: pd.Series) -> pd.Series:
    """Sets aside an empty date."""
    return pd.Series(NO_DATE, index=texts.index).where(blank(texts))


def offset_without_time_zone(
    texts: pd.Series, formats: Sequence[str], zone: str | None = None, century: int | None = None
) -> pd.Series:
    """Sets aside a time with an offset or a Z where the mapping states no `time_zone`: its day is not known."""
    unread = has_offset(texts, formats, century) if zone is None else pd.Series(False, index=texts.index)
    return pd.Series(NO_ZONE, index=texts.index).where(unread)


def has_offset(texts: pd.Series, formats: Sequence[str], century: int | None = None) -> pd.Series:
    """True for texts that a format fits and that state their offset from UTC."""
    patterns = _patterns(formats, century)
    fitting = [_fitting(_without_weekday(text)[0], patterns) for text in texts]
    return pd.Series([any(parts.get("zone") for parts in one) for one in fitting], texts.index, bool)


def impossible_day(texts: pd.Series, formats: Sequence[str], century: int | None = None) -> pd.Series:
    """Sets aside a text that is written like a date but names a day, a weekday or a time that does not exist."""
    patterns = _patterns(formats, century)
    fits = [any(_fitting(_without_weekday(text)[0], patterns)) for text in texts]
    return pd.Series(NO_SUCH_DAY, index=texts.index).where(pd.Series(fits, texts.index, bool))


def spreadsheet_day_number(texts: pd.Series) -> pd.Series:
    """Sets aside the number of a day in a spreadsheet (42434): two counts are in use, four years apart."""
    number = texts.str.strip().str.fullmatch(r"[1-6][0-9]{4}(?:\.[0-9]+)?").astype(bool)
    return pd.Series(DAY_NUMBER, index=texts.index).where(number)


def ends_after_lock(reading: pd.Series) -> pd.Series:
    """Leaves out a last day after the data lock date, and what stands with it: on that date nobody knew them.

    A stay or an order is then read as if it had no last day yet, so that a later export, which knows how it
    ended, gives the same results under the same data lock date.
    """
    return reading.eq(AFTER_LOCK).fillna(False).astype(bool)


def _patterns(formats: Sequence[str], century: int | None) -> list[re.Pattern[str]]:
    return [re.compile(f"^{pattern_of(one, century is not None)}$") for one in formats]


def _fitting(tidy: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Parts]:
    """Yield the parts of a text by each pattern that it fits."""
    for pattern in patterns:
        if fits := pattern.match(tidy):
            yield fits.groupdict()


def _without_weekday(text: str) -> tuple[str, int | None]:
    """Return a text in lower case without the weekday it starts with, and its number (Monday 0) or None."""
    tidy = " ".join(text.lower().split())
    named = _WEEKDAY.match(tidy)
    return (tidy[named.end() :], WEEKDAYS.index(named["weekday"])) if named else (tidy, None)


def date_rules(
    formats: Sequence[str],
    zone: str | None = None,
    century: int | None = None,
    midnight_is_a_day: bool = False,
) -> tuple[Rule, ...]:
    """Return the rules that read a date, in order."""
    read = partial(
        date_by_format, formats=formats, zone=zone, century=century, midnight_is_a_day=midnight_is_a_day
    )
    offset = partial(offset_without_time_zone, formats=formats, zone=zone, century=century)
    impossible = partial(impossible_day, formats=formats, century=century)
    column = "any date"
    return (
        Rule(column, no_date_entered, "", NO_DATE, refuses=True),
        Rule(column, read, "03/05/2016", "2016-03-05"),
        Rule(column, offset, "2016-03-05T23:30:00Z", NO_ZONE, refuses=True),
        Rule(column, impossible, "02/30/2016", NO_SUCH_DAY, refuses=True),
        Rule(column, spreadsheet_day_number, "42434", DAY_NUMBER, refuses=True),
    )


def read_dates(
    texts: pd.Series,
    formats: Sequence[str],
    last: pd.Timestamp,
    first: pd.Timestamp | None = FIRST_PLAUSIBLE,
    zone: str | None = None,
    century: int | None = None,
    midnight_is_a_day: bool = False,
) -> pd.DataFrame:
    """Return the reading of each date text: value (day and time), rule, reason, changed, day, text, has_time.

    `last` is the last plausible day (the data lock date for events), `first` the first one, where there
    is one; the others are those of `date_by_format`. A text that already starts with the ISO date it means is not
    a change.
    """
    rules = date_rules(formats, zone, century, midnight_is_a_day)
    return by_unique(texts, partial(_read_unique, rules=rules, last=last, first=first))


def _read_unique(
    texts: pd.Series, rules: tuple[Rule, ...], last: pd.Timestamp, first: pd.Timestamp | None
) -> pd.DataFrame:
    reading = read_texts(texts, rules, NO_FORMAT, "datetime64[us]")
    if first is not None:
        reading = refuse(reading, reading["value"] < first, TOO_EARLY)
    reading = refuse(reading, reading["value"] >= last.normalize() + pd.Timedelta(days=1), AFTER_LOCK)
    day = reading["value"].dt.normalize()
    text = day.dt.strftime("%Y-%m-%d").astype("string")
    raw = texts.str.strip()
    has_time = raw.str.contains(r"[0-9]:[0-9]|[0-9]t[0-9]|[0-9] ?[ap]\.?m\b", case=False, regex=True)
    return reading.assign(
        day=day,
        text=text,
        has_time=reading["value"].notna() & has_time.astype(bool),
        changed=reading["changed"] & raw.str.slice(0, 10).ne(text.fillna("").astype("object")),
    )
