"""Numbers of the curve of time on treatment: the share still taking the drug, and how many are at risk."""

import pandas as pd

from chart2paper.figures.numbers import rows_of
from chart2paper.tables.figures import TIME_ON_TREATMENT_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/time_on_treatment"
# Days beneath which the numbers at risk stand.
TOLD_DAYS = (0, 30, 60, 90, 180, 365, 730)
LAST_DAY = 730


def time_on_treatment_frame(time_on_treatment: pd.DataFrame) -> pd.DataFrame:
    """Return the points of the curve (TIME_ON_TREATMENT_FIGURE) up to two years; rows of TIME_ON_TREATMENT go in."""
    frame = time_on_treatment[time_on_treatment["day"] <= LAST_DAY]
    return shape(frame.assign(told=frame["day"].isin(TOLD_DAYS)), TIME_ON_TREATMENT_FIGURE)


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the curve in sentences, from the plotted points alone."""
    head = words.words(f"{DRAWN}#alt", drug=short_name)
    if frame.empty:
        return f"{head} {words.words(f'{DRAWN}#alt_nobody')}"
    shares = [
        words.words(
            f"{DRAWN}#alt_day",
            day=f"{point.day}",
            share=f"{100 * point.share:.0f}",
            at_risk=f"{point.at_risk}",
        )
        for point in rows_of(frame[frame["told"] & (frame["day"] > 0)])
    ]
    if not shares:
        return f"{head} {words.words(f'{DRAWN}#alt_no_month')}"
    return f"{head} {words.words(f'{DRAWN}#alt_days', shares='; '.join(shares))}"
