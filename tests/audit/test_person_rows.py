"""The rows of a person: the same for a terminal and for the pages, and nothing of anybody else."""

import base64
import json
import re
import zlib
from pathlib import Path

import duckdb
import pytest

from audit.made_up_people import ATTACK, BORN, NOTE
from chart2paper.audit.pages_people import BLOCK, PIECE_LENGTH, write
from chart2paper.audit.person_rows import parts_of, people_known, rows_of_one
from chart2paper.audit.windows import windows_on


def rows(run, name, person):
    with duckdb.connect() as connection:
        (part,) = [part for part in parts_of(run) if part.name == name]
        return rows_of_one(connection, part, person)


def unpacked(path: Path):
    content = json.loads(re.fullmatch(r'audit\.piece\("person", \w+, (.*)\);\n', path.read_text())[1])
    return json.loads(zlib.decompress(base64.b64decode(content)))


def test_raw_rows_have_file_and_row_and_neither_ids_nor_a_date_of_birth(small_run):
    assert rows(small_run, "raw.person", "P0001") == [
        {"gender_source_value": "F", "source_file": "patients.csv", "source_row": "2"}
    ]
    assert list(rows(small_run, "raw.measurement", "P0001")[0]) == [
        "value_source_value",
        "source_file",
        "source_row",
    ]


def test_a_long_note_is_cut_as_in_the_cleaning_log(small_run):
    (order,) = rows(small_run, "raw.drug_exposure", "P0002")
    assert order["drug_source_value"] == NOTE[:120] + " [cut: the rest is in the export]"


def test_a_change_of_cleaning_belongs_to_the_person_whose_row_it_is(small_run):
    (change,) = rows(small_run, "changes", "P0001")
    assert (change["raw_value"], change["rule"], change["new_value"]) == ("seven", "number_word", "7")
    assert [row["raw_value"] for row in rows(small_run, "changes", "P0002")] == [ATTACK, "10/10"]
    assert rows(small_run, "changes", "P0003") == []


def test_the_members_of_a_set_are_told_to_each_of_them(small_run):
    members = {person: rows(small_run, "sets.target_trial", person) for person in ("P0001", "P0002", "P0003")}
    assert [row["member"] for row in members["P0001"]] == ["P0001", "P0002"]
    assert [(row["member"], row["own_role"]) for row in members["P0002"]] == [
        ("P0001", "comparator"),
        ("P0002", "comparator"),
    ]
    assert members["P0003"] == []


def test_nearest_comparators_are_told_from_both_sides(small_run):
    assert [row["comparator"] for row in rows(small_run, "nearest.target_trial", "P0001")] == [
        "P0002",
        "P0003",
    ]
    (near_to,) = rows(small_run, "near_to.target_trial", "P0003")
    assert (near_to["exposed"], near_to["place"], near_to["became"]) == ("P0001", "2", "not used")


def test_decisions_are_in_the_order_of_the_steps_the_exposed_role_first(small_run):
    told = rows(small_run, "decisions.target_trial", "P0001")
    assert [(row["considered_as"], row["step"]) for row in told] == [
        *(("exposed", step) for step in "123"),
        *(("comparator", step) for step in "123"),
    ]


def test_parts_whose_file_the_run_did_not_make_are_left_out(small_run):
    names = {part.name for part in parts_of(small_run)}
    assert "raw.observation" not in names
    assert "cohort.replication" not in names
    assert {"raw.measurement", "influence.target_trial", "scores", "orders", "visits"} <= names


def test_everyone_with_a_row_is_known(small_run):
    with duckdb.connect() as connection:
        assert people_known(connection, small_run) == ["P0001", "P0002", "P0003", "P0010"]


@pytest.mark.parametrize(("block", "length"), [(BLOCK, PIECE_LENGTH), (1, 1), (2, 1500)])
def test_the_pieces_hold_for_everyone_what_is_told_in_a_terminal(
    small_run, tmp_path, monkeypatch, block, length
):
    monkeypatch.setattr("chart2paper.audit.pages_people.BLOCK", block)
    monkeypatch.setattr("chart2paper.audit.pages_people.PIECE_LENGTH", length)
    write(small_run, tmp_path)
    index = json.loads(
        (tmp_path / "data/person/index.js").read_text()[len('audit.piece("person", "index", ') : -3]
    )
    pieces = [unpacked(tmp_path / f"data/person/{number}.js") for number in range(len(index["first"]))]
    assert [next(iter(piece)) for piece in pieces] == index["first"]
    told = {person: found for piece in pieces for person, found in piece.items()}
    assert list(told) == ["P0001", "P0002", "P0003", "P0010"]
    with duckdb.connect() as connection:
        for part in parts_of(small_run):
            names = index["parts"][part.name]["columns"]
            for person, found in told.items():
                rows = [dict(zip(names, row, strict=True)) for row in found.get(part.name, [])]
                assert rows == rows_of_one(connection, part, person), (part.name, person)


def test_no_piece_holds_a_date_of_birth(small_folder):
    for path in (small_folder / "results/audit/data/person").glob("[0-9]*.js"):
        assert BORN not in json.dumps(unpacked(path))


def test_the_same_run_gives_the_same_bytes(small_run, tmp_path):
    for name in ("one", "other"):
        write(small_run, tmp_path / name)
    one, other = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "data/person").iterdir()}
        for name in ("one", "other")
    )
    assert one == other


def test_windows_end_with_the_data_lock(small_run):
    study = small_run.study
    assert windows_on(study, "target_trial", "2019-03-01") == {
        "baseline": ("2018-12-01", "2019-03-01"),
        "outcome": ("2019-04-26", "2019-07-29"),
    }
    assert windows_on(study, "replication", "2019-03-01")["outcome"] == ("2019-03-02", "2020-12-31")
    assert windows_on(study, "target_trial", "2020-11-01")["outcome"] == ("2020-12-27", "2020-12-31")
