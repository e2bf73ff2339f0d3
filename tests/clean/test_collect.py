"""The logs, quarantines and ledgers of all tables become one file each."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.collect import collect_ledger, collect_log, collect_quarantine
from chart2paper.tables.clean import CLEANING_LOG
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import read_table, write_table


def log(*rows):
    names = ["table", "source_file", "source_row", "column", "raw_value", "rule", "new_value"]
    frame = pd.DataFrame(rows, columns=names)
    return frame.assign(person_id="P" + frame["source_row"].astype("string"))


def save(tmp_path, frame, table, name):
    write_table(frame, table.on(PAIN), tmp_path / name)
    return tmp_path / name


@pytest.fixture
def logs(tmp_path):
    scores = [
        ("measurement", "b.csv", i, "value_source_value [Worst]", "7/10", "score_out_of_ten", "7")
        for i in range(9)
    ]
    scores += [("measurement", "b.csv", 9, "value_source_value [Average]", "8/10", "score_out_of_ten", "8")]
    scores += [("measurement", "a.csv", 2, "value_source_value [Average]", 'he said "7", so', "x", None)]
    dates = [
        ("visit_occurrence", "a.csv", i, "visit_start_date", "03/05/2016", "date_by_format", "2016-03-05")
        for i in range(9)
    ]
    return [
        save(tmp_path, log(*dates), CLEANING_LOG, "1.parquet"),
        save(tmp_path, log(*scores), CLEANING_LOG, "2.parquet"),
        save(tmp_path, log(), CLEANING_LOG, "3.parquet"),
    ]


def test_the_log_is_sorted_whatever_the_order_of_the_parts(tmp_path, logs):
    for name, parts in {"a.csv": logs, "b.csv": logs[::-1]}.items():
        collect_log(parts, tmp_path / name, tmp_path / "summary.csv")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert b"\r" not in (tmp_path / "a.csv").read_bytes()
    read = read_table(CLEANING_LOG, tmp_path / "a.csv")
    assert len(read) == 20
    assert read["source_file"].tolist()[:2] == ["a.csv", "b.csv"]
    assert read["raw_value"].iloc[0] == 'he said "7", so'
    assert read["new_value"].isna().tolist()[:2] == [True, False]


def test_a_text_that_one_person_has_in_many_rows_is_no_example(tmp_path):
    note = [("measurement", "b.csv", i, "value_source_value", "call Jane", "x", None) for i in range(9)]
    part = save(tmp_path, log(*note).assign(person_id="P0001"), CLEANING_LOG, "1.parquet")
    collect_log([part], tmp_path / "log.csv", tmp_path / "summary.csv")
    summary = pd.read_csv(tmp_path / "summary.csv", dtype="string").fillna("")
    assert summary.to_numpy().tolist() == [["measurement", "value_source_value", "x", "9", "", ""]]


def test_the_summary_counts_by_rule_and_shows_the_commonest_example(tmp_path, logs):
    collect_log(logs, tmp_path / "log.csv", tmp_path / "summary.csv")
    summary = pd.read_csv(tmp_path / "summary.csv", dtype="string").fillna("")
    assert summary.to_numpy().tolist() == [
        ["measurement", "value_source_value", "score_out_of_ten", "10", "7/10", "7"],
        # A text of fewer than five people could point at a person, and so could a date.
        ["measurement", "value_source_value", "x", "1", "", ""],
        ["visit_occurrence", "visit_start_date", "date_by_format", "9", "", ""],
    ]


def test_nothing_changed_leaves_a_log_with_a_header_alone(tmp_path):
    part = save(tmp_path, log(), CLEANING_LOG, "1.parquet")
    collect_log([part], tmp_path / "log.csv", tmp_path / "summary.csv")
    assert (tmp_path / "log.csv").read_text() == ",".join(CLEANING_LOG.column_names) + "\n"
    assert len((tmp_path / "summary.csv").read_text().splitlines()) == 1


def test_quarantine_and_ledger_hold_both_stages(tmp_path):
    row = {
        "table": "measurement",
        "source_file": "a.csv",
        "source_row": 10,
        "person_id": "P0001",
        "reason": "why",
    }
    awkward = {"column": "value_source_value", "raw_value": 'line one\nline "two", end'}
    early = save(tmp_path, pd.DataFrame([{**row, "stage": "extract"}]), QUARANTINE, "q.csv")
    late = save(tmp_path, pd.DataFrame([{**row, **awkward, "stage": "clean"}]), QUARANTINE, "q.parquet")
    collect_quarantine([late], early, tmp_path / "both.csv")
    both = read_table(QUARANTINE, tmp_path / "both.csv")
    assert both["stage"].tolist() == ["clean", "extract"]
    assert both["raw_value"].fillna("-").tolist() == ['line one\nline "two", end', "-"]
    counts = {
        "source_file": "a.csv",
        "table": "person",
        "rows_read": 3,
        "rows_kept": 2,
        "rows_quarantined": 1,
    }
    early = save(tmp_path, pd.DataFrame([{**counts, "stage": "extract"}]), ROW_LEDGER, "l.csv")
    late = save(tmp_path, pd.DataFrame([{**counts, "stage": "clean"}]), ROW_LEDGER, "l.parquet")
    collect_ledger([late], early, tmp_path / "ledger.csv")
    assert (tmp_path / "ledger.csv").read_text().splitlines()[1:] == [
        "clean,a.csv,person,3,2,1",
        "extract,a.csv,person,3,2,1",
    ]


def test_an_extract_that_set_nothing_aside_is_no_problem(tmp_path):
    empty = pd.DataFrame(columns=QUARANTINE.column_names)
    early = save(tmp_path, empty, QUARANTINE, "q.csv")
    late = save(tmp_path, empty, QUARANTINE, "q.parquet")
    collect_quarantine([late], early, tmp_path / "both.csv")
    assert read_table(QUARANTINE, tmp_path / "both.csv").empty
