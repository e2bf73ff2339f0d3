"""What a date format looks like as a text: the pattern of each format, built here and not by the system.

So neither language settings nor the time zone of the machine can change a date.
"""

import re

from chart2paper.problems import Problem, Problems

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
MONTH_NUMBER = {
    **{month: number for number, month in enumerate(_MONTHS, 1)},
    **{month[:3]: number for number, month in enumerate(_MONTHS, 1)},
    "sept": 9,
}
_ZONE = r"(?P<zone>z|utc|gmt|[+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)"
_HALF = r"(?P<half>[ap])\.?m?\.?"
_DIRECTIVES = {
    "%Y": r"(?P<year>[0-9]{4})",
    "%y": r"(?P<short_year>[0-9]{2})",
    "%m": r"(?P<month>[0-9]{1,2})",
    "%d": r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?",
    "%b": r"(?P<name>[a-z]{3,9})\.?",
    "%B": r"(?P<name>[a-z]{3,9})\.?",
    "%H": r"(?P<hour>[0-9]{1,2})",
    "%I": r"(?P<hour>[0-9]{1,2})",
    "%M": r"(?P<minute>[0-9]{2})",
    "%S": r"(?P<second>[0-9]{2})",
    "%f": r"[0-9]{1,9}",
    "%p": _HALF,
    "%z": _ZONE,
    "%%": "%",
}
_DIGITS = ("%Y", "%y", "%m", "%d", "%H", "%I", "%M", "%S", "%f")
_TIME = (
    r"(?:(?:[t:]| ?, ?| )(?:at )?\s*"
    r"(?:(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?(?::(?P<second>[0-9]{2})(?:[.,][0-9]{1,9})?)?"
    r"|(?P<clock>[0-9]{4}(?:[0-9]{2})?)(?:[.,][0-9]{1,9})?)"
    rf"(?:\s*{_HALF}|\s*(?:uhr|hrs?|h))?\s*{_ZONE}?)?"
)
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = (
    r"^(?:on )?(?P<weekday>mon|tue|wed|thu|fri|sat|sun)"
    r"(?:day|s|sday|nesday|nes|r|rs|rsday|ur|urday)?\.?,? (?=[0-9a-z])"
)


def pattern_of(date_format: str, two_digit_years: bool = False) -> str:
    """Return the regular expression of a date format, for texts in lower case.

    A format without a time also fits a date followed by a time; where two numbers touch, each has all its digits.
    Raises `Problems` for a directive that is not known, and for a two-digit year whose century is not stated.
    """
    parts = [part for part in re.split(r"(%.)", date_format) if part]
    unknown = [part for part in parts if part.startswith("%") and part not in _DIRECTIVES]
    has_year = "%Y" in parts or ("%y" in parts and two_digit_years)
    if unknown or not has_year or "%d" not in parts:
        what = f'date format "{date_format}" cannot be used' + (
            f" ({unknown[0]} is not known)" if unknown else ""
        )
        todo = (
            "use %Y, %m (or %b for a month name), %d, and %H:%M:%S for a time; for two-digit years (%y) "
            "set two_digit_years_from"
        )
        raise Problems([Problem("mapping", what, todo, column="date_formats")])
    pattern = "".join(_part(parts, place) for place in range(len(parts)))
    return pattern if "%H" in parts or "%I" in parts else pattern + _TIME


def _part(parts: list[str], place: int) -> str:
    part = parts[place]
    if part not in _DIRECTIVES:
        return _literal(part.lower(), parts[place - 1] if place else "")
    neighbours = parts[max(0, place - 1) : place] + parts[place + 1 : place + 2]
    touches = part in _DIGITS and any(other in _DIGITS for other in neighbours)
    return _DIRECTIVES[part].replace("{1,2}", "{2}", 1) if touches else _DIRECTIVES[part]


def _literal(text: str, before: str) -> str:
    """Escape a text of the format; a Z after a time is an offset however the format writes it."""
    if text == "z" and before in ("%M", "%S", "%f"):
        return _ZONE
    return re.escape(text)
