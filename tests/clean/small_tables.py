"""Tables small enough to read, and the mapping that reads them."""

import pandas as pd

from chart2paper.tables.clean import PERSON, VISIT
from chart2paper.tables.read_write import Table, shape

LOCK = "2020-12-31"
SETTINGS = {
    "clinic": "small",
    "description": "a clinic small enough to read",
    "date_formats": ["%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y", "%Y-%m-%dT%H:%M:%SZ"],
    "time_zone": "UTC",
    "code_system": {"before": "ICD9CM", "after": "ICD10CM", "switch_date": "2015-10-01"},
    "values": {
        "gender_source_value": {"F": "female", "M": "male"},
        "visit_status": {"Completed": "completed", "No Show": "no_show", "Cancelled": "cancelled"},
        "measurement_source_value": {
            "AveragePain": "average",
            "WorstPain": "worst",
            "AcceptablePainGoal": "not_a_score",
            "Pain Level": "current",
            "Pain Level (Rest)": "current",
        },
        "status_source_value": {"1": "error", "0": "valid"},
        "order_status": {"Active": "active", "Cancelled": "cancelled"},
        "stop_reason": {"side effects": "adverse_effect"},
        "route_source_value": {"PO": "oral", "IV": "injection"},
    },
    "files": [
        {"file": "patients.csv", "tables": [{"table": "person", "columns": {"person_id": "MRN"}}]},
    ],
}


def extract(table: Table, *rows: dict) -> pd.DataFrame:
    """Rows of an extract table; the file and the row of the export are filled in where they are not given."""
    own = f"{table.name}_id"
    filled = [
        {
            "person_id": "P0001",
            own: f"{table.name[0].upper()}{i}",
            "source_file": "f.csv",
            "source_row": i,
            **row,
        }
        for i, row in enumerate(rows, 2)
    ]
    frame = pd.DataFrame(filled, columns=None if filled else table.column_names)
    return shape(frame, table).reset_index(drop=True)


def persons(*rows: dict) -> pd.DataFrame:
    """Clean persons."""
    filled = [
        {
            "birth_date": "1960-05-05",
            "over_89": False,
            "sex": "female",
            "source_file": "p.csv",
            "source_row": i,
            **row,
        }
        for i, row in enumerate(rows, 2)
    ]
    return shape(pd.DataFrame(filled), PERSON)


def visits(*rows: dict) -> pd.DataFrame:
    """Clean visits; the last day is the first one, and the visit was held, where it is not said."""
    filled = [
        {
            "person_id": "P0001",
            "visit_end_date": row["visit_start_date"],
            "visit_status": "completed",
            "source_file": "v.csv",
            "source_row": i,
            **row,
        }
        for i, row in enumerate(rows, 2)
    ]
    return shape(pd.DataFrame(filled, columns=None if filled else VISIT.column_names), VISIT)


def shown(frame: pd.DataFrame, *columns: str) -> list[tuple]:
    """Rows of a table as tuples: days as ISO text, missing as None."""
    texts = frame[list(columns)].copy()
    for name in columns:
        if str(texts[name].dtype).startswith("datetime64"):
            texts[name] = texts[name].dt.strftime("%Y-%m-%d")
    return [
        tuple(None if pd.isna(value) else value for value in row) for row in texts.itertuples(index=False)
    ]


def reasons(cleaned) -> dict[int, str]:
    """Row of the export: why it was set aside."""
    rows = cleaned.quarantine
    return dict(zip(rows["source_row"], rows["reason"], strict=True))
