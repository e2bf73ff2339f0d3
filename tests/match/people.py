"""Exposed people and candidates in a few words, as the cohort leaves them."""

from typing import Any

import pandas as pd

from chart2paper.tables.cohort import CANDIDATES, COHORT
from chart2paper.tables.read_write import shape

SETTING: dict[str, Any] = {
    "method": "optimal",
    "order": "closest",
    "distance": "mahalanobis",
    "exact": [],
    "calipers": {},
    "propensity_caliper": None,
    "distance_on": ["baseline_score", "age", "sex"],
    "replacement": False,
    "ratio": 1.0,
}
LIKE_MOST = {"age": 50, "sex": "female", "pain_group": "fibromyalgia", "baseline_score": 6, "on_opioid": 0}


def exposed(**people: dict[str, Any]) -> pd.DataFrame:
    """Return COHORT rows: exposed(A={"age": 40}, B={})."""
    rows = [
        LIKE_MOST | {"person_id": name, "role": "exposed", "index_date": "2018-02-01"} | what
        for name, what in people.items()
    ]
    return shape(pd.DataFrame(rows, columns=None if rows else ["person_id"]), COHORT)


def candidates(*rows: tuple[str, str, dict[str, Any]]) -> pd.DataFrame:
    """Return CANDIDATES rows from (exposed_id, person_id, what differs)."""
    full = [
        LIKE_MOST | {"exposed_id": a, "person_id": b, "index_date": "2018-02-01"} | what
        for a, b, what in rows
    ]
    return shape(pd.DataFrame(full, columns=None if full else ["person_id"]), CANDIDATES)
