"""One simulated clinic: both analyses on its records, beside the truth."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.cohort.chart import Chart, scores_by_date
from chart2paper.cohort.select import Selection, select_cohort
from chart2paper.demo_clinic.course import simulate_course
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import simulate_people
from chart2paper.demo_clinic.truth import expected_scores, starters_by_export
from chart2paper.sensitivity.whole_analysis import (
    Setting,
    chart_of,
    matches_of,
    outcomes_of,
    with_settings,
)
from chart2paper.tables.read_write import shape
from chart2paper.tables.validation import CLINICS
from chart2paper.validation.clean_tables import clean_tables, study_ids
from chart2paper.validation.replication import replication_result
from chart2paper.validation.scenarios import COMPARED, EARLY_FIRST_DAY, Scenario
from chart2paper.validation.target_trial import published, target_trial_result
from chart2paper.validation.words_read import WordsRead

# What the protocol had before this validation showed what it does.
EARLY_WINDOW = {"outcome": {"window_days": [EARLY_FIRST_DAY, 150]}}
VISITS = "visits_before"


@dataclass(frozen=True)
class Protocol:
    """The two analyses of the protocol that are put to the test, and the primary estimate that it names."""

    target_trial: Setting
    replication: Setting
    named: str


def run_clinics(scenario: Scenario, numbers: range, words: WordsRead, protocol: Protocol) -> pd.DataFrame:
    """Return CLINICS rows: what both analyses find in each of the clinics, and the truth."""
    matching = {"matching": {"ratio": scenario.size.ratio}}
    sized = replace(protocol, target_trial=with_settings(protocol.target_trial, matching))
    rows = [
        {"scenario": scenario.name, "clinic": number}
        | run_clinic(
            scenario.parameters(number), words, sized, compared=scenario.tuned and number <= COMPARED
        )
        for number in numbers
    ]
    return shape(pd.DataFrame(rows), CLINICS)


def run_clinic(
    p: DemoParameters, words: WordsRead, protocol: Protocol, compared: bool = True
) -> dict[str, Any]:
    """Simulate a clinic and return the results of both analyses (columns of CLINICS).

    compared: whether the target trial is also run with what the protocol had before.
    """
    people = simulate_people(p)
    course = simulate_course(people, p)
    starters = starters_by_export(course)
    scores = expected_scores(people, course, starters, p)
    ids = study_ids(people)
    effects = pd.Series(scores["started"] - scores["not_started"], index=ids[starters["person"].to_numpy()])
    numbers = pd.Series(np.arange(p.n_persons), index=ids)
    tables = clean_tables(people, course, p, words)
    chart = chart_of(tables, protocol.target_trial)
    records = Records(chart, scores_by_date(chart), tables.visit)
    replication = _analyse(select_cohort(chart, protocol.replication.design), records, protocol.replication)
    return {
        "seed": p.seed,
        "n_starters": len(starters),
        "truth_starters": float(effects.mean()) if len(effects) else np.nan,
        "untreated_change": float((scores["not_started"] - starters["start_score"]).mean()),
        **_target_trials(records, effects, protocol, compared),
        **replication_result(replication, effects, numbers, (people, course, p)),
    }


@dataclass(frozen=True)
class Records:
    """The chart, one score per person and day, and the visits, which all analyses of a study share."""

    chart: Chart
    daily: pd.DataFrame
    visits: pd.DataFrame


def _analyse(selection: Selection, records: Records, setting: Setting) -> pd.DataFrame:
    """Return ANALYSIS_SET rows."""
    matches = matches_of(selection, setting.analysis["matching"])
    return outcomes_of(matches, selection, records.daily, records.visits, setting)


def _target_trials(
    records: Records, effects: pd.Series, protocol: Protocol, compared: bool
) -> dict[str, Any]:
    """Return the results of the target trial, and its estimates with what the protocol had before."""
    setting, named = protocol.target_trial, protocol.named
    selection = select_cohort(records.chart, setting.design)
    distance_on = [*setting.analysis["matching"]["distance_on"], VISITS]
    before = {
        "estimate_early": with_settings(setting, EARLY_WINDOW),
        "estimate_visits": with_settings(setting, {"matching": {"distance_on": distance_on}}),
    }
    estimation = setting.analysis["estimation"]
    others = {
        name: published(_analyse(selection, records, other), estimation, [named])[named]["estimate"]
        for name, other in before.items()
        if compared
    }
    people = _analyse(selection, records, setting)
    return {**target_trial_result(people, effects, estimation, named), **others}
