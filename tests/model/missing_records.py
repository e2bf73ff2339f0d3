"""Records around small analysis sets, for the tests of missing outcomes."""

import numpy as np
import pandas as pd

from chart2paper.model.missing.handling import Records
from chart2paper.tables.clean import VISIT
from chart2paper.tables.missing import EVENTS
from chart2paper.tables.model import SCORES
from chart2paper.tables.read_write import shape
from model.people import ESTIMATION

OUTCOME = {"rule": "nearest", "window_days": [45, 150], "target_day": 90}
PROTOCOL = {
    "estimation": ESTIMATION | {"adjust_for": ["baseline_score", "age"]},
    "outcome": OUTCOME,
    "eligibility": {"under_care_days": 90},
    "missing_data": {"imputations": 20, "donors": 5, "deltas_points": [0, 1, 3], "landmark_day": 60},
    "data_lock_date": "2020-12-31",
}


def scores(rows: list[tuple]) -> pd.DataFrame:
    """Return SCORES from (set_id, person_id, role, day, score); the window is that of OUTCOME."""
    frame = pd.DataFrame(rows, columns=["set_id", "person_id", "role", "day", "score"])
    return shape(frame.assign(in_window=frame["day"].between(45, 150).astype(int)), SCORES)


def events(rows: list[tuple]) -> pd.DataFrame:
    """Return EVENTS from (set_id, person_id, role, event, day)."""
    frame = pd.DataFrame(rows, columns=["set_id", "person_id", "role", "event", "day"])
    return shape(frame.assign(before_outcome=1), EVENTS)


def visits(rows: list[tuple]) -> pd.DataFrame:
    """Return completed one-day visits (VISIT) from (person_id, date)."""
    frame = pd.DataFrame(rows, columns=["person_id", "visit_start_date"])
    frame["visit_occurrence_id"] = [f"v{i}" for i in range(len(frame))]
    return shape(frame.assign(visit_end_date=frame["visit_start_date"], visit_status="completed"), VISIT)


def records(people: pd.DataFrame) -> Records:
    """Return records in which everyone is scored on day 0, 30 and (if they have an outcome) 90, and comes then."""
    keys = people[["set_id", "person_id", "role"]]
    final, baseline = people["final_score"], people["baseline_score"]
    early = (baseline.fillna(5) + np.arange(len(people)) % 3 - 1).clip(0, 10)
    days = [keys.assign(day=day, score=score) for day, score in ((0, baseline), (30, early), (90, final))]
    rows = pd.concat(days).dropna(subset=["score"])
    came = rows.merge(people[["set_id", "person_id", "index_date"]], on=["set_id", "person_id"])
    dates = came["index_date"] + pd.to_timedelta(came["day"], unit="D")
    return Records(
        people=people,
        scores=scores(list(rows.itertuples(index=False, name=None))),
        events=events([]),
        visits=visits(list(zip(came["person_id"], dates, strict=True))),
    )
