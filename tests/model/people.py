"""Small analysis sets for the tests of this room."""

import numpy as np
import pandas as pd

from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import shape

ESTIMATION = {
    "estimators": [
        "group_means",
        "percent_change",
        "whole_sample_regression",
        "ancova",
        "day_of_outcome",
        "responders",
        "subgroup_interaction",
    ],
    "adjust_for": ["baseline_score", "previous_score", "age", "sex", "on_opioid", "mechanism"],
    "least_probability": 0.05,
    "scale": "pain",
    "target_day": 90,
    "responder_thresholds_percent": [30, 50],
    "responder_thresholds_points": [2],
    "subgroups": ("mechanism", "neuropathic", "nociceptive"),
}


def people(exposed: list[tuple], comparators: list[tuple], **columns: list) -> pd.DataFrame:
    """Return an analysis set from (baseline, final) pairs; sets pair the arms in order, one each in turn.

    `columns` give further covariates, exposed first.
    """
    sets = [*range(len(exposed)), *(i % max(len(exposed), 1) for i in range(len(comparators)))]
    frame = pd.DataFrame([*exposed, *comparators], columns=["baseline_score", "final_score"], dtype=float)
    frame["set_id"] = [f"P{i:03d}" for i in sets]
    frame["person_id"] = [f"P{i:03d}" for i in range(len(frame))]
    frame["role"] = ["exposed"] * len(exposed) + ["comparator"] * len(comparators)
    frame["index_date"] = pd.Timestamp("2019-05-01")
    frame["days_to_final"] = days_of(frame["final_score"])
    return shape(frame.assign(**columns), ANALYSIS_SET)


def clinic(
    sets: int, seed: int, comparators: int = 2, missing: float = 0.1, effect: float = -1.0
) -> pd.DataFrame:
    """Return a simulated analysis set of `sets` matched sets with every covariate that ESTIMATION uses."""
    random = np.random.default_rng(seed)
    size = sets * (comparators + 1)
    of_set = np.repeat(np.arange(sets), comparators + 1)
    exposed = np.arange(size) % (comparators + 1) == 0
    baseline = random.integers(3, 11, size)
    noise = random.normal(0, 1.5, size) + random.normal(0, 0.8, sets)[of_set]
    final = np.clip(np.round(0.7 * baseline + 1 + effect * exposed + noise), 0, 10)
    frame = pd.DataFrame(
        {
            "set_id": [f"P{i:05d}" for i in of_set],
            "person_id": [f"Q{i:05d}" for i in range(size)],
            "role": np.where(exposed, "exposed", "comparator"),
            "index_date": pd.Timestamp("2019-05-01"),
            "age": random.integers(20, 80, size),
            "sex": random.choice(["female", "male"], size),
            "mechanism": random.choice(["neuropathic", "nociceptive", "mixed"], sets)[of_set],
            "baseline_score": baseline,
            "previous_score": np.where(random.random(size) < 0.3, np.nan, random.integers(3, 11, size)),
            "on_opioid": random.integers(0, 2, size),
            "final_score": np.where(random.random(size) < missing, np.nan, final),
        }
    )
    return shape(frame.assign(days_to_final=days_of(frame["final_score"])), ANALYSIS_SET)


def days_of(scores: pd.Series) -> pd.Series:
    """Return a day from 56 to 150 for each known outcome score, by the order of the rows alone."""
    day = pd.Series(56 + np.arange(len(scores)) * 37 % 95, index=scores.index, dtype="Int64")
    return day.mask(scores.isna())


def number(estimates: pd.DataFrame, outcome: str, estimand: str, method: str) -> pd.Series:
    """Return the one row of the estimates with this outcome, estimand and method."""
    keys = (
        (estimates["outcome"] == outcome)
        & (estimates["estimand"] == estimand)
        & (estimates["method"] == method)
    )
    (row,) = estimates[keys].to_dict("records")
    return pd.Series(row)
