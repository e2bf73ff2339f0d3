"""The clean tables as the cohort reads them: only the columns it looks at."""

from pathlib import Path

import pandas as pd

from chart2paper.tables.clean import CONDITION, DRUG, MEASUREMENT, OBSERVATION, PERSON, VISIT
from chart2paper.tables.contract import Table
from chart2paper.tables.read_write import read_table

# Name in `chart_up_to_lock` -> the table and the columns that are read.
COLUMNS: dict[str, tuple[Table, list[str]]] = {
    "person": (PERSON, ["person_id", "birth_date", "birth_within_days", "over_89", "sex"]),
    "visit": (VISIT, ["person_id", "visit_start_date", "visit_end_date", "visit_status"]),
    "measurement": (MEASUREMENT, ["person_id", "measurement_date", "score_kind", "value_as_number"]),
    "drug": (
        DRUG,
        [
            "person_id",
            "drug_exposure_start_date",
            "drug_exposure_end_date",
            "ingredient",
            "may_name",
            "drug_class",
            "route",
            "daily_dose_mg",
        ],
    ),
    "condition": (CONDITION, ["person_id", "condition_start_date", "pain_group", "mechanism"]),
    "observation": (
        OBSERVATION,
        ["person_id", "observation_date", "observation_source_value", "value_as_string"],
    ),
}
# The same names -> the names of the tables, which are those of their files.
TABLE_NAMES = {name: table.name for name, (table, _) in COLUMNS.items()}


def read_records(**paths: str | Path) -> dict[str, pd.DataFrame]:
    """Return the clean tables by their names in `chart_up_to_lock`, each with the columns of COLUMNS.

    paths: one for each name of COLUMNS.
    """
    return {name: read_table(table, paths[name], columns) for name, (table, columns) in COLUMNS.items()}
