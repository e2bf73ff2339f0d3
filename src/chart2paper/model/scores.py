"""Every score of the matched people around their index date, for analyses that use more than one."""

from typing import Any

import pandas as pd

from chart2paper.tables.model import SCORES
from chart2paper.tables.read_write import shape

# Earlier scores say little about pain on the index date; a whole year holds every season's visits once (our choice).
DAYS_BEFORE = 365


def scores_around(
    analysis_set: pd.DataFrame, daily: pd.DataFrame, outcome: dict[str, Any], data_lock_date: str
) -> pd.DataFrame:
    """Return every daily score of the matched people (SCORES), from a year before the index date to the lock.

    analysis_set: rows of ANALYSIS_SET. daily: rows of DAILY_SCORES.
    outcome: the protocol's section; its `window_days` says which scores are in the outcome window.
    """
    people = analysis_set[["set_id", "person_id", "role", "index_date"]]
    scores = people.merge(daily[daily["date"] <= pd.Timestamp(data_lock_date)], on="person_id")
    day = (scores["date"] - scores["index_date"]).dt.days
    first, last = outcome["window_days"]
    in_window = day.ge(first) & (day.le(last) if last is not None else True)
    return shape(scores.assign(day=day, in_window=in_window.astype("int64"))[day >= -DAYS_BEFORE], SCORES)
