"""The parts of a date, put together: a day and a time of day on the clinic's own clock."""

import pandas as pd

from chart2paper.reading.date_patterns import MONTH_NUMBER

_NUMBERS = ("year", "month", "day", "hour", "minute", "second")


def day_and_time(
    parts: pd.DataFrame, zone: str | None, century: int | None, midnight_is_a_day: bool = False
) -> pd.Series:
    """Return the day and time that the parts of a pattern name; missing where there is no such day or time.

    `parts` has the named groups of `pattern_of` as texts. `zone` turns a time with an offset into the clinic's own;
    without it such a time is missing. `century` is the first of the hundred years that two digits mean.
    """
    if parts.empty:
        return pd.Series(pd.NaT, index=parts.index, dtype="datetime64[us]")
    numbers = _numbers(parts, century)
    complete = numbers[["year", "month", "day"]].notna().all(axis=1)
    # pandas would carry an hour beyond 23 over to the next day.
    for name, most in (("hour", 23), ("minute", 59), ("second", 59)):
        complete &= numbers[name].isna() | numbers[name].between(0, most)
    if "half" in parts:  # "14" alone is no time of day
        complete &= numbers["hour"].isna() | numbers["minute"].notna() | parts["half"].notna()
    dates = pd.to_datetime(numbers[complete].fillna(0).astype("int64"), errors="coerce")
    written = dates.astype("datetime64[us]").reindex(parts.index)
    return _on_clinic_clock(written, parts, zone, midnight_is_a_day) if "zone" in parts else written


def _numbers(parts: pd.DataFrame, century: int | None) -> pd.DataFrame:
    numbers = pd.DataFrame(index=parts.index)
    for name in _NUMBERS:
        column = parts[name] if name in parts else pd.Series(None, index=parts.index, dtype="object")
        numbers[name] = pd.to_numeric(column).astype("float64")
    if "short_year" in parts and century is not None:
        numbers["year"] = century + (pd.to_numeric(parts["short_year"]) - century) % 100
    if "name" in parts:
        numbers["month"] = parts["name"].map(MONTH_NUMBER)
    if "clock" in parts:
        for name, place in (("hour", 0), ("minute", 2), ("second", 4)):
            digits = parts["clock"].str.slice(place, place + 2).replace("", None)
            numbers[name] = numbers[name].fillna(pd.to_numeric(digits))
    if "half" in parts:
        half = parts["half"].notna()
        twelve = half & numbers["hour"].between(1, 12)
        numbers.loc[half & ~twelve, "hour"] = 99
        numbers.loc[twelve, "hour"] = numbers["hour"] % 12 + 12 * parts["half"].eq("p")
    return numbers


def _on_clinic_clock(
    written: pd.Series, parts: pd.DataFrame, zone: str | None, midnight_is_a_day: bool
) -> pd.Series:
    offset = parts["zone"].dropna()
    as_written = written.where(parts["zone"].isna())
    if midnight_is_a_day:
        as_written = as_written.fillna(written.where(written.eq(written.dt.normalize())))
    if zone is None or offset.empty:
        return as_written
    sign = offset.str.startswith("-").map({True: -1, False: 1})
    digits = offset.str.replace(r"[^0-9]", "", regex=True).str.ljust(4, "0")
    minutes = sign * (pd.to_numeric(digits.str.slice(0, 2)) * 60 + pd.to_numeric(digits.str.slice(2, 4)))
    utc = written[offset.index] - pd.to_timedelta(minutes, unit="min")
    local = utc.dt.tz_localize("UTC").dt.tz_convert(zone).dt.tz_localize(None).astype("datetime64[us]")
    return as_written.fillna(local.reindex(written.index))
