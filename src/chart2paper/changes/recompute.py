"""The numbers of an analysis on records and settings as they might have been, in memory, by today's code."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.changes.run import Run
from chart2paper.changes.settings import filled, plain_choices
from chart2paper.clean.all_tables import Settings, clean_tables
from chart2paper.clean.code_lists import read_lists
from chart2paper.cohort.chart import scores_by_date
from chart2paper.cohort.records import TABLE_NAMES, read_records
from chart2paper.cohort.select import select_cohort
from chart2paper.match.sets import match_sets
from chart2paper.model.estimates import estimate_effects
from chart2paper.paper.estimate_values import add_estimates
from chart2paper.paper.people_values import add_people
from chart2paper.paper.supplement_tables import add_attrition
from chart2paper.problems import Problem, raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.sensitivity.whole_analysis import CleanTables, Setting, candidates_of, chart_of, outcomes_of
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.match import MATCHES
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, RESPONDER_CURVE
from chart2paper.tables.read_write import as_written, read_table, shape
from chart2paper.writing.material import Analysis, Sheet
from chart2paper.writing.values import Values

Numbers = dict[str, float | None]
# Returns one extract table, by name, of an export that never was.
Export = Callable[[str], pd.DataFrame]


@dataclass(frozen=True)
class Lists:
    """The files that give raw texts their meaning, as they are now, and the outcome that its scores are of."""

    mapping: str
    pain_conditions: str
    drugs: str
    score_words: str
    outcome: Outcome


def setting_of(run: Run, analysis: str, now: Run) -> Setting:
    """Return the settings of an analysis in a run; those it did not have yet are taken from `now`."""
    study, today = plain_choices(run.study), plain_choices(now.study)
    settings = filled(study["analyses"][analysis], today["analyses"][analysis])
    scale = study.get("outcome", today["outcome"])
    of_outcome = {"scale": scale, "target_day": settings["outcome"]["target_day"]}
    return Setting(
        {**settings, "estimation": {**settings["estimation"], **of_outcome}},
        filled(study["exposure"], today["exposure"]),
        study["score"]["kinds"],
        study["data_lock_date"],
    )


def clean_tables_of(run: Run) -> CleanTables:
    """Return the clean tables of a run as it left them."""
    return CleanTables(
        **read_records(**{part: run.path(f"clean/{table}.parquet") for part, table in TABLE_NAMES.items()})
    )


def cleaned(export: Export, lists: Lists, lock: str) -> CleanTables:
    """Return an export as today's code and code lists clean it. `lock`: the data lock date."""
    meanings = read_lists(lists.drugs, lists.score_words, lists.pain_conditions, lists.outcome)
    settings = Settings(load_mapping(lists.mapping), meanings, lock, lists.outcome)
    problems: list[Problem] = []
    rows = ((name, export(name)) for name in TABLE_NAMES.values())
    made = {name: clean.table for name, _, clean in clean_tables(rows, settings, problems) if clean}
    raise_if_any(problems)
    return CleanTables(**{part: made[name] for part, name in TABLE_NAMES.items()})


def export_of(run: Run) -> Export:
    """Return the export of a run as it was extracted."""
    return lambda name: read_table(EXTRACT_TABLES[name], run.path(f"extract/{name}.parquet"))


def same_people(before: Run, now: Run) -> Export:
    """Return an export with the people of `before`: their records of `now`, where they are still in it."""
    ids = read_table(EXTRACT_TABLES["person"], now.path("extract/person.parquet"), ["person_id"])["person_id"]
    earlier = read_table(EXTRACT_TABLES["person"], before.path("extract/person.parquet"), ["person_id"])
    present, known = set(ids), set(earlier["person_id"])

    def table(name: str) -> pd.DataFrame:
        then, today = export_of(before)(name), export_of(now)(name)
        kept = today[today["person_id"].isin(known)], then[~then["person_id"].isin(present)]
        return shape(pd.concat(kept, ignore_index=True), EXTRACT_TABLES[name])

    return table


def numbers_of(tables: CleanTables, setting: Setting, name: str) -> Numbers:
    """Return every number of the paper about estimates, people and attrition of one analysis, by its id."""
    analysis = analysed(tables, setting, name)
    values = Values()
    add_people(values, analysis)
    add_estimates(values, analysis)
    add_attrition(values, analysis)
    return {value.id: value.value for value in values.all() if is_number(value.value)}


def is_number(value: Any) -> bool:
    """Return whether a value is a number that can be subtracted (an infinite limit of an NNT cannot)."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) != float("inf")


def analysed(tables: CleanTables, setting: Setting, name: str) -> Analysis:
    """Return an analysis as the paper reads it from the files of the rules, to the last digit."""
    chart = chart_of(tables, setting)
    selection = select_cohort(chart, setting.design)
    selection = replace(selection, cohort=as_written(selection.cohort, COHORT))
    matching, exposed = setting.analysis["matching"], selection.cohort["role"].eq("exposed").fillna(False)
    names = [*matching["exact"], *matching["calipers"], *matching["distance_on"]]
    matches, unmatched = match_sets(selection.cohort[exposed], candidates_of(selection, names), **matching)
    outcomes = outcomes_of(matches, selection, scores_by_date(chart), tables.visit, setting)
    people = as_written(outcomes, ANALYSIS_SET)
    estimates = as_written(estimate_effects(people, name, setting.analysis["estimation"]), ESTIMATES)
    nothing = shape(pd.DataFrame(), RESPONDER_CURVE)
    return Analysis(
        name=name,
        protocol=setting.analysis,
        attrition=Sheet(selection.attrition, ""),
        cohort=Sheet(selection.cohort, ""),
        matches=Sheet(shape(matches, MATCHES), ""),
        unmatched=Sheet(unmatched, ""),
        balance=Sheet(nothing, ""),
        analysis_set=Sheet(people, ""),
        estimates=Sheet(estimates, ""),
        responder_curve=Sheet(nothing, ""),
    )
