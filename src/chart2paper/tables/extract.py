"""Tables of extract: canonical, every value still text, and what became of every row."""

from chart2paper.tables.closed_lists import CODE_SYSTEMS
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID, SOURCE_ROW, as_written, row_id

EXTRACT_PERSON = Table(
    "person",
    "a person (after two record numbers of one person are joined)",
    (
        PERSON_ID,
        as_written("birth_date", "date of birth, or the year alone"),
        as_written("gender_source_value", "sex or gender"),
        *SOURCE_ROW,
    ),
    key=("person_id",),
)
EXTRACT_VISIT = Table(
    "visit_occurrence",
    "a scheduled or attended visit, or a hospital stay",
    (
        row_id("visit_occurrence"),
        PERSON_ID,
        as_written("visit_start_date", "date (and time) the visit began"),
        as_written("visit_end_date", "date (and time) the visit ended; empty = the day it began"),
        as_written("visit_source_value", "kind of visit"),
        as_written("visit_status", "whether it took place"),
        as_written("age_source_value", "age at the visit in completed years, where nobody's birth is known"),
        *SOURCE_ROW,
    ),
    key=("person_id", "source_file", "source_row"),
)
EXTRACT_MEASUREMENT = Table(
    "measurement",
    "one charted value",
    (
        row_id("measurement"),
        PERSON_ID,
        Column("visit_occurrence_id", "text", "visit it was charted under"),
        as_written("measurement_date", "date (and time) it was charted"),
        as_written("measurement_source_value", "what was measured"),
        as_written("value_source_value", "the value"),
        as_written("status_source_value", "whether the entry was marked as an error"),
        *SOURCE_ROW,
    ),
    key=("person_id", "source_file", "source_row", "measurement_source_value"),
)
EXTRACT_DRUG = Table(
    "drug_exposure",
    "one line of the medication list or one order",
    (
        row_id("drug_exposure"),
        PERSON_ID,
        Column("visit_occurrence_id", "text", "visit it was ordered at"),
        as_written("drug_exposure_start_date", "date (and time) of the order or start"),
        as_written("drug_exposure_end_date", "date (and time) it was stopped or ran out"),
        as_written("drug_source_value", "the drug line"),
        as_written("strength_source_value", "strength of the product, where it has a column of its own"),
        as_written("dose_source_value", "dose, where it has a column of its own"),
        as_written("dose_unit_source_value", "unit of that dose"),
        as_written("sig", "directions"),
        as_written("route_source_value", "route"),
        as_written("days_supply", "days supplied per fill"),
        as_written("refills", "number of refills"),
        as_written("order_status", "whether the order was cancelled"),
        as_written("stop_reason", "why it was stopped"),
        *SOURCE_ROW,
    ),
    key=("person_id", "source_file", "source_row", "drug_exposure_id"),
)
EXTRACT_CONDITION = Table(
    "condition_occurrence",
    "one diagnosis on one day",
    (
        row_id("condition_occurrence"),
        PERSON_ID,
        Column("visit_occurrence_id", "text", "visit it was coded at"),
        as_written("condition_start_date", "date of the diagnosis"),
        as_written("condition_source_value", "the code"),
        Column(
            "code_system",
            "text",
            "code system if the mapping states one; empty = by date",
            values=CODE_SYSTEMS,
        ),
        *SOURCE_ROW,
    ),
    key=("person_id", "source_file", "source_row", "condition_occurrence_id"),
)
EXTRACT_PROCEDURE = Table(
    "procedure_occurrence",
    "one procedure on one day",
    (
        row_id("procedure_occurrence"),
        PERSON_ID,
        Column("visit_occurrence_id", "text", "visit it was done at"),
        as_written("procedure_date", "date of the procedure"),
        as_written("procedure_source_value", "the procedure"),
        *SOURCE_ROW,
    ),
    key=("person_id", "source_file", "source_row", "procedure_occurrence_id"),
)
EXTRACT_OBSERVATION = Table(
    "observation",
    "any other charted fact, such as an adverse effect",
    (
        row_id("observation"),
        PERSON_ID,
        Column("visit_occurrence_id", "text", "visit it was charted at"),
        as_written("observation_date", "date it was charted"),
        as_written("observation_source_value", "what was observed"),
        as_written("value_as_string", "its value"),
        *SOURCE_ROW,
    ),
    key=("person_id", "source_file", "source_row", "observation_source_value"),
)

EXTRACT_TABLES = {
    table.name: table
    for table in (
        EXTRACT_PERSON,
        EXTRACT_VISIT,
        EXTRACT_MEASUREMENT,
        EXTRACT_DRUG,
        EXTRACT_CONDITION,
        EXTRACT_PROCEDURE,
        EXTRACT_OBSERVATION,
    )
}

STUDY_IDS = Table(
    "study_ids",
    "a row of the list of patients that names a person",
    (PERSON_ID, *SOURCE_ROW),
    key=("source_file", "source_row"),
)
ROW_LEDGER = Table(
    "row_ledger",
    "a table at one step: rows read = rows kept + rows quarantined",
    (
        Column("stage", "text", "extract or clean", required=True, values=("extract", "clean")),
        Column("source_file", "text", "file of the export", required=True),
        Column("table", "text", "canonical table", required=True),
        Column("rows_read", "integer", "rows that went in", required=True, low=0),
        Column("rows_kept", "integer", "rows that went on", required=True, low=0),
        Column("rows_quarantined", "integer", "rows set aside with a reason", required=True, low=0),
    ),
    key=("stage", "source_file", "table"),
)
QUARANTINE = Table(
    "quarantine",
    "a row that was set aside, and why",
    (
        Column("stage", "text", "stage that set it aside", required=True, values=("extract", "clean")),
        Column("table", "text", "canonical table", required=True),
        Column("source_file", "text", "file of the export", required=True),
        Column("source_row", "integer", "row in that file", required=True),
        Column("person_id", "text", "study id, where it is known"),
        Column("column", "text", "column that was not understood; empty = the whole row"),
        Column("raw_value", "text", "the text that was not understood; cut after 120 characters"),
        Column("reason", "text", "why", required=True),
    ),
    key=("stage", "table", "source_file", "source_row", "column", "raw_value", "reason"),
)
