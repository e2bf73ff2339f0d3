"""Windows of days from the index date, in words."""

from typing import Any

import pandas as pd

from chart2paper.writing.printed import MINUS


def days_text(first: Any, last: Any) -> str:
    """Return a window in words: `days −180 to −1`, `day 0`, `any time up to day 0`, `from day 1 to the data lock`."""
    if pd.isna(first) and pd.isna(last):
        return "any time up to the data lock"
    if pd.isna(first):
        return f"any time up to day {day_text(last)}"
    if pd.isna(last):
        return f"from day {day_text(first)} to the data lock"
    return f"day {day_text(first)}" if first == last else f"days {day_text(first)} to {day_text(last)}"


def day_text(number: int) -> str:
    """Return a day with its sign: `−180`, `0`, `30`."""
    return f"{MINUS if number < 0 else ''}{abs(number)}"
