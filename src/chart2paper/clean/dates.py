"""Dates: the mapping's formats in order, English month names, an optional time of day.

The pattern of each format is built here, not by the system, so that neither language settings nor
the time zone of the machine can change a date. Times are taken as written on the clinic's clock.
"""

import re
from collections.abc import Sequence
from functools import partial

import pandas as pd

from chart2paper.clean.rules import Rule, by_unique, read_texts, refuse
from chart2paper.problems import Problem, Problems

FIRST_PLAUSIBLE = pd.Timestamp("1900-01-01")

NO_DATE = "no date entered"
NO_FORMAT = "date fits no format of the mapping"
NO_SUCH_DAY = "no such day in the calendar"
TOO_EARLY = "date is before 1900"
AFTER_LOCK = "date is after the data lock date"

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH_NUMBER = {
    **{month: number for number, month in enumerate(_MONTHS, 1)},
    **{month[:3]: number for number, month in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_DIRECTIVES = {
    "%Y": r"(?P<year>[0-9]{4})",
    "%m": r"(?P<month>[0-9]{1,2})",
    "%d": r"(?P<day>[0-9]{1,2})",
    "%b": r"(?P<name>[a-z]{3,9})\.?",
    "%B": r"(?P<name>[a-z]{3,9})\.?",
    "%H": r"(?P<hour>[0-9]{1,2})",
    "%I": r"(?P<hour>[0-9]{1,2})",
    "%M": r"(?P<minute>[0-9]{2})",
    "%S": r"(?P<second>[0-9]{2})",
    "%f": r"[0-9]{1,9}",
    "%p": r"(?P<half>am|pm)",
    "%%": "%",
}
_TIME = (
    r"(?:[t ]\s*(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]{1,9})?)?"
    r"\s*(?P<half>am|pm)?\s*z?)?"
)


def pattern_of(date_format: str) -> str:
    """Return the regular expression of a date format, for texts in lower case.

    A format without a time also fits a date followed by a time. Raises `Problems` for a directive that
    is not known; a two-digit year is refused, because its century would have to be guessed.
    """
    parts = re.split(r"(%.)", date_format)
    unknown = [part for part in parts if part.startswith("%") and part not in _DIRECTIVES]
    if unknown or "%Y" not in parts or "%d" not in parts:
        what = f'date format "{date_format}" cannot be used' + (
            f" ({unknown[0]} is not known)" if unknown else ""
        )
        todo = (
            "use %Y, %m (or %b for a month name), %d, and %H:%M:%S for a time; two-digit years are ambiguous"
        )
        raise Problems([Problem("mapping", what, todo, column="date_formats")])
    pattern = "".join(_DIRECTIVES.get(part, re.escape(part.lower())) for part in parts)
    return pattern if "(?P<hour>" in pattern else pattern + _TIME


def date_by_format(texts: pd.Series, formats: Sequence[str]) -> pd.Series:
    """Reads a date, with or without a time of day, by the first format of the mapping that fits it.

    Month names are English whatever the language of the machine.
    """
    tidy = _tidy(texts)
    found = pd.Series(pd.NaT, index=texts.index, dtype="datetime64[us]")
    for date_format in formats:
        left = tidy[found.isna()]
        found = found.fillna(_assemble(left.str.extract(f"^{pattern_of(date_format)}$")).reindex(texts.index))
    return found


def no_date_entered(texts: pd.Series) -> pd.Series:
    """Sets aside an empty date."""
    return pd.Series(NO_DATE, index=texts.index).where(_tidy(texts).eq(""))


def impossible_day(texts: pd.Series, formats: Sequence[str]) -> pd.Series:
    """Sets aside a text that is written like a date but names a day or a time that does not exist."""
    tidy = _tidy(texts)
    fits = pd.Series(False, index=texts.index)
    for date_format in formats:
        fits |= tidy.str.match(f"^{pattern_of(date_format)}$").astype(bool)
    return pd.Series(NO_SUCH_DAY, index=texts.index).where(fits)


def ends_after_lock(reading: pd.Series) -> pd.Series:
    """Leaves out a last day after the data lock date, and what stands with it: on that date nobody knew them.

    A stay or an order is then read as if it had no last day yet, so that a later export, which knows how it
    ended, gives the same results under the same data lock date.
    """
    return reading.eq(AFTER_LOCK).fillna(False).astype(bool)


def _tidy(texts: pd.Series) -> pd.Series:
    return texts.str.strip().str.lower().str.replace(r"\s+", " ", regex=True)


def _assemble(parts: pd.DataFrame) -> pd.Series:
    """Put year, month and day together; a day that does not exist is missing."""
    if parts.empty:
        return pd.Series(pd.NaT, index=parts.index, dtype="datetime64[us]")
    numbers = pd.DataFrame(index=parts.index)
    for name in ("year", "month", "day", "hour", "minute", "second"):
        column = parts[name] if name in parts else pd.Series(None, index=parts.index, dtype="object")
        numbers[name] = pd.to_numeric(column)
    if "name" in parts:
        numbers["month"] = parts["name"].map(_MONTH_NUMBER)
    if "half" in parts:
        noon = parts["half"].notna()
        numbers.loc[noon & ~numbers["hour"].between(1, 12), "hour"] = 99
        twelve = noon & numbers["hour"].between(1, 12)
        numbers.loc[twelve, "hour"] = numbers["hour"] % 12 + 12 * parts["half"].eq("pm")
    complete = numbers[["year", "month", "day"]].notna().all(axis=1)
    # pandas would carry an hour beyond 23 over to the next day.
    for name, most in (("hour", 23), ("minute", 59), ("second", 59)):
        complete &= numbers[name].isna() | numbers[name].between(0, most)
    dates = pd.to_datetime(numbers[complete].fillna(0).astype("int64"), errors="coerce")
    return dates.astype("datetime64[us]").reindex(parts.index)


def date_rules(formats: Sequence[str]) -> tuple[Rule, ...]:
    """Return the rules that read a date, in order."""
    return (
        Rule("any date", no_date_entered, "", NO_DATE, refuses=True),
        Rule("any date", partial(date_by_format, formats=formats), "03/05/2016", "2016-03-05"),
        Rule("any date", partial(impossible_day, formats=formats), "02/30/2016", NO_SUCH_DAY, refuses=True),
    )


def read_dates(
    texts: pd.Series, formats: Sequence[str], last: pd.Timestamp, first: pd.Timestamp | None = FIRST_PLAUSIBLE
) -> pd.DataFrame:
    """Return the reading of each date text: value (day and time), rule, reason, changed, day, text, has_time.

    `last` is the last plausible day (the data lock date for events), `first` the first one, where there
    is one. A text that already starts with the ISO date it means is not a change.
    """
    return by_unique(texts, partial(_read_unique, formats=formats, last=last, first=first))


def _read_unique(
    texts: pd.Series, formats: Sequence[str], last: pd.Timestamp, first: pd.Timestamp | None
) -> pd.DataFrame:
    reading = read_texts(texts, date_rules(formats), NO_FORMAT, "datetime64[us]")
    if first is not None:
        reading = refuse(reading, reading["value"] < first, TOO_EARLY)
    reading = refuse(reading, reading["value"] >= last.normalize() + pd.Timedelta(days=1), AFTER_LOCK)
    day = reading["value"].dt.normalize()
    text = day.dt.strftime("%Y-%m-%d").astype("string")
    raw = texts.str.strip()
    return reading.assign(
        day=day,
        text=text,
        has_time=reading["value"].notna() & raw.str.contains(r"[0-9]:[0-9]", regex=True).astype(bool),
        changed=reading["changed"] & raw.str.slice(0, 10).ne(text.fillna("").astype("object")),
    )
