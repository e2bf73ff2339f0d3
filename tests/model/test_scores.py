"""Which scores of a matched person are collected, and which are in the outcome window."""

import pandas as pd

from chart2paper.model.scores import scores_around

OUTCOME = {"window_days": [45, 150]}


def people(index_date: str = "2019-05-01") -> pd.DataFrame:
    return pd.DataFrame(
        {"set_id": ["A"], "person_id": ["A"], "role": ["exposed"], "index_date": [pd.Timestamp(index_date)]}
    )


def daily(*days_and_scores: tuple[int, float]) -> pd.DataFrame:
    rows = [("A", pd.Timestamp("2019-05-01") + pd.Timedelta(days=d), s) for d, s in days_and_scores]
    return pd.DataFrame(rows, columns=["person_id", "date", "score"])


def test_scores_count_from_a_year_before_the_index_date_to_the_lock():
    found = scores_around(people(), daily((-366, 9), (-365, 8), (0, 7), (100, 6)), OUTCOME, "2019-08-09")
    assert found["day"].tolist() == [-365, 0, 100]
    assert found["score"].tolist() == [8, 7, 6]
    assert scores_around(people(), daily((0, 7), (101, 6)), OUTCOME, "2019-08-09")["day"].tolist() == [0]


def test_the_ends_of_the_outcome_window_are_in_it():
    found = scores_around(people(), daily((44, 1), (45, 2), (150, 3), (151, 4)), OUTCOME, "2020-12-31")
    assert found["in_window"].tolist() == [0, 1, 1, 0]


def test_a_window_without_an_end_runs_to_the_lock():
    found = scores_around(people(), daily((0, 1), (1, 2), (900, 3)), {"window_days": [1, None]}, "2022-12-31")
    assert found["in_window"].tolist() == [0, 1, 1]


def test_nobody_matched_has_no_scores():
    assert len(scores_around(people()[:0], daily((0, 7)), OUTCOME, "2020-12-31")) == 0
