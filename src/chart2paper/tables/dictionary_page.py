"""The data dictionary as a page, written from the declared tables."""

from collections.abc import Iterable

from chart2paper.tables import (
    changes,
    clean,
    cohort,
    data_quality,
    explain,
    extract,
    harms,
    match,
    missing,
    model,
    paper,
    validation,
    weighting,
)
from chart2paper.tables.contract import Column, Table

STAGES = {
    "extract: canonical tables, every value still text": (
        extract.STUDY_IDS,
        *extract.EXTRACT_TABLES.values(),
    ),
    "clean: typed tables": tuple(clean.CLEAN_TABLES.values()),
    "extract and clean: what became of every row": (
        extract.ROW_LEDGER,
        extract.QUARANTINE,
        clean.CLEANING_LOG,
        clean.CLEANING_SUMMARY,
    ),
    "data_quality: how much was read, and what is lost": (
        data_quality.READINGS,
        data_quality.UNREAD,
        data_quality.LOSSES,
    ),
    "cohort": (cohort.ATTRITION, cohort.DECISIONS, cohort.COHORT, cohort.CANDIDATES, cohort.DAILY_SCORES),
    "match": (
        match.MATCHES,
        match.UNMATCHED,
        match.NEAREST,
        match.BALANCE,
        match.OVERLAP,
        match.OVERLAP_SUMMARY,
        match.KEPT_DROPPED,
    ),
    "model": (
        model.ANALYSIS_SET,
        model.SCORES,
        model.ESTIMATES,
        model.INFLUENCE,
        model.RESPONDER_CURVE,
        model.DIAGNOSTICS,
        model.RESPONDER_DIFFERENCE,
        missing.MISSING_OUTCOMES,
        missing.TIPPING_POINT,
        missing.EVENTS,
        missing.INTERCURRENT_EVENTS,
        weighting.POPULATION,
        weighting.WEIGHTS_SUMMARY,
        weighting.WEIGHTED_BALANCE,
        model.SENSITIVITY,
        model.SENSITIVITY_PEOPLE,
    ),
    "model: subgroups, dose and harms": (
        harms.SUBGROUPS,
        harms.EXPOSURE_TIME,
        harms.TIME_ON_TREATMENT,
        harms.HARMS,
        harms.DOSE_RESPONSE,
    ),
    "model: what could explain the result away": (
        explain.E_VALUES,
        explain.MEASURED_CONFOUNDERS,
        explain.ROSENBAUM_BOUNDS,
    ),
    "paper: reporting checklists": (paper.CHECKLISTS,),
    "changes: this run beside an earlier one": tuple(changes.CHANGES.values()),
    "validation: both analyses on simulated clinics": (validation.CLINICS, validation.PERFORMANCE),
}


def dictionary_page(figures: Iterable[Table]) -> str:
    """Return `docs/data_dictionary.md`: every table with every column, its type, unit, range and meaning.

    figures: the tables of what figures show.
    """
    lines = [
        "# Data dictionary",
        "",
        "Every table a stage leaves for the next one, column by column. Each table is checked against this",
        "contract when it is written. Table and column names follow OMOP CDM v5.4 where it has them.",
        "This page is written from `src/chart2paper/tables/` and `src/chart2paper/figures/`: run `make docs` after",
        "changing them.",
    ]
    for stage, tables in {**STAGES, "figures: what each one shows, in the CSV beside it": figures}.items():
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
    if column.scored:
        return "the scale of the outcome"
    if column.low is not None and column.high is not None:
        return f"{column.low:g} to {column.high:g}"
    if column.low is not None:
        return f"{column.low:g} or more"
    return ""
