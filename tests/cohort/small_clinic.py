"""A clinic small enough to read, for the tests of the cohort."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.cohort.candidates_file import write_candidates
from chart2paper.cohort.chart import Chart, chart_up_to_lock
from chart2paper.cohort.design import Design
from chart2paper.cohort.select import select_cohort
from chart2paper.tables.clean import CONDITION, DRUG, MEASUREMENT, OBSERVATION, PERSON, VISIT
from chart2paper.tables.cohort import CANDIDATES
from chart2paper.tables.read_write import read_table, shape

FIRST_SCORE = Design(
    rule="first_score",
    time_scale="calendar",
    within_days=None,
    min_age=18,
    pain_diagnosis=True,
    washout_days=None,
    under_care_days=None,
    min_exposure_days=60,
    outcome_required=True,
    baseline_days=(0, 0),
    outcome_days=(1, None),
    drug="LDN",
    ingredients=("naltrexone",),
    routes=("oral",),
    max_daily_dose_mg=10,
    gap_days=60,
    kinds=("average", "current"),
    score="pain score",
    data_lock_date=date(2020, 12, 31),
    exact=("pain_group",),
    calipers={},
)
FIRST_EXPOSURE = replace(
    FIRST_SCORE,
    rule="first_exposure",
    washout_days=180,
    under_care_days=90,
    min_exposure_days=None,
    outcome_required=False,
    baseline_days=(-90, 0),
    outcome_days=(45, 150),
)


class Clinic:
    """Collects records in a few words each; `chart` gives them as the cohort sees them."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {
            table.name: [] for table in (PERSON, VISIT, MEASUREMENT, DRUG, CONDITION, OBSERVATION)
        }

    def person(
        self, person: str, born: str | None = "1970-06-15", sex: str | None = "female", **more: Any
    ) -> "Clinic":
        return self._add(PERSON, person, birth_date=born, sex=sex, over_89=False, **more)

    def visit(self, person: str, first: str, last: str | None = None, status: str = "completed") -> "Clinic":
        return self._add(
            VISIT, person, visit_start_date=first, visit_end_date=last or first, visit_status=status
        )

    def score(self, person: str, day: str, value: float, kind: str = "average") -> "Clinic":
        return self._add(MEASUREMENT, person, measurement_date=day, value_as_number=value, score_kind=kind)

    def scored_visit(self, person: str, day: str, value: float) -> "Clinic":
        return self.visit(person, day).score(person, day, value)

    def diagnosis(
        self, person: str, day: str, group: str = "fibromyalgia", mechanism: str = "nociplastic"
    ) -> "Clinic":
        return self._add(CONDITION, person, condition_start_date=day, pain_group=group, mechanism=mechanism)

    def order(self, person: str, first: str, last: str | None = None, **more: Any) -> "Clinic":
        drug = {"ingredient": "naltrexone", "route": "oral", "daily_dose_mg": 4.5, "drug_class": None} | more
        return self._add(DRUG, person, drug_exposure_start_date=first, drug_exposure_end_date=last, **drug)

    def observed(self, person: str, day: str, name: str, value: str | None = None) -> "Clinic":
        named = {"observation_source_value": name, "value_as_string": value}
        return self._add(OBSERVATION, person, observation_date=day, **named)

    def patient(self, person: str, day: str = "2018-01-10", score: float = 6.0, **more: Any) -> "Clinic":
        """Add a woman of 47 with fibromyalgia, scored at a first visit and again half a year later."""
        self.person(person, **more).diagnosis(person, day).scored_visit(person, day, score)
        later = (pd.Timestamp(day) + pd.Timedelta(days=180)).date().isoformat()
        return self.scored_visit(person, later, score - 1)

    def tables(self) -> dict[str, pd.DataFrame]:
        named = {
            "person": PERSON,
            "visit": VISIT,
            "measurement": MEASUREMENT,
            "drug": DRUG,
            "condition": CONDITION,
            "observation": OBSERVATION,
        }
        return {
            name: shape(pd.DataFrame(self.rows[table.name], columns=None), table)
            for name, table in named.items()
        }

    def chart(self, design: Design) -> Chart:
        return chart_up_to_lock(**self.tables(), design=design)

    def _add(self, table: Any, person: str, **values: Any) -> "Clinic":
        number = len(self.rows[table.name])
        self.rows[table.name].append({f"{table.name}_id": str(number), "person_id": person, **values})
        return self


def candidates_of(clinic: Clinic, design: Design) -> pd.DataFrame:
    """Return the CANDIDATES rows, written and read back as the workflow does."""
    selection = select_cohort(clinic.chart(design), design)
    with TemporaryDirectory() as folder:
        write_candidates(selection.pairs, selection.slots, Path(folder) / "candidates.parquet", PAIN)
        return read_table(CANDIDATES, Path(folder) / "candidates.parquet")
