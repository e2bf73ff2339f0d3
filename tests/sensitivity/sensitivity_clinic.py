"""A small simulated clinic as clean tables, and the setting of an analysis of it."""

import numpy as np
import pandas as pd

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.sensitivity.whole_analysis import Setting
from chart2paper.tables.clean import CONDITION, DRUG, MEASUREMENT, OBSERVATION, PERSON, VISIT
from chart2paper.tables.read_write import shape, write_table

EXPOSURE = {"short_name": "LDN", "ingredients": ["naltrexone"], "routes": ["oral"], "max_daily_dose_mg": 10}
EXPOSURE |= {"gap_days": 60}
ANALYSIS = {
    "eligibility": {
        "min_age": 18,
        "pain_diagnosis": True,
        "washout_days": 180,
        "under_care_days": 90,
        "min_exposure_days": None,
        "outcome_required": False,
    },
    "time_zero": {"rule": "first_exposure", "time_scale": "calendar", "within_days": None},
    "baseline": {"window_days": [-90, 0]},
    "outcome": {"rule": "nearest", "window_days": [45, 150], "target_day": 90},
    "matching": {
        "method": "optimal",
        "order": "closest",
        "distance": "mahalanobis",
        "exact": ["pain_group"],
        "calipers": {"baseline_score": 2.0},
        "propensity_caliper": None,
        "distance_on": ["baseline_score", "age"],
        "replacement": False,
        "ratio": 2,
    },
    "estimation": {
        "estimators": ["ancova"],
        "adjust_for": ["baseline_score"],
        "least_probability": 0.05,
        "responder_thresholds_points": [],
        "scale": "pain",
        "responder_thresholds_percent": [30, 50],
        "subgroups": ["mechanism", "neuropathic", "nociceptive"],
    },
}
PRIMARY = Setting(ANALYSIS, EXPOSURE, ["average", "current"], "2019-12-31")
TABLES = {"person": PERSON, "visit": VISIT, "measurement": MEASUREMENT, "drug": DRUG, "condition": CONDITION}
TABLES |= {"observation": OBSERVATION}


def clean_tables(people: int = 60, exposed: int = 15, seed: int = 1) -> dict[str, pd.DataFrame]:
    """Return people seen every thirty days through 2018; the first ones start the drug in spring, at 4.5 or 9 mg."""
    rng = np.random.default_rng(seed)
    ids = np.array([f"P{i:03d}" for i in range(people)])
    who, visit = np.repeat(ids, 12), np.tile(np.arange(12), people)
    day = pd.Timestamp("2018-01-05") + pd.to_timedelta(30 * visit + rng.integers(0, 5, len(who)), unit="D")
    level = np.repeat(rng.normal(6.5, 1.2, people), 12)
    scores = np.clip(level + rng.normal(0, 1.0, len(who)), 0, 10).round()
    start = pd.Timestamp("2018-04-01") + pd.to_timedelta(rng.integers(0, 60, exposed), unit="D")
    source = {"source_file": "f.csv"}
    frames = {
        "person": {"person_id": ids, "birth_date": "1970-06-15", "over_89": False, "sex": "female"},
        "visit": {
            "person_id": who,
            "visit_start_date": day,
            "visit_end_date": day,
            "visit_status": "completed",
        },
        "measurement": {
            "person_id": np.tile(who, 2),
            "measurement_date": np.tile(day, 2),
            "score_kind": np.repeat(["average", "worst"], len(who)),
            "value_as_number": np.r_[scores, np.clip(scores + 1, 0, 10)],
            "value_rule": "number",
        },
        "drug": {
            "person_id": ids[:exposed],
            "drug_exposure_start_date": start,
            "drug_exposure_end_date": start + pd.to_timedelta(rng.integers(20, 150, exposed), unit="D"),
            "end_rule": "end date",
            "ingredient": "naltrexone",
            "route": "oral",
            "daily_dose_mg": np.where(np.arange(exposed) % 3 == 0, 9.0, 4.5),
        },
        "condition": {
            "person_id": ids,
            "condition_start_date": "2018-01-05",
            "pain_group": np.where(np.arange(people) % 2, "fibromyalgia", "radiculopathy"),
            "mechanism": "neuropathic",
            "code_system": "ICD10CM",
            "condition_code": "M79.7",
        },
        "observation": {
            "person_id": ids,
            "observation_date": "2018-01-05",
            "observation_source_value": "nausea",
        },
    }
    return {name: _declared(name, columns | source) for name, columns in frames.items()}


def _declared(name: str, columns: dict) -> pd.DataFrame:
    frame = pd.DataFrame(columns)
    ids = [f"{name}{i}" for i in range(len(frame))]
    return shape(
        frame.assign(
            **{f"{TABLES[name].name}_id": ids} if name != "person" else {},
            source_row=range(2, len(frame) + 2),
        ),
        TABLES[name],
    )


def written(folder, tables: dict[str, pd.DataFrame]) -> dict[str, str]:
    """Write clean tables and return their paths by name."""
    for name, frame in tables.items():
        write_table(frame, TABLES[name].on(PAIN), folder / f"{name}.parquet")
    return {name: str(folder / f"{name}.parquet") for name in tables}
