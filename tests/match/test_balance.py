"""Balance of cohorts before and after matching: who counts, how much, and in which unit."""

import numpy as np
import pandas as pd
import pytest

from chart2paper.match.balance import assess_balance
from chart2paper.match.sets import match_sets
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import BALANCE
from chart2paper.tables.read_write import check
from match.people import SETTING, candidates, exposed

RULES = {"smd_threshold": 0.1, "variance_ratio_limits": (0.5, 2.0)}


def whole_table(people, others, covariates=("age",)) -> pd.DataFrame:
    matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "ratio": 2})
    table = assess_balance(people, others, matches, list(covariates), RULES)
    check(table, BALANCE, "balance")
    return table.set_index(["covariate", "level", "sample"])


def balance(people, others, covariates=("age",)) -> pd.Series:
    return whole_table(people, others, covariates)["smd"]


def test_a_candidate_of_many_exposed_people_counts_once_before_matching():
    """X is 40 on both dates, Y is 70 on one: the candidates' mean age is 55 and not 50."""
    people = exposed(A={"age": 50}, B={"age": 60})
    others = candidates(
        ("A", "X", {"age": 40}), ("B", "X", {"age": 40, "index_date": "2019-02-01"}), ("A", "Y", {"age": 70})
    )
    assert balance(people, others)["age", pd.NA, "before"] == pytest.approx(0.0)


def test_the_unit_is_the_sd_of_all_exposed_before_matching():
    people = exposed(A={"age": 50}, B={"age": 60}, C={"age": 70})
    others = candidates(("A", "X", {"age": 55}), ("B", "Y", {"age": 65}))
    table = whole_table(people, others)  # rows: after, before
    assert table["smd"].tolist()[0] == pytest.approx((55 - 60) / 10)
    assert table["smd_unit"].tolist() == pytest.approx([10, 10])


def test_comparators_of_a_set_share_its_weight():
    people = exposed(A={"age": 50}, B={"age": 70})
    others = candidates(("A", "X", {"age": 50}), ("A", "Y", {"age": 50}), ("B", "Z", {"age": 70}))
    assert balance(people, others)["age", pd.NA, "after"] == pytest.approx(0.0)


def test_people_who_start_later_count_in_both_arms():
    people = exposed(A={"age": 50}, B={"age": 60, "index_date": "2019-01-01"})
    others = candidates(("A", "B", {"age": 59}), ("B", "X", {"age": 61, "index_date": "2019-01-01"}))
    assert balance(people, others)["age", pd.NA, "after"] == pytest.approx(-5 / np.std([50, 60], ddof=1))


def test_missing_values_are_left_out_and_compared_on_their_own():
    people = exposed(A={"previous_score": 4}, B={"previous_score": 6}, C={})
    others = candidates(("A", "X", {"previous_score": 5}), ("B", "Y", {"previous_score": 5}), ("C", "Z", {}))
    found = balance(people, others, covariates=["previous_score"])
    assert found["previous_score", pd.NA, "before"] == pytest.approx(0.0)
    assert found["previous_score", "missing", "before"] == pytest.approx(0.0)


def test_every_level_of_a_text_has_a_row():
    people = exposed(A={"sex": "female"}, B={"sex": "male"})
    found = balance(
        people, candidates(("A", "X", {"sex": "female"}), ("B", "Y", {"sex": "other"})), covariates=["sex"]
    )
    assert found.index.get_level_values("level").unique().tolist() == ["female", "male", "other"]


def test_without_anyone_there_are_rows_without_numbers():
    nobody = exposed().reindex(columns=COHORT.column_names)
    found = balance(nobody, candidates(), covariates=["age", "previous_score"])
    assert len(found) == 4
    assert found.isna().all()


def test_effective_numbers_count_a_candidate_once_and_the_comparators_of_a_set_in_parts():
    """Before: three different candidates. After: sets of 2 and 1 comparators, 4 / (1/4 + 1/4 + 1) = 2.67."""
    people = exposed(A={"age": 50}, B={"age": 70})
    others = candidates(
        ("A", "X", {"age": 50}), ("A", "Y", {"age": 50}), ("B", "Z", {"age": 70}), ("A", "Z", {"age": 70})
    )
    found = whole_table(people, others)  # rows: after, before
    assert found["ess_comparator"].tolist() == pytest.approx([4 / 1.5, 3])
    assert found["ess_exposed"].tolist() == [2, 2]


def test_a_comparator_in_three_sets_is_one_person_in_the_effective_number():
    people = exposed(A={"age": 50}, B={"age": 52}, C={"age": 57})
    others = candidates(*((name, "X", {"age": 51}) for name in "ABC"), ("A", "Y", {"age": 90}))
    matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "replacement": True})
    after = assess_balance(people, others, matches, ["age"], RULES).set_index("sample").loc["after"]
    assert (after["ess_exposed"], after["ess_comparator"]) == (3, 1)
