"""Which score counts on a day."""

import pandas as pd

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.cohort.chart import scores_by_date
from chart2paper.cohort.scores import daily_scores
from chart2paper.tables.cohort import DAILY_SCORES
from chart2paper.tables.read_write import check
from cohort.small_clinic import FIRST_SCORE, Clinic

KINDS = ["average", "unspecified", "current"]


def measurement(*rows: tuple[str, str, str, float]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person_id", "measurement_date", "score_kind", "value_as_number"])
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


def test_later_rooms_read_the_scores_up_to_the_data_lock_date_by_person_and_day() -> None:
    lock = FIRST_SCORE.data_lock_date.isoformat()
    after = (pd.Timestamp(lock) + pd.Timedelta(days=1)).date().isoformat()
    clinic = (
        Clinic().person("B").person("A").score("B", lock, 4).score("B", after, 9).score("A", "2018-03-01", 7)
    )
    left = scores_by_date(clinic.score("A", "2018-03-01", 5).chart(FIRST_SCORE))
    check(left, DAILY_SCORES.on(PAIN), "daily_scores.parquet")
    assert left.astype({"date": "string"}).to_numpy().tolist() == [["A", "2018-03-01", 6.0], ["B", lock, 4.0]]


def test_a_clinic_without_scores_leaves_an_empty_table() -> None:
    assert scores_by_date(Clinic().person("A").chart(FIRST_SCORE)).empty
