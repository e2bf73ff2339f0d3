"""The data dictionary as a page, written from the declared tables."""

from chart2paper import dictionary
from chart2paper.contract import Column, Table

STAGES = {
    "extract: canonical tables, every value still text": (
        dictionary.STUDY_IDS,
        *dictionary.EXTRACT_TABLES.values(),
    ),
    "clean: typed tables": tuple(dictionary.CLEAN_TABLES.values()),
    "extract and clean: what became of every row": (
        dictionary.ROW_LEDGER,
        dictionary.QUARANTINE,
        dictionary.CLEANING_LOG,
        dictionary.CLEANING_SUMMARY,
    ),
    "cohort": (dictionary.ATTRITION, dictionary.DECISIONS, dictionary.COHORT, dictionary.CANDIDATES),
    "match": (
        dictionary.MATCHES,
        dictionary.UNMATCHED,
        dictionary.NEAREST,
        dictionary.BALANCE,
        dictionary.OVERLAP,
        dictionary.OVERLAP_SUMMARY,
        dictionary.KEPT_DROPPED,
    ),
    "model": (
        dictionary.ANALYSIS_SET,
        dictionary.SCORES,
        dictionary.ESTIMATES,
        dictionary.INFLUENCE,
        dictionary.RESPONDER_CURVE,
        dictionary.DIAGNOSTICS,
        dictionary.RESPONDER_DIFFERENCE,
        dictionary.MISSING_OUTCOMES,
        dictionary.TIPPING_POINT,
        dictionary.EVENTS,
        dictionary.INTERCURRENT_EVENTS,
        dictionary.POPULATION,
        dictionary.WEIGHTS_SUMMARY,
        dictionary.WEIGHTED_BALANCE,
        dictionary.SENSITIVITY,
    ),
    "model: subgroups, dose and harms": (
        dictionary.SUBGROUPS,
        dictionary.EXPOSURE_TIME,
        dictionary.TIME_ON_TREATMENT,
        dictionary.HARMS,
        dictionary.DOSE_RESPONSE,
    ),
    "model: what could explain the result away": (
        dictionary.E_VALUES,
        dictionary.MEASURED_CONFOUNDERS,
        dictionary.ROSENBAUM_BOUNDS,
    ),
    "paper: reporting checklists": (dictionary.CHECKLISTS,),
    "changes: this run beside an earlier one": tuple(dictionary.CHANGES.values()),
    "validation: both analyses on simulated clinics": (dictionary.CLINICS, dictionary.PERFORMANCE),
}


def dictionary_page() -> str:
    """Return `docs/data_dictionary.md`: every table with every column, its type, unit, range and meaning."""
    lines = [
        "# Data dictionary",
        "",
        "Every table a stage leaves for the next one, column by column. Each table is checked against this",
        "contract when it is written. Table and column names follow OMOP CDM v5.4 where it has them.",
        "This page is written from `src/chart2paper/dictionary/`: run `make docs` after changing it.",
    ]
    for stage, tables in STAGES.items():
        lines += ["", f"## {stage}"]
        for table in tables:
            lines += _table(table)
    return "\n".join(lines) + "\n"


def _table(table: Table) -> list[str]:
    key = ", ".join(f"`{name}`" for name in table.key)
    return [
        "",
        f"### `{table.name}`",
        "",
        f"One row is {table.one_row_is}. Sorted by {key}, which no two rows share.",
        "",
        "| column | type | may be empty | allowed | meaning |",
        "|---|---|---|---|---|",
        *(_column(column) for column in table.columns),
    ]


def _column(column: Column) -> str:
    empty = "no" if column.required else "yes"
    unit = f" ({column.unit})" if column.unit else ""
    return f"| `{column.name}` | {column.type} | {empty} | {_allowed(column)} | {column.meaning}{unit} |"


def _allowed(column: Column) -> str:
    if column.values:
        return ", ".join(column.values)
    if column.low is not None and column.high is not None:
        return f"{column.low:g} to {column.high:g}"
    if column.low is not None:
        return f"{column.low:g} or more"
    return ""
