"""The index dates of comparators at visits of their own: as long after a score as the exposed person's.

A date on which nobody was seen has no score of that day; a score that is older in one arm than in the other has gone
further back to what is usual. Here both are equally old (each visit as a trial: Hernan and others 2008).
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd


def visit_dates(
    exposed: pd.DataFrame, periods: pd.DataFrame, within: int
) -> Iterator[tuple[int, pd.DataFrame]]:
    """Give, for each age that a baseline score of an exposed person has, the index dates of comparators with it.

    Parameters
    ----------
    exposed: score_age, the days from the baseline score to the index date.
    periods: `EligibleTime.periods` of scores at visits; of one person they do not overlap.
    within: most days between the index dates of two people.

    Returns
    -------
    The age, and the periods that hold the day so long after their score, with day (that day) and, as first and last,
    the index dates of exposed people for whom it is the nearest of the person's days. The earlier of two as near is.
    """
    for age in sorted(exposed["score_age"].unique()):
        day = periods["score_day"] + int(age)
        eligible = periods.assign(day=day)[day.between(periods["first"], periods["last"])]
        yield int(age), _nearest(eligible.sort_values(["person", "day"]), within)


def _nearest(eligible: pd.DataFrame, within: int) -> pd.DataFrame:
    """Share the time between a person's days in the middle; no day reaches further than `within`."""
    day, of_person = eligible["day"], eligible.groupby("person")["day"]
    after = (day + of_person.shift(-1)) // 2
    before = (day + of_person.shift()) // 2 + 1
    return eligible.assign(
        first=np.fmax(before, day - within).astype("int64"), last=np.fmin(after, day + within).astype("int64")
    )
