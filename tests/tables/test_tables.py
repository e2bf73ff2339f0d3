"""A declared table is checked when it is written and comes back as it was."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.problems import Problems
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import as_written, read_table, shape, write_table

SCORES = Table(
    "scores",
    "one score",
    (
        Column("person_id", "text", "study id", required=True),
        Column("day", "date", "day"),
        Column("score", "number", "pain", low=0, high=10),
        Column("kind", "text", "kind", values=("average", "worst")),
        Column("visits", "integer", "visits"),
        Column("seen", "flag", "seen"),
    ),
    key=("person_id",),
)


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "person_id": ["P2", "P1"],
            "day": ["2016-03-05", None],
            "score": [7.5, None],
            "kind": ["worst", None],
            "visits": [3, None],
            "seen": [True, None],
            "surplus": ["x", "y"],
        }
    )


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_table_comes_back_with_its_types_sorted_and_without_surplus_columns(frame, tmp_path, ending):
    path = tmp_path / f"scores.{ending}"
    write_table(frame, SCORES.on(PAIN), path)
    back = read_table(SCORES, path)
    assert list(back.columns) == SCORES.column_names
    assert list(back["person_id"]) == ["P1", "P2"]
    pd.testing.assert_frame_equal(back, shape(frame, SCORES))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_an_empty_table_keeps_its_columns_and_types(tmp_path, ending):
    path = tmp_path / f"scores.{ending}"
    write_table(pd.DataFrame(), SCORES.on(PAIN), path)
    back = read_table(SCORES, path)
    assert back.empty
    assert back.dtypes.astype(str).to_dict() == shape(pd.DataFrame(), SCORES).dtypes.astype(str).to_dict()


def test_every_breach_of_the_contract_is_reported_and_nothing_is_written(tmp_path):
    path = tmp_path / "scores.csv"
    broken = pd.DataFrame(
        {"person_id": ["P1", "P1", None], "score": [11, 5, -1], "kind": ["best", "worst", "worst"]}
    )
    with pytest.raises(Problems) as caught:
        write_table(broken, SCORES.on(PAIN), path)
    report = str(caught.value)
    for expected in (
        "a value is missing",
        "above 10",
        "below 0",
        "not one of: average, worst",
        "repeat the key",
    ):
        assert expected in report
    assert not path.exists()


def test_a_report_never_shows_the_value_itself(tmp_path):
    broken = pd.DataFrame({"person_id": ["P1"], "kind": ["Jane Doe"]})
    with pytest.raises(Problems) as caught:
        write_table(broken, SCORES.on(PAIN), tmp_path / "scores.csv")
    assert "Jane" not in str(caught.value)


def test_the_order_of_rows_changes_no_byte(frame, tmp_path):
    write_table(frame, SCORES.on(PAIN), tmp_path / "a.csv")
    write_table(frame.iloc[::-1], SCORES.on(PAIN), tmp_path / "b.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_reading_only_some_rows_leaves_the_others_on_disk(frame, tmp_path):
    path = tmp_path / "scores.parquet"
    write_table(frame, SCORES.on(PAIN), path)
    assert list(read_table(SCORES, path, ["person_id"], only={"person_id": {"P2", "P9"}})["person_id"]) == [
        "P2"
    ]
    assert read_table(SCORES, path, only={"person_id": set()}).empty


def test_a_frame_as_written_is_what_its_csv_gives_back(tmp_path, frame):
    frame = frame.assign(score=[19 / 3, None])
    write_table(frame, SCORES.on(PAIN), tmp_path / "scores.csv")
    pd.testing.assert_frame_equal(as_written(frame, SCORES), read_table(SCORES, tmp_path / "scores.csv"))
