"""The sensitivity grid of the shipped study: its primary row is the primary result, and its rows are what they say."""

import csv

import pytest

from chart2paper.cohort.records import TABLE_NAMES, read_records
from chart2paper.model.estimates import estimate_effects
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import analysis_of, values_of
from chart2paper.protocol.variations import grid_of
from chart2paper.sensitivity.specification import changed_setting
from chart2paper.sensitivity.whole_analysis import CleanTables, Setting, analysis_set_of
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, SENSITIVITY
from chart2paper.tables.read_write import as_written, read_table

NUMBERS = ("estimate", "ci_low", "ci_high", "p_value", "n_exposed", "n_comparator", "status")
KEY = {"outcome": "final_score", "estimand": "adjusted_difference", "method": "ancova_cr2"}


def lines(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_primary_row_is_the_primary_estimate_to_the_last_character(demo):
    folder = demo / "results" / "target_trial" / "model"
    (expected,) = [row for row in lines(folder / "estimates.csv") if row.items() >= KEY.items()]
    (primary,) = [row for row in lines(folder / "sensitivity.csv") if row["is_primary"] == "1"]
    assert {name: primary[name] for name in NUMBERS} == {name: expected[name] for name in NUMBERS}


def test_at_least_forty_analyses_have_an_estimate_in_points(demo):
    grid = read_table(SENSITIVITY, demo / "results" / "target_trial" / "model" / "sensitivity.csv")
    assert (grid["unit"].eq("points") & grid["estimate"].notna()).sum() >= 40


def test_variations_are_the_analyses_that_the_protocol_describes(demo):
    study, folder = load_study(demo / "config.yaml"), demo / "results"
    tables = CleanTables(
        **read_records(**{name: folder / "clean" / f"{stem}.parquet" for name, stem in TABLE_NAMES.items()})
    )
    shared = study.exposure, study.score.kinds, study.data_lock_date
    primary = Setting(analysis_of(study, "target_trial"), *map(values_of, shared))
    rows = read_table(SENSITIVITY, folder / "target_trial" / "model" / "sensitivity.csv").set_index("name")
    some = {"dose.any_dose", "minimum_use.60_days_or_more", "matching_method.full_matching"}
    for variation in grid_of(study):
        if variation["name"] in some:
            setting = changed_setting(primary, variation["changes"])
            people = as_written(analysis_set_of(tables, setting), ANALYSIS_SET)
            estimates = estimate_effects(people, "x", setting.analysis["estimation"])
            expected = estimates.set_index(list(KEY)).loc[tuple(KEY.values())]
            assert rows.loc[variation["name"], "estimate"] == pytest.approx(expected["estimate"], rel=1e-9)
            some.remove(variation["name"])
    assert some == set()
    assert set(rows.columns) >= set(NUMBERS) & set(ESTIMATES.column_names)
