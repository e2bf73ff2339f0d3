"""Windows of days from the index date, in words."""

from typing import Any

import pandas as pd

from chart2paper.writing.printed import MINUS
from chart2paper.writing.values import Values

# The passage of such windows.
DAYS = "study/days"


def days_text(words: Values, first: Any, last: Any) -> str:
    """Return a window in words: `days −180 to −1`, `day 0`, `any time up to day 0`, `from day 1 to the data lock`."""
    ends = {"first": first, "last": last}
    known = {name: day_text(day) for name, day in ends.items() if pd.notna(day)}
    return words.words(DAYS, {"window": _window(first, last)}, **known)


def _window(first: Any, last: Any) -> str:
    if pd.isna(first):
        return "always" if pd.isna(last) else "until"
    if pd.isna(last):
        return "from"
    return "day" if first == last else "days"


def day_text(number: int) -> str:
    """Return a day with its sign: `−180`, `0`, `30`."""
    return f"{MINUS if number < 0 else ''}{abs(number)}"
