"""Times of the clock, written as the time of day they fall in: 8 am is the morning, 21:00 the night."""

import re

_HALF = r" ?(?P<half>[ap])\.?m\b\.?"
# A number from 1 to 4 before am or pm may be a count: `1 am and 2 pm` is one and two tablets.
_CLOCK = re.compile(
    r"(?:(?:at|@) ?(?P<at>1?[0-9])|(?<![0-9./-])(?P<late>[5-9]|1[0-2])|(?P<exact>1?[0-9]):[0-5][0-9])"
    + _HALF
    + r"|\b(?P<full>[01]?[0-9]|2[0-3]):[0-5][0-9](?![0-9])(?: ?(?:hrs|hours|h)\b)?"
    r"|\b(?P<army>[01][0-9]|2[0-3])00 ?(?:hrs|hours|h)\b"
)
_SMALL = re.compile(rf"(?<![0-9./-])(?P<small>[1-4]){_HALF}")
_GLUED = re.compile(r"(?<![0-9./-])[1-4][ap]m\b")


def with_times_of_day(text: str) -> str | None:
    """Return the text with times of the clock in words, None where `2pm` may be a time or a count.

    Beside another time of the clock it is a time.
    """
    timed = _CLOCK.sub(_in_words, text)
    if timed != text:
        return _SMALL.sub(_in_words, timed)
    return None if _GLUED.search(text) else text


def _in_words(match: re.Match[str]) -> str:
    hour = int(next(value for name, value in match.groupdict().items() if value and name != "half"))
    if match.groupdict().get("half"):
        hour = hour % 12 + (12 if match["half"] == "p" else 0)
    return f" {_time_of_day(hour)} "


def _time_of_day(hour: int) -> str:
    ends = ((3, "night"), (11, "morning"), (15, "noon"), (17, "afternoon"), (21, "evening"), (24, "night"))
    return next(name for end, name in ends if hour < end)
