"""Numbers as figures print them: signs, intervals, counts."""

from collections.abc import Iterator
from typing import Any

import pandas as pd


def signed(value: float, digits: int) -> str:
    """Return a number with a true minus sign; a value that rounds to zero has none."""
    text = f"{value:.{digits}f}"
    if float(text) == 0:
        text = text.lstrip("-")
    return text.replace("-", "−")


def interval(estimate: float, low: float, high: float, digits: int) -> str:
    """Return `0.42 (−0.10 to 0.93)`, or the estimate alone when it has no interval."""
    if pd.isna(low) or pd.isna(high):
        return signed(estimate, digits)
    return f"{signed(estimate, digits)} ({signed(low, digits)} to {signed(high, digits)})"


def counted(number: int, one: str, many: str = "") -> str:
    """Return `1 person`, `2,014 people`: a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a short printed table one by one, each value by its column's name."""
    return frame.itertuples(index=False)
