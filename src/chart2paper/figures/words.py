"""Words and numbers as figures print them: signs, intervals, counts, covariate labels."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

COVARIATE_LABELS = {
    "age": "Age (years)",
    "sex": "Sex",
    "pain_group": "Painful condition",
    "mechanism": "Pain mechanism",
    "baseline_score": "Pain score at baseline (0-10)",
    "previous_score": "Pain score before baseline (0-10)",
    "on_opioid": "On an opioid",
    "on_adjuvant": "On a nerve-pain drug or antidepressant",
    "days_in_care": "Days in care",
    "visits_before": "Visits in the year before",
    "index_year": "Calendar year",
}

# Levels that are not words.
ACRONYMS = {"crps": "CRPS"}


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


def covariate_label(name: str) -> str:
    """Return a covariate's printed name; an unknown one is written without underscores."""
    return COVARIATE_LABELS.get(name, sentence(name))


def words_of(name: str) -> str:
    """Return a column name or level as words: `low_back_pain` is `low back pain`, `crps` is `CRPS`."""
    return " ".join(ACRONYMS.get(word, word) for word in name.replace("_", " ").split())


def sentence(name: str) -> str:
    """Return a column name or level as words, its first letter large: `days_in_care` is `Days in care`."""
    words = words_of(name)
    return words[:1].upper() + words[1:]


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """Give the rows of a short printed table one by one, each value by its column's name."""
    return frame.itertuples(index=False)
