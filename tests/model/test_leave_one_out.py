"""How far the primary estimate moves without one person equals what the estimator says without their rows."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.model.ancova import ancova
from chart2paper.model.leave_one_out import leave_one_out
from chart2paper.tables.model import ANALYSIS_SET, INFLUENCE
from chart2paper.tables.read_write import check, shape

ESTIMATION = {"adjust_for": ["baseline_score", "age"], "least_probability": 0.05}


def people(sets: list[tuple[str, list[str]]], seed: int = 0, missing: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return matched people with random scores: (exposed, their comparators), those `missing` without outcome."""
    random = np.random.default_rng(seed)
    rows = []
    for exposed, comparators in sets:
        for person in (exposed, *comparators):
            rows.append(
                {
                    "set_id": exposed,
                    "person_id": person,
                    "role": "exposed" if person == exposed else "comparator",
                    "index_date": pd.Timestamp("2020-01-01"),
                    "age": int(random.integers(30, 80)),
                    "baseline_score": float(random.integers(3, 10)),
                    "final_score": None if person in missing else float(random.integers(0, 10)),
                }
            )
    return shape(pd.DataFrame(rows), ANALYSIS_SET)


def pairs(n: int) -> list[tuple[str, list[str]]]:
    return [(f"E{i:02d}", [f"C{i:02d}a", f"C{i:02d}b"][: 1 + i % 2]) for i in range(n)]


def refitted(table: pd.DataFrame, person: str) -> float:
    """The estimator's own answer without a person's rows and, if they are exposed, without their set."""
    stays = ~(table["person_id"].eq(person) | table["set_id"].eq(person))
    return next(row.estimate for row in ancova(table[stays], ESTIMATION) if row.method == "ancova_cr2")


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), n=st.integers(6, 12), lost=st.integers(0, 3))
def test_the_estimate_without_a_person_is_that_of_the_estimator_refitted(seed, n, lost):
    table = people(pairs(n), seed, missing=("E00", "C03a", "C02a")[:lost])
    found = leave_one_out(table, ESTIMATION)
    check(found, INFLUENCE, "influence")
    for person, estimate in zip(found["person_id"], found["estimate_without"], strict=True):
        assert estimate == pytest.approx(refitted(table, person), abs=1e-9), person


@pytest.mark.parametrize("seed", range(10))
def test_one_of_two_comparators_who_are_alike_moves_nothing_and_rounding_does_not_show(seed):
    table = people(pairs(8), seed)
    values = ["age", "baseline_score", "final_score"]
    twin, other = (table["person_id"].eq(name) for name in ("C01a", "C01b"))
    table.loc[other, values] = table.loc[twin, values].to_numpy()
    moved = leave_one_out(table, ESTIMATION).set_index("person_id")["moved"]
    assert moved[["C01a", "C01b"]].tolist() == [0, 0]


def test_a_comparator_without_an_outcome_moves_nothing():
    found = leave_one_out(people(pairs(8), missing=("C03a",)), ESTIMATION).set_index("person_id")
    assert found.loc["C03a", "moved"] == 0
    assert found.loc["C03a", "status"] == "ok"


def test_an_exposed_person_takes_their_set_along_even_without_an_outcome_of_their_own():
    table = people(pairs(8), missing=("E03",))
    found = leave_one_out(table, ESTIMATION).set_index("person_id")
    assert found.loc["E03", "left_with"] == 2
    assert found.loc["E03", "estimate_without"] == pytest.approx(refitted(table, "E03"), abs=1e-9)
    assert found.loc["E03", "moved"] != 0


def test_a_comparator_of_several_sets_leaves_all_of_them():
    table = people([*pairs(8), ("F1", ["X"]), ("F2", ["X", "Y"])])
    found = leave_one_out(table, ESTIMATION)
    of_x = found[found["person_id"] == "X"]
    assert len(of_x) == 2
    assert of_x["estimate_without"].tolist() == pytest.approx([refitted(table, "X")] * 2, abs=1e-9)


def test_who_alone_makes_the_exposure_visible_cannot_be_left_out():
    table = people(pairs(8))
    table.loc[table["role"].eq("exposed") & table["person_id"].ne("E03"), "final_score"] = pd.NA
    table.loc[table["person_id"].eq("E03"), "final_score"] = 2.0
    found = leave_one_out(table, ESTIMATION).set_index("person_id")
    assert found["status"].str.startswith("not estimable").loc["E03"]


@pytest.mark.parametrize("table", [people([]), people(pairs(1))])
def test_too_few_people_are_told_and_nothing_crashes(table):
    found = leave_one_out(table, ESTIMATION)
    check(found, INFLUENCE, "influence")
    assert found["status"].str.startswith("not estimable").all()


def test_the_order_of_the_rows_changes_nothing():
    table = people(pairs(9), missing=("E01",))
    one, other = (
        leave_one_out(table, ESTIMATION),
        leave_one_out(table.sample(frac=1, random_state=1), ESTIMATION),
    )
    pd.testing.assert_frame_equal(one, other)
