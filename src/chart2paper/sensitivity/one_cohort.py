"""All analyses of the grid that look at the same cohort: selected once, matched once per way of matching."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from chart2paper.cohort.chart import Chart, scores_by_date
from chart2paper.cohort.design import Design
from chart2paper.cohort.select import select_cohort
from chart2paper.model.estimates import estimate_effects
from chart2paper.sensitivity.specification import Specification
from chart2paper.sensitivity.whole_analysis import CleanTables, Setting, chart_of, matches_of, outcomes_of
from chart2paper.statistics.arms import with_both_scores, with_outcome, with_percent_change
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import as_written

Row = dict[str, Any]
# Whom an estimator uses, by `Estimator.uses`.
USED: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "everyone": pd.DataFrame.copy,
    "with outcome": with_outcome,
    "with both scores": with_both_scores,
    "with percent change": with_percent_change,
}
# Any window will do where nobody is selected by having a score in it.
_NO_WINDOW = (1, 1)


class Records:
    """Clean tables, and what is made from them, kept for as long as the next analysis needs the same."""

    def __init__(self, tables: CleanTables):
        self.tables = tables
        self._charts: dict[str, tuple[Chart, pd.DataFrame]] = {}

    def chart(self, setting: Setting) -> tuple[Chart, pd.DataFrame]:
        """Return the chart of an analysis and its scores (DAILY_SCORES); one is kept, because it is large."""
        key = repr((setting.exposure, setting.kinds, setting.data_lock_date))
        if key not in self._charts:
            chart = chart_of(self.tables, setting)
            self._charts = {key: (chart, scores_by_date(chart))}
        return self._charts[key]


def cohort_design(setting: Setting) -> Design:
    """Return what decides who is selected: the outcome window only where a score in it is required."""
    design = setting.design
    return design if design.outcome_required else replace(design, outcome_days=_NO_WINDOW)


def estimates_of_cohort(
    records: Records, specifications: list[Specification]
) -> tuple[list[Row], list[pd.DataFrame]]:
    """Return the row of each of some analyses whose `cohort_design` is the same, and whom each of them uses."""
    first = specifications[0].setting
    chart, daily = records.chart(first)
    selection = select_cohort(chart, cohort_design(first))
    # As the files between the rules hold it, so that the numbers are the same to the last digit.
    selection = replace(selection, cohort=as_written(_selected(selection.cohort), COHORT))
    rows, used = [], []
    for alike in grouped(specifications, lambda s: repr(s.setting.analysis["matching"])):
        matches = matches_of(selection, alike[0].setting.analysis["matching"])
        for same in grouped(alike, lambda s: repr(s.setting.analysis["outcome"])):
            setting = same[0].setting
            people = outcomes_of(matches, selection, daily, records.tables.visit, setting)
            people = as_written(people, ANALYSIS_SET)
            rows += [_row(specification, people) for specification in same]
            used += [people_used(specification, people) for specification in same]
    return rows, used


def grouped(
    specifications: Iterable[Specification], key: Callable[[Specification], str]
) -> Iterator[list[Specification]]:
    """Give the specifications with the same key together, in the order in which keys first appear."""
    groups: dict[str, list[Specification]] = {}
    for specification in specifications:
        groups.setdefault(key(specification), []).append(specification)
    yield from groups.values()


def _selected(cohort: pd.DataFrame) -> pd.DataFrame:
    return cohort[cohort["role"].notna()]


def people_used(specification: Specification, people: pd.DataFrame) -> pd.DataFrame:
    """Return whom an analysis uses (rows of SENSITIVITY_PEOPLE). people: rows of ANALYSIS_SET."""
    used = USED[specification.target.estimator.uses](people)
    columns = ["role", "person_id", "baseline_score", "final_score"]
    # Where comparators may be used again, one person stands in several sets.
    return used[columns].drop_duplicates().assign(place=specification.place)


def _row(specification: Specification, people: pd.DataFrame) -> Row:
    target = specification.target
    estimation = {**specification.setting.analysis["estimation"], "estimators": [target.estimator.name]}
    if threshold := target.known.parameters.get("threshold"):
        estimation["responder_thresholds_percent"] = [float(threshold)]
    estimates = estimate_effects(people, specification.name, estimation)
    wanted = (estimates[["outcome", "estimand", "method"]] == [*target.known.key]).all(axis="columns")
    (found,) = estimates[wanted].to_dict("records")
    numbers = ("estimate", "ci_low", "ci_high", "p_value", "n_exposed", "n_comparator", "status")
    return {
        "place": specification.place,
        "name": specification.name,
        "question": specification.question,
        "label": specification.label,
        "changed": specification.changed,
        "unit": target.known.estimand.number.unit,
        "sets": people["set_id"].nunique(),
        "is_primary": int(specification.place == 0),
        **{name: found[name] for name in numbers},
    }
