"""Everyone eligible before matching: every exposed, and each candidate once, on a date drawn by their id."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.cohort.candidates_file import write_candidates
from chart2paper.model.weighting.population import draw_candidates, population
from chart2paper.tables.cohort import CANDIDATES, COHORT
from chart2paper.tables.read_write import check, shape, write_table
from chart2paper.tables.weighting import POPULATION

DAYS = pd.date_range("2019-01-01", periods=40)
OUTCOME = {"rule": "nearest", "target_day": 90, "window_days": (45, 150)}


def candidates(*rows: tuple[str, str, int]) -> pd.DataFrame:
    """Return CANDIDATES rows from (exposed, candidate, number of the day); the age tells the day."""
    frame = pd.DataFrame(rows, columns=["exposed_id", "person_id", "day"]).astype({"day": "int64"})
    return shape(frame.assign(index_date=DAYS[frame["day"]], age=20 + frame["day"]), CANDIDATES)


def drawn(tmp_path, frame: pd.DataFrame) -> pd.DataFrame:
    path = tmp_path / "it's candidates.parquet"
    frame.to_parquet(path, index=False)
    return draw_candidates(path).sort_values("person_id", ignore_index=True)


def many(tmp_path, people: int, dates: int) -> pd.Series:
    rows = [(f"E{d:03d}", f"P{p:04d}", d) for p in range(people) for d in range(dates)]
    return drawn(tmp_path, candidates(*rows)).set_index("person_id")["index_date"]


def test_each_candidate_is_there_once_with_the_covariates_of_the_date(tmp_path):
    found = drawn(tmp_path, candidates(("E1", "P1", 0), ("E2", "P1", 3), ("E2", "P2", 3), ("E3", "P3", 7)))
    assert found["person_id"].tolist() == ["P1", "P2", "P3"]
    assert ((found["age"] - 20) == (found["index_date"] - DAYS[0]).dt.days).all()


def test_every_date_of_a_person_is_equally_likely(tmp_path):
    """Source: chi-squared test (scipy) over 2,000 people with four dates each."""
    counts = many(tmp_path, 2000, 4).value_counts()
    assert len(counts) == 4
    assert stats.chisquare(counts).pvalue > 0.01


def test_a_date_shared_by_many_exposed_people_is_no_likelier(tmp_path):
    rows = [(f"E{e:03d}", f"P{p:04d}", int(e == 9)) for p in range(1000) for e in range(10)]
    day_1 = drawn(tmp_path, candidates(*rows))["index_date"].eq(DAYS[1]).mean()
    assert abs(day_1 - 0.5) < 0.04


def test_the_draw_depends_neither_on_the_order_of_rows_nor_on_who_else_is_there(tmp_path):
    rows = [(f"E{d:03d}", f"P{p:04d}", d) for p in range(50) for d in range(5)]
    whole = drawn(tmp_path, candidates(*rows))
    shuffled = candidates(*rows).sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(whole, drawn(tmp_path, shuffled))
    some = candidates(*[row for row in rows if row[1] < "P0010"])
    pd.testing.assert_frame_equal(whole.iloc[:10], drawn(tmp_path, some))


def test_a_further_date_changes_a_draw_only_to_itself(tmp_path):
    before, after = many(tmp_path, 300, 4), many(tmp_path, 300, 5)
    moved = before != after
    assert (after[moved] == DAYS[4]).all()
    assert 30 < moved.sum() < 100, "about one in five"


def test_a_file_without_candidates_gives_nobody(tmp_path):
    assert len(drawn(tmp_path, candidates())) == 0


def test_files_as_the_cohort_writes_them_are_read(tmp_path):
    frame = candidates(("E1", "P1", 0), ("E2", "P1", 3), ("E2", "P2", 3))
    slots = frame.drop(columns="exposed_id").drop_duplicates(["person_id", "index_date"], ignore_index=True)
    pairs = pd.DataFrame({"exposed_id": pd.Categorical(["E1", "E2", "E2"]), "slot": [0, 1, 2]})
    write_candidates(pairs, slots, tmp_path / "candidates.parquet", PAIN)
    by_cohort = draw_candidates(tmp_path / "candidates.parquet").sort_values("person_id", ignore_index=True)
    pd.testing.assert_frame_equal(by_cohort, drawn(tmp_path, frame))


def everyone(exposed: list[str], pool: pd.DataFrame, scores: list[tuple[str, int, float]]) -> pd.DataFrame:
    cohort = pd.DataFrame({"person_id": exposed, "role": "exposed", "index_date": DAYS[0], "age": 50.0})
    others = pd.DataFrame({"person_id": ["P9"], "role": ["comparator"]})
    daily = pd.DataFrame(scores, columns=["person_id", "date", "score"])
    daily["date"] = DAYS[0] + pd.to_timedelta(daily["date"].astype("int64"), unit="D")
    daily = daily.astype({"person_id": "string", "score": "float64"})
    visits = pd.DataFrame(
        {
            "person_id": daily["person_id"],
            "visit_start_date": daily["date"],
            "visit_end_date": daily["date"],
            "visit_status": "completed",
        }
    )
    return population(shape(pd.concat([cohort, others]), COHORT), pool, daily, visits, OUTCOME, "2020-12-31")


def test_all_exposed_are_in_with_or_without_a_candidate_and_outcomes_follow_the_inherited_date():
    pool = candidates(("E1", "P1", 0), ("E1", "P2", 30))
    scores = [("E1", 90, 4.0), ("E2", 200, 5.0), ("P1", 90, 6.0), ("P2", 60, 8.0), ("P2", 121, 7.0)]
    found = everyone(["E1", "E2"], pool, scores)
    check(found, POPULATION.on(PAIN), "population.csv")
    assert found[["person_id", "role"]].to_numpy().tolist() == [
        ["E1", "exposed"],
        ["E2", "exposed"],
        ["P1", "comparator"],
        ["P2", "comparator"],
    ]
    assert found["final_score"].tolist() == pytest.approx([4, np.nan, 6, 7], nan_ok=True)
    assert found["age"].tolist() == [50, 50, 20, 50]
    assert found["outcome_missing_because"].tolist()[1] == "no visit in the outcome window"


def test_who_starts_later_may_be_in_both_arms():
    found = everyone(["E1", "E2"], candidates(("E1", "E2", 5)), [("E2", 90, 3.0)])
    assert found[["person_id", "role"]].to_numpy().tolist() == [
        ["E1", "exposed"],
        ["E2", "comparator"],
        ["E2", "exposed"],
    ]


def test_without_exposed_there_is_nobody(tmp_path):
    found = everyone([], candidates(), [])
    assert len(found) == 0
    write_table(found, POPULATION.on(PAIN), tmp_path / "population.csv")
