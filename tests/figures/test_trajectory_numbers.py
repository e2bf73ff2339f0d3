"""The numbers of the trajectory figure."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t

from chart2paper.figures.trajectories import MOST_PERSONS, MOST_POINTS, alt_text, trajectories_frame
from figures import examples as ex
from shipped_words import WORDS

START = pd.Timestamp("2017-03-01")


def scores_on(days: dict[str, list[tuple[int, float]]]) -> pd.DataFrame:
    rows = [
        (who, START + pd.Timedelta(days=day), score) for who, points in days.items() for day, score in points
    ]
    frame = pd.DataFrame(rows, columns=["person_id", "date", "score"])
    return frame.astype({"person_id": "string", "date": "datetime64[us]", "score": "float64"})


def means(frame, role="exposed"):
    return frame[(frame["layer"] == "mean") & (frame["role"] == role)].set_index("day")


def test_a_mean_counts_each_person_once_and_has_a_t_interval():
    people = ex.analysis_set(ex.matches(3, 0))
    days = {"P00001": [(5, 8.0), (6, 2.0)], "P00002": [(5, 6.0)], "P00003": [(1, 4.0)]}
    frame = trajectories_frame(people, scores_on({**days, "P00001": [*days["P00001"], (80, 5.0)]}), [45, 80])
    persons = [5.0, 6.0, 4.0]
    mean = means(frame).reset_index().iloc[0]
    low, high = t.interval(0.95, 2, np.mean(persons), np.std(persons, ddof=1) / np.sqrt(3))
    assert (mean["score"], mean["n"], mean["days"]) == (5.0, 3, 7)
    assert mean["day"] == pytest.approx((5.5 + 5 + 1) / 3)
    assert (mean["ci_low"], mean["ci_high"]) == pytest.approx((low, high))


def test_the_index_date_belongs_to_the_days_before():
    people = ex.analysis_set(ex.matches(3, 0))
    points = {who: [(0, 8.0), (1, 2.0)] for who in people["person_id"]}
    frame = trajectories_frame(people, scores_on(points), [45, 150])
    assert means(frame)["score"].to_dict() == {0: 8.0, 1: 2.0}


def test_fewer_than_three_persons_have_lines_but_no_mean():
    people = ex.analysis_set(ex.matches(2, 0))
    frame = trajectories_frame(people, scores_on({"P00001": [(1, 5)], "P00002": [(2, 6)]}), [45, 150])
    assert (frame["layer"] == "person").sum() == 2
    assert means(frame).empty


def test_scores_further_from_the_index_date_than_the_window_reaches_are_left_out():
    people = ex.analysis_set(ex.matches(1, 0))
    points = scores_on({"P00001": [(-151, 1), (-150, 2), (150, 3), (151, 4)]})
    frame = trajectories_frame(people, points, [45, 150])
    assert frame.loc[frame["layer"] == "person", "day"].tolist() == [-150, 150]


def test_an_open_window_ends_with_the_last_outcome():
    people = ex.analysis_set(ex.matches(5, 5), missing=0.0)
    frame = trajectories_frame(people, ex.scores(people), [1, None])
    assert frame.loc[frame["layer"] == "window", "day"].tolist() == [1, people["days_to_final"].max()]


def test_means_use_everyone_while_lines_are_an_even_selection():
    matched = ex.matches(1000, 0)
    people, points = ex.analysis_set(matched), ex.scores(matched, 2)
    frame = trajectories_frame(people, points, [45, 150])
    lines = frame[frame["layer"] == "person"]
    assert lines["person_id"].nunique() == MOST_PERSONS
    assert lines["person_id"].iloc[[0, -1]].tolist() == ["P00001", "P01000"]
    assert means(frame)["n"].sum() > lines.shape[0]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 140), st.integers(1, 60), st.randoms())
def test_the_selection_is_bounded_and_blind_to_row_order(persons, per_person, random):
    matched = ex.matches(persons, 0)
    people, points = ex.analysis_set(matched), ex.scores(matched, per_person)
    order = list(range(len(points)))
    random.shuffle(order)
    frame = trajectories_frame(people, points, [45, 150])
    pd.testing.assert_frame_equal(frame, trajectories_frame(people, points.iloc[order], [45, 150]))
    lines = frame[frame["layer"] == "person"]
    assert lines["person_id"].nunique() <= MOST_PERSONS
    # The selection aims at this many points; persons with more scores than average may exceed it a little.
    assert len(lines) <= 1.5 * MOST_POINTS


def test_the_alt_text_tells_the_last_mean_before_and_the_last_mean_after_the_index_date():
    people = ex.analysis_set(ex.matches(3, 0))
    points = {who: [(-20, 9.0), (0, 8.0), (1, 2.0), (30, 4.0)] for who in people["person_id"]}
    text = alt_text(trajectories_frame(people, scores_on(points), [45, 150]), "LDN", WORDS)
    assert "LDN: 3 people; mean 8.0 around day 0, mean 4.0 around day 30." in text
    assert "Comparators: 0 people, no mean of at least 3 people." in text
