"""The data dictionary: every table that a stage leaves for the next one.

Canonical tables use OMOP CDM v5.4 names for the columns they have. `docs/data_dictionary.md` is
written from this file.
"""

from chart2paper.contract import Column, Table

PAIN_KINDS = ("average", "worst", "least", "current", "unspecified")
MECHANISMS = ("neuropathic", "nociceptive", "nociplastic", "mixed", "unclassified")
CODE_SYSTEMS = ("ICD9CM", "ICD10CM")
VISIT_STATUSES = ("completed", "no_show", "cancelled")
ROLES = ("exposed", "comparator")
SAMPLES = ("before", "after")

# --- shared columns ---------------------------------------------------------------------------

_PERSON = Column("person_id", "text", "study id from the linkage log, such as P0042", required=True)
_SOURCE = (
    Column("source_file", "text", "file of the export the row came from", required=True),
    Column(
        "source_row", "integer", "row in that file as a spreadsheet shows it (header = row 1)", required=True
    ),
)


def _id(table: str) -> Column:
    return Column(
        f"{table}_id",
        "text",
        "the row's own id: the export's, or <file>:<row> where it has none",
        required=True,
    )


def _text(name: str, meaning: str) -> Column:
    return Column(name, "text", f"{meaning}, as written in the export")


# --- extract: canonical tables, every value still text -------------------------------------------

EXTRACT_PERSON = Table(
    "person",
    "a person (after two record numbers of one person are joined)",
    (
        _PERSON,
        _text("birth_date", "date of birth"),
        _text("gender_source_value", "sex or gender"),
        *_SOURCE,
    ),
    key=("person_id",),
)
EXTRACT_VISIT = Table(
    "visit_occurrence",
    "a scheduled or attended visit, or a hospital stay",
    (
        _id("visit_occurrence"),
        _PERSON,
        _text("visit_start_date", "date (and time) the visit began"),
        _text("visit_end_date", "date (and time) the visit ended; empty = the day it began"),
        _text("visit_source_value", "kind of visit"),
        _text("visit_status", "whether it took place"),
        *_SOURCE,
    ),
    key=("person_id", "source_file", "source_row"),
)
EXTRACT_MEASUREMENT = Table(
    "measurement",
    "one charted value",
    (
        _id("measurement"),
        _PERSON,
        Column("visit_occurrence_id", "text", "visit it was charted under"),
        _text("measurement_date", "date (and time) it was charted"),
        _text("measurement_source_value", "what was measured"),
        _text("value_source_value", "the value"),
        _text("status_source_value", "whether the entry was marked as an error"),
        *_SOURCE,
    ),
    key=("person_id", "source_file", "source_row", "measurement_source_value"),
)
EXTRACT_DRUG = Table(
    "drug_exposure",
    "one line of the medication list or one order",
    (
        _id("drug_exposure"),
        _PERSON,
        Column("visit_occurrence_id", "text", "visit it was ordered at"),
        _text("drug_exposure_start_date", "date (and time) of the order or start"),
        _text("drug_exposure_end_date", "date (and time) it was stopped or ran out"),
        _text("drug_source_value", "the drug line"),
        _text("strength_source_value", "strength of the product, where it has a column of its own"),
        _text("dose_source_value", "dose, where it has a column of its own"),
        _text("dose_unit_source_value", "unit of that dose"),
        _text("sig", "directions"),
        _text("route_source_value", "route"),
        _text("days_supply", "days supplied per fill"),
        _text("refills", "number of refills"),
        _text("order_status", "whether the order was cancelled"),
        _text("stop_reason", "why it was stopped"),
        *_SOURCE,
    ),
    key=("person_id", "source_file", "source_row"),
)
EXTRACT_CONDITION = Table(
    "condition_occurrence",
    "one diagnosis on one day",
    (
        _id("condition_occurrence"),
        _PERSON,
        Column("visit_occurrence_id", "text", "visit it was coded at"),
        _text("condition_start_date", "date of the diagnosis"),
        _text("condition_source_value", "the code"),
        Column(
            "code_system",
            "text",
            "code system if the mapping states one; empty = by date",
            values=CODE_SYSTEMS,
        ),
        *_SOURCE,
    ),
    key=("person_id", "source_file", "source_row"),
)
EXTRACT_PROCEDURE = Table(
    "procedure_occurrence",
    "one procedure on one day",
    (
        _id("procedure_occurrence"),
        _PERSON,
        Column("visit_occurrence_id", "text", "visit it was done at"),
        _text("procedure_date", "date of the procedure"),
        _text("procedure_source_value", "the procedure"),
        *_SOURCE,
    ),
    key=("person_id", "source_file", "source_row"),
)
EXTRACT_OBSERVATION = Table(
    "observation",
    "any other charted fact, such as an adverse effect",
    (
        _id("observation"),
        _PERSON,
        Column("visit_occurrence_id", "text", "visit it was charted at"),
        _text("observation_date", "date it was charted"),
        _text("observation_source_value", "what was observed"),
        _text("value_as_string", "its value"),
        *_SOURCE,
    ),
    key=("person_id", "source_file", "source_row", "observation_source_value"),
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
        Column("raw_value", "text", "the text that was not understood"),
        Column("reason", "text", "why", required=True),
    ),
    key=("stage", "table", "source_file", "source_row", "column", "raw_value", "reason"),
)

# --- clean: typed tables --------------------------------------------------------------------------

PERSON = Table(
    "person",
    "a person",
    (
        _PERSON,
        Column("birth_date", "date", "date of birth; empty where it cannot be believed"),
        Column("over_89", "flag", "born so long ago that the age is only known to be over 89", required=True),
        Column("sex", "text", "sex", values=("female", "male", "other")),
        *_SOURCE,
    ),
    key=("person_id",),
)
VISIT = Table(
    "visit_occurrence",
    "a visit",
    (
        _id("visit_occurrence"),
        _PERSON,
        Column("visit_start_date", "date", "first day", required=True),
        Column("visit_end_date", "date", "last day", required=True),
        Column("visit_status", "text", "whether it took place", required=True, values=VISIT_STATUSES),
        *_SOURCE,
    ),
    key=("person_id", "visit_start_date", "visit_occurrence_id"),
)
MEASUREMENT = Table(
    "measurement",
    "one pain score",
    (
        _id("measurement"),
        _PERSON,
        Column("visit_occurrence_id", "text", "visit it was charted under"),
        Column("measurement_date", "date", "day", required=True),
        Column("measurement_datetime", "datetime", "day and time, where the export has a time"),
        Column("pain_kind", "text", "which pain was asked about", required=True, values=PAIN_KINDS),
        Column("value_as_number", "number", "pain score", unit="0-10 NRS", required=True, low=0, high=10),
        Column("value_rule", "text", "cleaning rule that read the score", required=True),
        *_SOURCE,
    ),
    key=("person_id", "measurement_date", "measurement_id"),
)
DRUG = Table(
    "drug_exposure",
    "one order that was not cancelled",
    (
        _id("drug_exposure"),
        _PERSON,
        Column("drug_exposure_start_date", "date", "first day", required=True),
        Column(
            "drug_exposure_end_date",
            "date",
            "last day covered: stop date, else days supplied, else one supply",
        ),
        Column("end_rule", "text", "how the last day was found", required=True),
        Column("ingredient", "text", "active ingredients, joined by + in alphabetical order", required=True),
        Column(
            "drug_class",
            "text",
            "class of the ingredient in the drug list, such as opioid; several joined by +",
        ),
        Column("route", "text", "route", values=("oral", "injection", "transdermal", "topical", "other")),
        Column("strength_mg", "number", "strength of one unit of the product", unit="mg", low=0),
        Column("daily_dose_mg", "number", "highest daily dose the line orders", unit="mg/day", low=0),
        Column("stop_reason", "text", "why it was stopped", values=("no_effect", "adverse_effect", "other")),
        *_SOURCE,
    ),
    key=("person_id", "drug_exposure_start_date", "drug_exposure_id"),
)
CONDITION = Table(
    "condition_occurrence",
    "one diagnosis on one day",
    (
        _id("condition_occurrence"),
        _PERSON,
        Column("condition_start_date", "date", "day", required=True),
        Column("code_system", "text", "code system", required=True, values=CODE_SYSTEMS),
        Column("condition_code", "text", "code in its system, with its dot", required=True),
        Column("pain_group", "text", "painful condition of the code list; empty = not a pain code"),
        Column("mechanism", "text", "pain mechanism of that group", values=MECHANISMS),
        *_SOURCE,
    ),
    key=("person_id", "condition_start_date", "condition_occurrence_id"),
)
PROCEDURE = Table(
    "procedure_occurrence",
    "one procedure on one day",
    (
        _id("procedure_occurrence"),
        _PERSON,
        Column("procedure_date", "date", "day", required=True),
        Column("procedure_source_value", "text", "the procedure", required=True),
        *_SOURCE,
    ),
    key=("person_id", "procedure_date", "procedure_occurrence_id"),
)
OBSERVATION = Table(
    "observation",
    "any other charted fact",
    (
        _id("observation"),
        _PERSON,
        Column("observation_date", "date", "day", required=True),
        Column("observation_source_value", "text", "what was observed", required=True),
        Column("value_as_string", "text", "its value"),
        *_SOURCE,
    ),
    key=("person_id", "observation_date", "observation_id", "observation_source_value"),
)
CLEANING_LOG = Table(
    "cleaning_log",
    "a value that cleaning changed",
    (
        Column("table", "text", "canonical table", required=True),
        Column("source_file", "text", "file of the export", required=True),
        Column("source_row", "integer", "row in that file", required=True),
        Column("column", "text", "canonical column", required=True),
        Column("raw_value", "text", "as written in the export"),
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
        Column("example_raw", "text", "the commonest text it changed; empty for dates and for rare texts"),
        Column("example_new", "text", "what that text became"),
    ),
    key=("table", "column", "rule"),
)

# --- cohort ---------------------------------------------------------------------------------------

# What is known of a person on an index date; the covariates an analysis may match on and adjust for.
COVARIATES = (
    Column("age", "number", "age on the index date; 90 stands for over 89", unit="years", low=0, high=90),
    Column("sex", "text", "sex", values=("female", "male", "other")),
    Column("pain_group", "text", "painful condition coded most often up to the index date"),
    Column("mechanism", "text", "pain mechanism of that condition", values=MECHANISMS),
    Column("baseline_score", "number", "pain score at baseline", unit="0-10 NRS", low=0, high=10),
    Column("baseline_date", "date", "day of the baseline score"),
    Column(
        "previous_score", "number", "last score before the baseline score", unit="0-10 NRS", low=0, high=10
    ),
    Column("on_opioid", "integer", "an opioid covers the index date", unit="0/1", low=0, high=1),
    Column(
        "on_adjuvant", "integer", "a nerve-pain drug or antidepressant covers it", unit="0/1", low=0, high=1
    ),
    Column("days_in_care", "number", "days since the first completed visit", unit="days", low=0),
    Column(
        "visits_before", "integer", "completed visits in the year up to the index date", unit="visits", low=0
    ),
    Column("index_year", "integer", "calendar year of the index date", unit="year"),
)

ATTRITION = Table(
    "attrition",
    "a restriction and how many people it removed",
    (
        Column(
            "step", "integer", "order of the restriction; 0 = everyone in the export", required=True, low=0
        ),
        Column("reason", "text", "why people were removed at this step", required=True),
        Column(
            "exposed",
            "integer",
            "people removed at this step who ever had the exposure drug",
            required=True,
            low=0,
        ),
        Column("comparator", "integer", "people removed at this step who never had it", required=True, low=0),
        Column("remaining", "integer", "people left after this step", required=True, low=0),
    ),
    key=("step",),
)
COHORT = Table(
    "cohort",
    "a person of the export, and whether and why they are in",
    (
        _PERSON,
        Column("role", "text", "exposed, or available as a comparator; empty = not in", values=ROLES),
        Column("excluded_because", "text", "the attrition reason that removed them; empty = in"),
        Column("index_date", "date", "time zero; empty for comparators that inherit theirs when matched"),
        *COVARIATES,
    ),
    key=("person_id",),
)
CANDIDATES = Table(
    "candidates",
    "one possible comparator for one exposed person, with covariates on the date they would inherit",
    (
        Column("exposed_id", "text", "study id of the exposed person", required=True),
        _PERSON,
        Column("index_date", "date", "the date the candidate would inherit", required=True),
        *COVARIATES,
    ),
    key=("exposed_id", "person_id"),
)

# --- match ----------------------------------------------------------------------------------------

MATCHES = Table(
    "matches",
    "a person in a matched set",
    (
        Column("set_id", "text", "matched set, named after its exposed person", required=True),
        _PERSON,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("index_date", "date", "time zero", required=True),
        Column(
            "distance",
            "number",
            "distance to the set's exposed person (0 for the exposed)",
            required=True,
            low=0,
        ),
    ),
    key=("set_id", "role", "person_id"),
)
UNMATCHED = Table(
    "unmatched",
    "an exposed person without a comparator, who leaves the analysis",
    (_PERSON, Column("reason", "text", "why no comparator was found", required=True)),
    key=("person_id",),
)
BALANCE = Table(
    "balance",
    "one covariate (or one level of it) before or after matching",
    (
        Column("covariate", "text", "covariate", required=True),
        Column("level", "text", "level of a categorical covariate; empty for a number"),
        Column("sample", "text", "before or after matching", required=True, values=SAMPLES),
        Column("smd", "number", "standardised mean difference, exposed minus comparator", unit="SD"),
        Column("smd_ci_low", "number", "lower limit of its 95 % interval", unit="SD"),
        Column("smd_ci_high", "number", "upper limit of its 95 % interval", unit="SD"),
        Column("variance_ratio", "number", "variance among exposed / among comparators", low=0),
    ),
    key=("covariate", "level", "sample"),
)

# --- model ----------------------------------------------------------------------------------------

ANALYSIS_SET = Table(
    "analysis_set",
    "a matched person with covariates and outcome: exactly what the estimators see",
    (
        Column("set_id", "text", "matched set", required=True),
        _PERSON,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("index_date", "date", "time zero", required=True),
        *COVARIATES,
        Column("final_score", "number", "outcome score; empty = missing", unit="0-10 NRS", low=0, high=10),
        Column("final_date", "date", "day of the outcome score"),
        Column("days_to_final", "integer", "days from index date to the outcome score", unit="days"),
        Column("outcome_missing_because", "text", "why the outcome is missing; empty = it is there"),
    ),
    key=("set_id", "role", "person_id"),
)
ESTIMATES = Table(
    "estimates",
    "one estimate",
    (
        Column("analysis", "text", "analysis of the protocol", required=True),
        Column("outcome", "text", "what is estimated about", required=True),
        Column("estimand", "text", "what is estimated", required=True),
        Column("method", "text", "how", required=True),
        Column("estimate", "number", "the estimate; empty = not estimable"),
        Column("ci_low", "number", "lower limit of the 95 % interval"),
        Column(
            "ci_high",
            "number",
            "upper limit; for an NNT the end of the NNTB-infinity-NNTH scale nearer to harm",
        ),
        Column("p_value", "number", "two-sided p value", low=0, high=1),
        Column("n_exposed", "integer", "exposed persons used", required=True, low=0),
        Column("n_comparator", "integer", "comparators used", required=True, low=0),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("analysis", "outcome", "estimand", "method"),
)
RESPONDER_CURVE = Table(
    "responder_curve",
    "share of one arm whose pain fell by at least a threshold",
    (
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("threshold_percent", "number", "pain reduction from baseline", unit="%", required=True),
        Column("responders", "integer", "persons at or above the threshold", required=True, low=0),
        Column("n", "integer", "persons (a missing outcome counts as no response)", required=True, low=0),
        Column("share", "number", "responders / n", low=0, high=1),
        Column("ci_low", "number", "lower limit of the Wilson 95 % interval", low=0, high=1),
        Column("ci_high", "number", "upper limit of the Wilson 95 % interval", low=0, high=1),
    ),
    key=("role", "threshold_percent"),
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
CLEAN_TABLES = {
    table.name: table for table in (PERSON, VISIT, MEASUREMENT, DRUG, CONDITION, PROCEDURE, OBSERVATION)
}
