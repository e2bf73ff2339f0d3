"""Which score counts on a day."""

import pandas as pd

from chart2paper.cohort.scores import daily_scores

KINDS = ["average", "unspecified", "current"]


def measurement(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person_id", "measurement_date", "pain_kind", "value_as_number"])
    return frame.assign(measurement_date=pd.to_datetime(frame["measurement_date"]))


def scores(*rows: tuple[str, str, str, float]) -> list[tuple[str, str, float]]:
    found = daily_scores(measurement(*rows), KINDS)
    return list(zip(found["person_id"], found["date"].dt.strftime("%Y-%m-%d"), found["score"], strict=True))


def test_the_preferred_kind_of_the_day_counts() -> None:
    rows = [("P1", "2020-01-01", "current", 3.0), ("P1", "2020-01-01", "average", 6.0)]
    assert scores(*rows) == [("P1", "2020-01-01", 6.0)]


def test_several_scores_of_that_kind_are_averaged() -> None:
    rows = [("P1", "2020-01-01", "average", 6.0), ("P1", "2020-01-01", "average", 7.0)]
    assert scores(*rows) == [("P1", "2020-01-01", 6.5)]


def test_each_day_has_its_own_preference() -> None:
    rows = [("P1", "2020-01-02", "current", 3.0), ("P1", "2020-01-01", "unspecified", 6.0)]
    assert scores(*rows) == [("P1", "2020-01-01", 6.0), ("P1", "2020-01-02", 3.0)]


def test_a_kind_that_is_not_listed_never_counts() -> None:
    assert scores(("P1", "2020-01-01", "worst", 9.0)) == []


def test_no_scores_give_no_rows() -> None:
    assert list(daily_scores(measurement(), KINDS).columns) == ["person_id", "date", "score"]
    assert scores() == []


def test_row_order_changes_nothing() -> None:
    rows = [("P1", "2020-01-01", "average", value) for value in (0.1, 0.7, 3.3, 9.9, 2.1)]
    assert scores(*rows) == scores(*rows[::-1])
