"""Which date formats a mapping may name."""

import re
from datetime import datetime

# What a date format may hold; no two-digit years, because their century would have to be guessed.
DATE_DIRECTIVES = frozenset("YmdbBHIMSfp%")


def is_whole_date(date_format: str) -> bool:
    """Whether a format gives a whole day back: year, month and day, and nothing that is not understood."""
    day = datetime(2001, 2, 3)
    if set(re.findall("%(.)", date_format)) - DATE_DIRECTIVES:
        return False
    try:
        return datetime.strptime(day.strftime(date_format), date_format) == day
    except ValueError:
        return False
