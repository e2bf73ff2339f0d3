"""Which date formats a mapping may name."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

# What a date format may hold. A two-digit year needs a stated century rule.
DATE_DIRECTIVES = frozenset("YymdbBHIMSfpz%")


def is_whole_date(date_format: str, two_digit_years: bool = False) -> bool:
    """Whether a format gives a whole day back: year, month and day, and nothing that is not understood."""
    day = datetime(2001, 2, 3)
    used = set(re.findall("%(.)", date_format))
    if used - DATE_DIRECTIVES or ("y" in used and not two_digit_years):
        return False
    without_zone = date_format.replace("%z", "")
    try:
        return datetime.strptime(day.strftime(without_zone), without_zone) == day
    except ValueError:
        return False


def mistakes_in_formats(formats: Iterable[str], two_digit_years: bool) -> Iterator[str]:
    """Yield what is wrong with date formats, with what to write instead."""
    for text in formats:
        if is_whole_date(text, two_digit_years):
            continue
        needs = "needs %Y, %m (or %b, %B) and %d, and may have %H, %M, %S, %z"
        if is_whole_date(text, two_digit_years=True):
            needs += "; or say which hundred years two digits mean, such as two_digit_years_from: 1925 (1925 to 2024)"
        yield f'date format "{text}" {needs}'
