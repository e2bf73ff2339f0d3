"""One analysis from clean tables to its analysis set, in memory: for grids of analyses and for simulation.

The rules run the same functions, one stage a job, with files between them.
"""

from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

import pandas as pd

from chart2paper.cohort.chart import Chart, chart_up_to_lock, scores_by_date
from chart2paper.cohort.design import Design, design_of
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
    observation: pd.DataFrame


@dataclass(frozen=True)
class Setting:
    """The plain values of one analysis (see `protocol.values.analysis_of`) and of what all analyses share."""

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
                scale=self.analysis["estimation"]["scale"],
                data_lock_date=self.data_lock_date,
                exact=matching["exact"],
                calipers=matching["calipers"],
            )
        )


def chart_of(tables: CleanTables, setting: Setting) -> Chart:
    """Return the records that an analysis may look at."""
    return chart_up_to_lock(
        tables.person,
        tables.visit,
        tables.measurement,
        tables.drug,
        tables.condition,
        tables.observation,
        setting.design,
    )


def analysis_set_of(tables: CleanTables, setting: Setting) -> pd.DataFrame:
    """Return the matched people with covariates and outcomes (ANALYSIS_SET) of one analysis."""
    chart = chart_of(tables, setting)
    selection = select_cohort(chart, setting.design)
    matches = matches_of(selection, setting.analysis["matching"])
    return outcomes_of(matches, selection, scores_by_date(chart), tables.visit, setting)


def matches_of(selection: Selection, matching: dict[str, Any]) -> pd.DataFrame:
    """Return the matched sets (MATCHES) of the people of a selection."""
    exposed = selection.cohort[selection.cohort["role"] == "exposed"]
    names = [*matching["exact"], *matching["calipers"], *matching["distance_on"]]
    return match_sets(exposed, candidates_of(selection, names), **matching)[0]


def outcomes_of(
    matches: pd.DataFrame, selection: Selection, daily: pd.DataFrame, visits: pd.DataFrame, setting: Setting
) -> pd.DataFrame:
    """Return the matched people with covariates and outcomes (ANALYSIS_SET). `daily`: DAILY_SCORES."""
    exposed, slot = selection.pairs["exposed_id"], selection.pairs["slot"]
    matched = selection.slots["person_id"].isin(matches["person_id"]).to_numpy(dtype=bool)[slot]
    pairs = selection.pairs[exposed.isin(matches["set_id"]) & matched]
    candidates = selection.slots.iloc[pairs["slot"]].reset_index(drop=True)
    candidates["exposed_id"] = pairs["exposed_id"].astype("string").to_numpy()
    outcome, lock = setting.analysis["outcome"], setting.data_lock_date
    return measure_outcomes(matches, selection.cohort, candidates, daily, visits, outcome, lock)


def candidates_of(selection: Selection, covariates: list[str]) -> pd.DataFrame:
    """Return CANDIDATES rows with some covariates; texts as categories, because pairs run into millions."""
    slots = selection.slots[["person_id", "index_date", *dict.fromkeys(covariates)]]
    texts = slots.select_dtypes(["string", "object"]).columns
    rows = slots.astype(dict.fromkeys(texts, "category")).iloc[selection.pairs["slot"]].reset_index(drop=True)
    return rows.assign(exposed_id=selection.pairs["exposed_id"].array)


def with_settings(setting: Setting, changes: dict[str, dict[str, Any]]) -> Setting:
    """Return a setting with some values of its analysis changed: section -> name -> value."""
    analysis = {
        name: {**section, **changes.get(name, {})} if isinstance(section, dict) else section
        for name, section in setting.analysis.items()
    }
    return replace(setting, analysis=analysis)
