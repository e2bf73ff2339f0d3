"""Exposed people who were matched against those who were not."""

import pandas as pd
import pytest

from chart2paper.match.kept_dropped import compare_kept_with_dropped
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import KEPT_DROPPED
from chart2paper.tables.read_write import check
from match.people import exposed


def compared(people, dropped, covariates=("age",)):
    unmatched = pd.DataFrame({"person_id": list(dropped)}, dtype="string")
    table = compare_kept_with_dropped(people, unmatched, list(covariates))
    check(table, KEPT_DROPPED, "kept_dropped")
    return table.set_index(["covariate", "level"])


def test_means_and_their_difference_in_units_of_all_eligible_exposed():
    """By hand: ages 40, 50 | 60, 70 have SD 12.91; (45 - 65) / 12.91 = -1.549."""
    found = compared(exposed(A={"age": 40}, B={"age": 50}, C={"age": 60}, D={"age": 70}), ["C", "D"])
    row = found.loc[("age", pd.NA)]
    assert (row["n_kept"], row["n_dropped"], row["kept"], row["dropped"]) == (2, 2, 45, 65)
    assert row["smd"] == pytest.approx(-20 / 12.90994)
    assert pd.isna(row["smd_ci_low"])  # two people tell nothing about their spread


def test_ten_dropped_people_have_an_interval():
    people = exposed(**{f"P{i:02d}": {"age": 40 + i} for i in range(30)})
    row = compared(people, [f"P{i:02d}" for i in range(20, 30)]).loc[("age", pd.NA)]
    assert row["smd_ci_low"] < row["smd"] < row["smd_ci_high"] < 0


def test_a_text_is_compared_level_by_level_and_missing_values_apart():
    people = exposed(A={"sex": "female"}, B={"sex": "male", "previous_score": 4}, C={"sex": "male"})
    found = compared(people, ["C"], ["sex", "previous_score"])
    assert found.loc[("sex", "male"), ["kept", "dropped"]].tolist() == [0.5, 1.0]
    assert found.loc[("previous_score", "missing"), ["kept", "dropped"]].tolist() == [0.5, 1.0]
    assert found.loc[("previous_score", pd.NA), ["n_kept", "n_dropped"]].tolist() == [1, 0]


def test_when_nobody_was_dropped_or_nobody_kept_there_is_no_difference():
    people = exposed(A={"age": 40}, B={"age": 50})
    assert compared(people, [])["smd"].isna().all()
    assert compared(people, ["A", "B"])["smd"].isna().all()
    assert compared(people, ["A", "B"])["n_kept"].tolist() == [0]


def test_without_exposed_people_the_table_is_without_numbers():
    found = compared(exposed().reindex(columns=COHORT.column_names), [])
    assert found[["kept", "dropped", "smd"]].isna().all(axis=None)
