"""How many dates are written in which format of the mapping."""

from collections.abc import Sequence

import pandas as pd

from chart2paper.reading.dates import date_by_format
from chart2paper.reading.mapping import Mapping

NO_FORMAT = "no format"


def count_date_formats(
    texts: pd.Series, formats: Sequence[str], zone: str | None = None, century: int | None = None
) -> dict[str, int]:
    """Count the texts that cleaning will read by each date format; the rest under "no format".

    zone, century: the mapping's `time_zone` and `two_digit_years_from`.
    """
    counts = texts.dropna().str.strip().astype("str").value_counts()
    found = {}
    for date_format in formats:
        fits = date_by_format(counts.index.to_series(), [date_format], zone, century).notna().to_numpy()
        found[date_format] = int(counts[fits].sum())
        counts = counts[~fits]
    return {**found, NO_FORMAT: int(counts.sum())}


def formats_of(rows: pd.DataFrame, mapping: Mapping) -> dict[tuple[str, str], dict[str, int]]:
    """Return, per file and date column of extracted rows, how many dates are written in which format."""
    dates = [name for name in rows.columns if name.endswith("_date") and rows[name].notna().any()]
    return {
        (str(file), name): count_date_formats(
            part[name],
            mapping.date_formats_of(str(file), name),
            mapping.time_zone,
            mapping.two_digit_years_from,
        )
        for file, part in rows.groupby("source_file")
        for name in dates
    }
