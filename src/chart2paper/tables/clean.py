"""Tables of clean: typed, and what cleaning changed."""

from chart2paper.catalogue.covariates import MECHANISMS
from chart2paper.tables.closed_lists import CODE_SYSTEMS, SCORE_KINDS, VISIT_STATUSES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID, SOURCE_ROW, row_id

PERSON = Table(
    "person",
    "a person",
    (
        PERSON_ID,
        Column(
            "birth_date", "date", "date of birth, or the middle of the days it may be; empty where unknown"
        ),
        Column(
            "birth_within_days",
            "integer",
            "how far off the birth date may be, either way: 0 = known to the day, 182 or 183 = known to the year",
            unit="days",
            low=0,
            high=183,
        ),
        Column("over_89", "flag", "born so long ago that the age is only known to be over 89", required=True),
        Column("sex", "text", "sex", values=("female", "male", "other")),
        *SOURCE_ROW,
    ),
    key=("person_id",),
)
VISIT = Table(
    "visit_occurrence",
    "a visit",
    (
        row_id("visit_occurrence"),
        PERSON_ID,
        Column("visit_start_date", "date", "first day", required=True),
        Column("visit_end_date", "date", "last day", required=True),
        Column("visit_status", "text", "whether it took place", required=True, values=VISIT_STATUSES),
        *SOURCE_ROW,
    ),
    key=("person_id", "visit_start_date", "visit_occurrence_id"),
)
MEASUREMENT = Table(
    "measurement",
    "one score",
    (
        row_id("measurement"),
        PERSON_ID,
        Column("visit_occurrence_id", "text", "visit it was charted under"),
        Column("measurement_date", "date", "day", required=True),
        Column("measurement_datetime", "datetime", "day and time, where the export has a time"),
        Column("score_kind", "text", "what was asked about", required=True, values=SCORE_KINDS),
        Column(
            "value_as_number",
            "number",
            "score",
            required=True,
            unit="points",
            scored=True,
        ),
        Column("value_rule", "text", "cleaning rule that read the score", required=True),
        *SOURCE_ROW,
    ),
    key=("person_id", "measurement_date", "measurement_id"),
)
DRUG = Table(
    "drug_exposure",
    "one order that was not cancelled, or a line that shows that a drug was taken",
    (
        row_id("drug_exposure"),
        PERSON_ID,
        Column("drug_exposure_start_date", "date", "first day", required=True),
        Column(
            "drug_exposure_end_date",
            "date",
            "last day covered: stop date, else days supplied, else one supply",
        ),
        Column("end_rule", "text", "how the last day was found", required=True),
        Column(
            "ingredient",
            "text",
            "active ingredients, joined by + in alphabetical order; else `not_listed` (no drug of the list), "
            "`not_understood` (such as several orders in one line) or `not_ordered` (taken or stopped, but "
            "not ordered)",
            required=True,
        ),
        Column(
            "may_name",
            "text",
            "ingredients that the line names, or may name, beside the one ordered: stopped, continued, not "
            "understood or one "
            "letter apart; joined by +",
        ),
        Column(
            "drug_class",
            "text",
            "class of the ingredient in the drug list, such as opioid; several joined by +",
        ),
        Column("route", "text", "route", values=("oral", "injection", "transdermal", "topical", "other")),
        Column("strength_mg", "number", "strength of one unit of the product", unit="mg", low=0),
        Column("daily_dose_mg", "number", "highest daily dose the line orders", unit="mg/day", low=0),
        Column("stop_reason", "text", "why it was stopped", values=("no_effect", "adverse_effect", "other")),
        *SOURCE_ROW,
    ),
    key=("person_id", "drug_exposure_start_date", "drug_exposure_id"),
)
CONDITION = Table(
    "condition_occurrence",
    "one diagnosis on one day",
    (
        row_id("condition_occurrence"),
        PERSON_ID,
        Column("condition_start_date", "date", "day", required=True),
        Column("code_system", "text", "code system", required=True, values=CODE_SYSTEMS),
        Column("condition_code", "text", "code in its system, with its dot", required=True),
        Column("pain_group", "text", "painful condition of the code list; empty = not a pain code"),
        Column("mechanism", "text", "pain mechanism of that group", values=MECHANISMS),
        *SOURCE_ROW,
    ),
    key=("person_id", "condition_start_date", "condition_occurrence_id"),
)
PROCEDURE = Table(
    "procedure_occurrence",
    "one procedure on one day",
    (
        row_id("procedure_occurrence"),
        PERSON_ID,
        Column("procedure_date", "date", "day", required=True),
        Column("procedure_source_value", "text", "the procedure", required=True),
        *SOURCE_ROW,
    ),
    key=("person_id", "procedure_date", "procedure_occurrence_id"),
)
OBSERVATION = Table(
    "observation",
    "any other charted fact",
    (
        row_id("observation"),
        PERSON_ID,
        Column("observation_date", "date", "day", required=True),
        Column("observation_source_value", "text", "what was observed", required=True),
        Column("value_as_string", "text", "its value"),
        *SOURCE_ROW,
    ),
    key=("person_id", "observation_date", "observation_id", "observation_source_value"),
)

CLEAN_TABLES = {
    table.name: table for table in (PERSON, VISIT, MEASUREMENT, DRUG, CONDITION, PROCEDURE, OBSERVATION)
}

CLEANING_LOG = Table(
    "cleaning_log",
    "a value that cleaning changed",
    (
        Column("table", "text", "canonical table", required=True),
        Column("source_file", "text", "file of the export", required=True),
        Column("source_row", "integer", "row in that file", required=True),
        Column("person_id", "text", "study id"),
        Column("column", "text", "canonical column", required=True),
        Column(
            "raw_value", "text", "as written in the export; cut after 120 characters; empty for birth dates"
        ),
        Column("rule", "text", "name of the rule (a function of chart2paper.clean)", required=True),
        Column("new_value", "text", "what it became; empty = no value"),
    ),
    key=("table", "source_file", "source_row", "column", "rule", "raw_value"),
)

CLEANING_SUMMARY = Table(
    "cleaning_summary",
    "a cleaning rule and how often it changed a column",
    (
        Column("table", "text", "canonical table", required=True),
        Column("column", "text", "canonical column", required=True),
        Column("rule", "text", "name of the rule", required=True),
        Column("count", "integer", "values it changed", required=True, low=1),
        Column(
            "example_raw",
            "text",
            "the commonest text it changed; empty for dates, and for texts of fewer than five people",
        ),
        Column("example_new", "text", "what that text became"),
    ),
    key=("table", "column", "rule"),
)
