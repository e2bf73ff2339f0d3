"""One analysis from clean tables to its analysis set, in memory: for grids of analyses and for simulation.

The rules run the same functions, one stage a job, with files between them.
"""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pandas as pd

from chart2paper.cohort.chart import Chart, chart_up_to_lock
from chart2paper.cohort.design import Design, design_of
from chart2paper.cohort.scores import daily_scores
from chart2paper.cohort.select import Selection, select_cohort
from chart2paper.match.sets import match_sets
from chart2paper.model.outcomes import measure_outcomes


@dataclass(frozen=True)
class CleanTables:
    """The clean tables that an analysis reads, as the data dictionary declares them."""

    person: pd.DataFrame
    visit: pd.DataFrame
    measurement: pd.DataFrame
    drug: pd.DataFrame
    condition: pd.DataFrame


@dataclass(frozen=True)
class Setting:
    """The plain values of one analysis and of the parts of the protocol that all analyses share."""

    analysis: dict[str, Any]
    exposure: dict[str, Any]
    kinds: list[str]
    data_lock_date: str

    @property
    def design(self) -> Design:
        """What decides who is in and when their clock starts."""
        sections = ("eligibility", "time_zero", "baseline", "outcome")
        matching = self.analysis["matching"]
        return design_of(
            SimpleNamespace(
                **{name: self.analysis[name] for name in sections},
                exposure=self.exposure,
                kinds=self.kinds,
                data_lock_date=self.data_lock_date,
                exact=matching["exact"],
                calipers=matching["calipers"],
            )
        )


def chart_of(tables: CleanTables, setting: Setting) -> Chart:
    """Return the records that an analysis may look at."""
    return chart_up_to_lock(
        tables.person, tables.visit, tables.measurement, tables.drug, tables.condition, setting.design
    )


def analysis_set_of(tables: CleanTables, setting: Setting) -> pd.DataFrame:
    """Return the matched people with covariates and outcomes (ANALYSIS_SET) of one analysis."""
    selection = select_cohort(chart_of(tables, setting), setting.design)
    return matched_outcomes(selection, tables, setting)


def matched_outcomes(selection: Selection, tables: CleanTables, setting: Setting) -> pd.DataFrame:
    """Match the people of a selection and measure their outcomes (ANALYSIS_SET)."""
    daily = daily_scores(tables.measurement, setting.kinds)
    return outcomes_of(match_people(selection, setting), daily, tables.visit, setting)


@dataclass(frozen=True)
class Matched:
    """Matched sets (MATCHES), and the COHORT and CANDIDATES rows they were made from."""

    matches: pd.DataFrame
    cohort: pd.DataFrame
    candidates: pd.DataFrame


def match_people(selection: Selection, setting: Setting) -> Matched:
    """Match the people of a selection."""
    candidates, cohort = candidates_of(selection), selection.cohort
    matches, _ = match_sets(cohort[cohort["role"] == "exposed"], candidates, **setting.analysis["matching"])
    return Matched(matches, cohort, candidates)


def outcomes_of(
    matched: Matched, daily: pd.DataFrame, visits: pd.DataFrame, setting: Setting
) -> pd.DataFrame:
    """Measure the outcomes of matched people (ANALYSIS_SET); `daily` as `daily_scores` returns it."""
    return measure_outcomes(
        matched.matches,
        matched.cohort,
        matched.candidates,
        daily,
        visits,
        setting.analysis["outcome"],
        setting.data_lock_date,
    )


def candidates_of(selection: Selection) -> pd.DataFrame:
    """Return CANDIDATES rows: each pair with the covariates of its slot."""
    rows = selection.slots.iloc[selection.pairs["slot"]].reset_index(drop=True)
    return rows.assign(exposed_id=selection.pairs["exposed_id"].astype("string").to_numpy())


def with_settings(setting: Setting, changes: dict[str, dict[str, Any]]) -> Setting:
    """Return a setting with some values of its analysis changed: section -> name -> value."""
    analysis = {
        name: {**section, **changes.get(name, {})} if isinstance(section, dict) else section
        for name, section in setting.analysis.items()
    }
    return replace(setting, analysis=analysis)
