"""The parts of a date, put together: a day and a time of day on the clinic's own clock."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from chart2paper.reading.date_patterns import MONTH_NUMBER

# The named groups of `pattern_of`, missing where the text has no such part.
Parts = Mapping[str, str | None]


def day_and_time(
    parts: Parts, zone: str | None, century: int | None, midnight_is_a_day: bool = False
) -> datetime | None:
    """Return the day and time that the parts of a pattern name; None where there is no such day or time.

    `zone` turns a time with an offset into the clinic's own; without it such a time is None. `century` is the first
    of the hundred years that two digits mean.
    """
    clock = _clock(parts)
    year, month, day = _year(parts, century), _month(parts), _number(parts, "day")
    if clock is None or year is None or month is None or day is None:
        return None
    try:
        written = datetime(year, month, day, *clock)
    except ValueError:
        return None
    offset = parts.get("zone")
    if offset is None or (midnight_is_a_day and written.time() == time.min):
        return written
    return None if zone is None else _on_clinic_clock(written, offset, zone)


def _number(parts: Parts, name: str) -> int | None:
    text = parts.get(name)
    return None if text is None else int(text)


def _year(parts: Parts, century: int | None) -> int | None:
    short = _number(parts, "short_year")
    if short is None or century is None:
        return _number(parts, "year")
    return century + (short - century) % 100


def _month(parts: Parts) -> int | None:
    name = parts.get("name")
    return _number(parts, "month") if name is None else MONTH_NUMBER.get(name)


def _clock(parts: Parts) -> tuple[int, int, int] | None:
    """Return hour, minute and second, 0 where none is written; None where there is no such time of day."""
    digits = parts.get("clock")
    if digits:
        hour, minute, second = int(digits[:2]), int(digits[2:4]), int(digits[4:] or 0)
    else:
        hour, minute, second = (_number(parts, name) or 0 for name in ("hour", "minute", "second"))
    half = parts.get("half")
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    elif "half" in parts and not digits and parts.get("hour") and not parts.get("minute"):
        return None  # "14" alone is no time of day
    return (hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _on_clinic_clock(written: datetime, offset: str, zone: str) -> datetime:
    sign = -1 if offset.startswith("-") else 1
    digits = re.sub(r"[^0-9]", "", offset).ljust(4, "0")
    try:
        utc = written - sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]))
        return utc.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    except OverflowError:  # the first or last day of all, which no chart means
        return written
