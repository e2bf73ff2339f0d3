"""The sensitivity grid: each variation is the analysis it says, whoever runs it and with whatever else."""

from typing import get_args

import pandas as pd
import pytest

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.catalogue.outcomes import PAIN
from chart2paper.model.estimates import estimate_effects
from chart2paper.protocol.sensitivity import EstimateName
from chart2paper.sensitivity.grid import sensitivity_grid
from chart2paper.sensitivity.one_cohort import Records, cohort_design, estimates_of_cohort, grouped
from chart2paper.sensitivity.specification import (
    changed_setting,
    changes_in_words,
    specifications,
)
from chart2paper.sensitivity.whole_analysis import CleanTables, analysis_set_of
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, SENSITIVITY, SENSITIVITY_PEOPLE
from chart2paper.tables.read_write import as_written, check, shape
from sensitivity.sensitivity_clinic import ANALYSIS, PRIMARY, clean_tables, written

GRID = {
    "primary": {},
    "window.wide": {"outcome.window_days": [30, 200]},
    "window.last": {"outcome.rule": "last"},
    "kinds.worst": {"score.kinds": ["worst"]},
    "use.sixty": {"eligibility.min_exposure_days": 60},
    "use.outcome": {"eligibility.outcome_required": True},
    "dose.low": {"exposure.max_daily_dose_mg": 4.5},
    "dose.none": {"exposure.max_daily_dose_mg": 0.001},
    "lock.early": {"data_lock_date": "2018-06-30"},
    "likeness.near": {"matching.calipers": {"baseline_score": 0.0}},
    "people.nobody": {"eligibility.min_age": 100},
    "method.greedy": {"matching.method": "nearest"},
    "method.full": {"matching.method": "full"},
    "adjust.nothing": {"estimation.adjust_for": []},
    "estimate.responders_30": {},
    "estimate.percent_change": {},
    "estimate.unadjusted_change": {},
}


def grid(changes: dict = GRID) -> list[dict]:
    return [
        {
            "name": name,
            "question": name.split(".")[0],
            "label": name,
            "estimate": name.split(".")[1] if name.startswith("estimate.") else "adjusted_final_score",
            "changes": changed,
        }
        for name, changed in changes.items()
    ]


@pytest.fixture(scope="module")
def tables():
    return clean_tables()


@pytest.fixture(scope="module")
def paths(tables, tmp_path_factory):
    return written(tmp_path_factory.mktemp("clean"), tables)


@pytest.fixture(scope="module")
def grid_run(paths):
    return sensitivity_grid(paths, specifications(PRIMARY, grid()), 2, tell=lambda text: None)


@pytest.fixture(scope="module")
def found(grid_run):
    return grid_run[0]


def alone(tables, name: str) -> pd.Series:
    """Return the estimate of a variation run by itself, through the functions that the rules run."""
    (row,) = [row for row in grid() if row["name"] == name]
    setting, target = changed_setting(PRIMARY, row["changes"]), TARGETS[row["estimate"]]
    people = as_written(analysis_set_of(CleanTables(**tables), setting), ANALYSIS_SET)
    estimation = setting.analysis["estimation"] | {"estimators": [target.estimator.name]}
    estimates = estimate_effects(people, name, estimation)
    return estimates.set_index(["outcome", "estimand", "method"]).loc[target.known.key]


@pytest.mark.parametrize("name", GRID)
def test_a_variation_is_the_same_analysis_run_by_itself(tables, found, name):
    expected, row = alone(tables, name), found.set_index("name").loc[name]
    for column in ("estimate", "ci_low", "ci_high", "p_value"):
        assert row[column] == pytest.approx(expected[column], rel=1e-9, nan_ok=True), column
    for column in ("n_exposed", "n_comparator", "status"):
        assert row[column] == expected[column], column


def test_the_changes_matter(found):
    primary, *others = found.set_index("name")["estimate"][
        ["primary", "window.last", "kinds.worst", "use.sixty", "dose.low", "likeness.near", "adjust.nothing"]
    ]
    assert all(abs(other - primary) > 1e-6 for other in others)


def test_the_number_of_workers_changes_nothing(paths, grid_run):
    by_one = sensitivity_grid(paths, specifications(PRIMARY, grid()), 1, tell=lambda text: None)
    for one, two in zip(by_one, grid_run, strict=True):
        pd.testing.assert_frame_equal(one, two, check_exact=True)


def test_the_people_that_are_listed_are_those_that_each_analysis_counts(grid_run):
    found, people = grid_run
    check(people, SENSITIVITY_PEOPLE.on(PAIN), "sensitivity_people")
    listed = people.drop_duplicates(["place", "role", "person_id"]).groupby(["place", "role"]).size()
    for row in found.itertuples():
        counted = (row.n_exposed, row.n_comparator)
        assert tuple(listed.get((row.place, role), 0) for role in ("exposed", "comparator")) == counted, (
            row.name
        )


def test_progress_is_told_to_the_last_analysis(paths):
    told: list[str] = []
    few = {name: GRID[name] for name in ("primary", "window.wide", "dose.low")}
    sensitivity_grid(paths, specifications(PRIMARY, grid(few)), 1, tell=told.append)
    assert told == ["2 of 3 analyses done", "3 of 3 analyses done"]


def test_the_table_keeps_its_contract_and_marks_one_primary_analysis(found):
    check(shape(found, SENSITIVITY), SENSITIVITY, "sensitivity")
    assert list(found["name"]) == list(GRID)
    assert found.loc[found["is_primary"] == 1, "name"].tolist() == ["primary"]


@pytest.mark.parametrize("name", ["dose.none", "people.nobody"])
def test_a_variation_without_anyone_says_why_there_is_no_estimate(found, name):
    row = found.set_index("name").loc[name]
    assert pd.isna(row["estimate"])
    assert row["status"].startswith("not estimable: no exposed people with an outcome")
    assert (row["n_exposed"], row["n_comparator"], row["sets"]) == (0, 0, 0)


def test_a_clinic_without_anyone_exposed_has_a_row_for_every_variation(tmp_path):
    tables = clean_tables(people=8, exposed=0)
    none, nobody = sensitivity_grid(
        written(tmp_path, tables), specifications(PRIMARY, grid()), 1, tell=lambda text: None
    )
    assert len(none) == len(GRID)
    assert none["status"].str.startswith("not estimable: ").all()
    assert nobody.empty


def test_analyses_that_differ_after_the_selection_share_their_cohort():
    of = {s.name: repr(cohort_design(s.setting)) for s in specifications(PRIMARY, grid())}
    same = {name for name, design in of.items() if design == of["primary"]}
    assert same == {
        "primary",
        "window.wide",
        "window.last",
        "method.greedy",
        "method.full",
        "adjust.nothing",
        "estimate.responders_30",
        "estimate.percent_change",
        "estimate.unadjusted_change",
    }


def test_the_outcome_window_selects_people_only_where_a_score_in_it_is_required():
    narrow = changed_setting(PRIMARY, {"outcome.window_days": [80, 100]})
    required = changed_setting(narrow, {"eligibility.outcome_required": True})
    assert cohort_design(narrow) == cohort_design(PRIMARY)
    assert cohort_design(required).outcome_days == (80, 100)


def test_groups_keep_the_order_in_which_they_appear(tables):
    three = specifications(PRIMARY, grid({"primary": {}, "dose.low": GRID["dose.low"], "window.last": {}}))
    names = [[s.name for s in group] for group in grouped(three, lambda s: repr(cohort_design(s.setting)))]
    assert names == [["primary", "window.last"], ["dose.low"]]
    assert [row["name"] for row in estimates_of_cohort(Records(CleanTables(**tables)), three[:1])[0]] == [
        "primary"
    ]


def test_every_estimate_the_protocol_names_is_a_row_of_the_estimates(tables):
    assert set(TARGETS) == set(get_args(EstimateName))
    people = analysis_set_of(CleanTables(**tables), PRIMARY)
    every = sorted({target.estimator.name for target in TARGETS.values()})
    estimates = estimate_effects(people, "x", ANALYSIS["estimation"] | {"estimators": every})
    keys = set(estimates[["outcome", "estimand", "method"]].itertuples(index=False, name=None))
    assert {target.known.key for target in TARGETS.values()} <= keys
    assert set(estimates.columns) == set(ESTIMATES.column_names)


@pytest.mark.parametrize(
    ("changes", "estimate", "words"),
    [
        ({}, "a", ""),
        ({"outcome.window_days": [30, None]}, "a", "outcome.window_days: 30, none"),
        (
            {"matching.calipers": {"age": 5.0, "baseline_score": 0.5}},
            "a",
            "matching.calipers: age 5, baseline_score 0.5",
        ),
        (
            {"matching.calipers": {}, "matching.replacement": True},
            "a",
            "matching.calipers: none; matching.replacement: yes",
        ),
        ({}, "b", "estimate: b"),
    ],
)
def test_changes_are_written_as_the_protocol_names_them(changes, estimate, words):
    assert changes_in_words(changes, estimate, "a") == words
