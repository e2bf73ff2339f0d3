"""An unchanged raw row that cleaning reads otherwise is told, with what differs in cleaning."""

import duckdb
import pytest

from changes.small_runs import MANIFEST, score, small_run
from chart2paper.changes.lineage import Differences, Source, differences
from chart2paper.changes.raw_rows import compare_rows
from chart2paper.changes.readings import OTHER_ROWS, because, compare_readings, lists_of
from chart2paper.changes.run import Run


def clean(row, value, own):
    return {
        "measurement_id": own,
        "person_id": "P0001",
        "measurement_date": "2016-03-05",
        "score_kind": "average",
        "value_as_number": value,
        "value_rule": "word",
        "source_file": "scores.csv",
        "source_row": row,
    }


def set_aside(row, reason):
    return {
        "stage": "clean",
        "table": "measurement",
        "source_file": "scores.csv",
        "source_row": row,
        "person_id": "P0001",
        "column": "value_source_value [AveragePain]",
        "raw_value": "severe",
        "reason": reason,
    }


def read_otherwise(before, now):
    with duckdb.connect() as db:
        compare_rows(db, before, now)
        found = compare_readings(db, before, now)
    return found[["column", "raw_value", "before", "now"]].astype(object).fillna("").to_numpy().tolist()


@pytest.fixture
def raw():
    return [score(2, "severe", own="S1"), score(3, "mild", own="S2")]


def test_a_word_with_another_score_in_the_code_list(tmp_path, raw):
    then = small_run(
        tmp_path / "a", measurement=raw, clean={"measurement": [clean(2, 8, "S1"), clean(3, 2, "S2")]}
    )
    moved = [score(7, "severe", own="S1"), score(6, "mild", own="S2")]
    now = small_run(
        tmp_path / "b", measurement=moved, clean={"measurement": [clean(7, 9, "S1"), clean(6, 2, "S2")]}
    )
    assert read_otherwise(then, now) == [["value_as_number", "severe", "8.0", "9.0"]]


def test_a_row_that_was_set_aside_and_is_kept_now_with_the_reason(tmp_path, raw):
    aside = [set_aside(2, "not a pain score")]
    then = small_run(
        tmp_path / "a", quarantine=aside, measurement=raw, clean={"measurement": [clean(3, 2, "S2")]}
    )
    now = small_run(
        tmp_path / "b", measurement=raw, clean={"measurement": [clean(2, 8, "S1"), clean(3, 2, "S2")]}
    )
    assert read_otherwise(then, now) == [["", "severe", "set aside: not a pain score", "kept"]]


def test_an_altered_raw_row_is_not_another_reading(tmp_path, raw):
    then = small_run(tmp_path / "a", measurement=raw[:1], clean={"measurement": [clean(2, 8, "S1")]})
    other = [score(2, "mild", own="S1")]
    now = small_run(tmp_path / "b", measurement=other, clean={"measurement": [clean(2, 2, "S1")]})
    assert read_otherwise(then, now) == []


def test_the_cause_is_named_from_what_differs_in_how_the_table_is_cleaned():
    words = Source("clean", "list", "data/codelists/pain_words.csv", "abc")
    assert because(Differences(frozenset({words}), ()), {words.name}) == (
        "code lists or mapping changed (data/codelists/pain_words.csv)"
    )
    assert because(Differences(frozenset(), ()), {words.name}) == OTHER_ROWS


def test_a_list_that_a_table_is_not_made_with_is_no_cause(tmp_path):
    run = small_run(tmp_path)
    drugs = Differences(frozenset({Source("clean", "list", "drugs.csv", "abc")}), ())
    assert because(drugs, lists_of(run, "drug_exposure")) == "code lists or mapping changed (drugs.csv)"
    assert because(drugs, lists_of(run, "measurement")) == OTHER_ROWS


def test_how_the_work_of_a_stage_was_cut_into_rules_is_no_difference(tmp_path):
    """A newer version may do in one job what took several; the lists that were read are the same."""
    lists = {"data/mapping.yaml": "a", "data/drugs.csv": "b"}
    runs = []
    for rule in ("clean_table", "clean_tables"):
        entry = {"rule": rule, "inputs": lists, "params": {"data_lock_date": "2020-12-31"}}
        runs.append(Run(tmp_path / "results", MANIFEST | {"files": {"results/clean/person.parquet": entry}}))
    assert differences(*runs, "clean/person.parquet").sources == frozenset()
