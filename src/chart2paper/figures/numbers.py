"""Numbers as figures print them: intervals and counts."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values

# The passage of numbers with their nouns.
COUNTS = "drawn/counts"


def interval(estimate: float, low: float, high: float, digits: int) -> str:
    """Return `0.42 (−0.10 to 0.93)`, or the estimate alone when it has no interval."""
    if pd.isna(low) or pd.isna(high):
        return printed(estimate, digits)
    return f"{printed(estimate, digits)} ({printed(low, digits)} to {printed(high, digits)})"


def counted(words: Values, what: str, number: int) -> str:
    """Return `1 person`, `2,014 people`: a number with its noun, a part of the passage of counts."""
    return words.words(f"{COUNTS}#{what}", {"one": number == 1}, number=f"{number:,}")


def count_text(words: Values, number: Any) -> str:
    """Return `2,014`, or `withheld` for a count that a released figure does not show."""
    return words.words(f"{COUNTS}#withheld") if pd.isna(number) else f"{int(number):,}"


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a short printed table one by one, each value by its column's name."""
    return frame.itertuples(index=False)
