"""Raw rows are compared by whose they are and what they hold, never by their place in a file."""

import duckdb
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from changes.small_runs import MANIFEST, person, score, small_run
from chart2paper.changes.raw_rows import compare_rows, count_rows
from chart2paper.changes.run import Run
from chart2paper.tables.changes import RAW_ROWS
from chart2paper.tables.read_write import write_table


def raw_rows_of(folder):
    """Return the comparison of the runs that `compared` wrote, whole."""
    with duckdb.connect() as db:
        return compare_rows(db, *(Run(folder / name, MANIFEST) for name in ("then", "now")))


def compared(folder, before, now):
    """Return (change, column, before, now) of each changed row of two exports of pain scores, and the counts."""
    with duckdb.connect() as db:
        runs = [small_run(folder / name, **rows) for name, rows in (("then", before), ("now", now))]
        found = compare_rows(db, *runs)
        counts = count_rows(db, *runs)
    rows = found[["change", "column", "before", "now"]].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), None).itertuples(index=False)], counts


def scores(*rows):
    return {"measurement": list(rows)}


def test_the_same_rows_in_another_order_are_no_change(tmp_path):
    rows = [("7", "P0001"), ("3", "P0002"), ("7", "P0001"), (None, "P0003")]
    before = scores(*(score(i, value, who) for i, (value, who) in enumerate(rows, 2)))
    now = scores(*(score(i, value, who) for i, (value, who) in enumerate(reversed(rows), 2)))
    changes, counts = compared(tmp_path, before, now)
    assert changes == []
    assert counts["same"].tolist() == [4]


def test_a_row_with_its_own_id_and_another_value_is_altered(tmp_path):
    before, now = scores(score(2, "7", own="S1")), scores(score(9, "3", own="S1"))
    assert compared(tmp_path, before, now)[0] == [("altered", "value_source_value", "7", "3")]


def test_a_row_with_its_own_id_and_another_date_is_altered(tmp_path):
    before, now = scores(score(2, own="S1")), scores(score(2, own="S1", day="2016-03-06"))
    assert compared(tmp_path, before, now)[0] == [("altered", "measurement_date", "2016-03-05", "2016-03-06")]


def test_without_an_id_a_row_is_recognised_by_its_date_and_kind(tmp_path):
    before = scores(score(2, "7"), score(2, "8", kind="WorstPain"))
    now = scores(score(5, "3"), score(5, "8", kind="WorstPain"))
    assert compared(tmp_path, before, now)[0] == [("altered", "value_source_value", "7", "3")]


def test_two_rows_that_cannot_be_told_apart_are_removed_and_added(tmp_path):
    before, now = scores(score(2, "7"), score(3, "8")), scores(score(2, "1"), score(3, "2"))
    changes, _ = compared(tmp_path, before, now)
    assert sorted(change for change, *_ in changes) == ["added", "added", "removed", "removed"]


def test_a_row_that_moved_to_another_person_is_removed_and_added(tmp_path):
    before, now = scores(score(2, own="S1")), scores(score(2, own="S1", person="P0002"))
    assert [change for change, *_ in compared(tmp_path, before, now)[0]] == ["removed", "added"]


def test_a_row_that_occurred_twice_and_occurs_once_is_removed_once(tmp_path):
    before, now = scores(score(2), score(3)), scores(score(2))
    changes, counts = compared(tmp_path, before, now)
    assert [change for change, *_ in changes] == ["removed"]
    assert counts[["same", "removed"]].to_numpy().tolist() == [[1, 1]]


def test_values_side_by_side_in_one_row_of_the_file_are_rows_of_their_own(tmp_path):
    now = scores(score(2, "7"), score(2, "7", kind="WorstPain"))
    changes, counts = compared(tmp_path, scores(), now)
    assert [change for change, *_ in changes] == ["added", "added"]
    assert counts["added"].tolist() == [2]
    write_table(raw_rows_of(tmp_path), RAW_ROWS, tmp_path / "raw_rows.csv")


def test_a_birth_date_is_never_shown(tmp_path):
    before, now = {"person": [person(2)]}, {"person": [person(2, born="1925-01-01"), person(3, "P0002")]}
    changes, _ = compared(tmp_path, before, now)
    assert ("altered", "birth_date", "not shown", "not shown") in changes
    assert ("added", None, None, "F") in changes


ROWS = st.lists(
    st.tuples(
        st.sampled_from("01"), st.sampled_from(["P0001", "P0002"]), st.sampled_from(["2016-01-01", "x"])
    ),
    max_size=6,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=ROWS, now=ROWS)
def test_every_row_is_the_same_altered_added_or_removed(tmp_path, before, now):
    exports = [
        scores(*(score(i, value, who, day) for i, (value, who, day) in enumerate(rows, 2)))
        for rows in (before, now)
    ]
    _, counts = compared(tmp_path, *exports)
    sums = counts[["same", "altered", "added", "removed"]].sum()
    assert sums["same"] + sums["altered"] + sums["added"] == len(now)
    assert sums["same"] + sums["altered"] + sums["removed"] == len(before)
