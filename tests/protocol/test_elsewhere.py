"""Outcomes of the same records, opened anywhere in the folder, are found, whatever study and clinic are called."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

from chart2paper.jobs.linkage_key import key_id, key_of, make_key
from chart2paper.jobs.prints import Prints, fingerprint
from chart2paper.problems import Problems
from chart2paper.protocol.elsewhere import opened_elsewhere
from chart2paper.protocol.fingerprints import file_prints
from chart2paper.protocol.lock_status import State, locked, opened
from chart2paper.protocol.register import append
from chart2paper.protocol.sources import linkage_of, register_of

VISITS, EMPTY = "id,score\nA1,7\nB2,5\n", "id,effect\n"
FILES = {"export/visits.csv": "raw/visits.csv", "export/effects.csv": "raw/effects.csv", "mapping": "m.yaml"}
ANOTHER = "data/register/two.jsonl, entry 1"


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in (("visits.csv", VISITS), ("effects.csv", EMPTY)):
        written(f"raw/{name}", text)
    written("m.yaml", "clinic: here\n")
    Path("data/register").mkdir(parents=True)


def written(path, text="x"):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)


def state(study="one", clinic="here", files=FILES):
    key = key_of(linkage_of(clinic))
    make_key(key)
    return State(study, {"x": 1}, file_prints(files, key), clinic=clinic)


def found(results="results"):
    return opened_elsewhere(state(), FILES, register_of("one"), results)


def register_of_another(state, entry=opened):
    append(register_of("two"), [], entry(replace(state, study="two")))
    written("data/register/two.records", key_id(key_of(linkage_of(state.clinic))) + "\n")


def results_of_another(
    folder, clinic="here", raw=("raw/visits.csv",), left="target_trial/model/analysis_set.csv"
):
    key = key_of(linkage_of(clinic))
    make_key(key)
    prints = Prints(str(key), key_id(key))
    record = {
        "key_id": prints.id,
        "params": {"linkage": linkage_of(clinic)},
        "inputs": {path: prints.of(path) for path in raw},
    }
    written(f"{folder}/logs/link_persons.json", json.dumps(record))
    written(f"{folder}/{left}")


def test_nothing_elsewhere_is_nothing():
    assert found() == ()


def test_the_studys_own_register_and_results_are_not_elsewhere():
    append(register_of("one"), [], opened(state()))
    results_of_another("results")
    assert found() == ()


def test_another_study_of_the_same_clinic_that_opened_outcomes_is_found():
    register_of_another(state())
    assert found() == (ANOTHER,)


def test_another_study_that_only_locked_is_not():
    register_of_another(state(), lambda its: locked(its, "2026-03-01", "A"))
    assert found() == ()


def test_the_same_rows_under_another_name_of_the_clinic_are_found_in_any_order_and_under_any_file_name():
    written("old/scores.csv", "id,score\r\nB2,5\r\nA1,7\r\n")
    register_of_another(
        state(clinic="renamed", files={"export/scores.csv": "old/scores.csv", "mapping": "m.yaml"})
    )
    assert found() == (ANOTHER,)


def test_other_rows_under_another_name_are_other_records_and_an_empty_table_or_a_mapping_tells_nothing():
    written("old/visits.csv", "id,score\nC3,7\n")
    others = {**FILES, "export/visits.csv": "old/visits.csv"}
    register_of_another(state(clinic="other", files=others))
    assert found() == ()


def test_one_changed_file_of_several_hides_nothing():
    written("raw/doses.csv", "id,dose\nA1,4.5\n")
    written("old/doses.csv", "id,dose\nA1,3\n")
    both = {**FILES, "export/doses.csv": "raw/doses.csv"}
    register_of_another(state(clinic="renamed", files={**both, "export/doses.csv": "old/doses.csv"}))
    assert opened_elsewhere(state(files=both), both, register_of("one"), "results") == (ANOTHER,)


@pytest.mark.parametrize(
    "left",
    [
        "protocol/outcomes_opened.txt",
        "a/model/analysis_set.csv",
        "a/model/estimates.csv",
        "paper/values.json",
    ],
)
@pytest.mark.parametrize("folder", ["results_before", "old/deep/results", ".hidden/results"])
def test_results_of_the_same_clinic_anywhere_in_the_folder_are_found_by_anything_that_is_left(folder, left):
    results_of_another(folder, left=left)
    assert found() == (folder,)


def test_a_folder_that_cannot_be_looked_into_is_told_and_not_passed_over(monkeypatch):
    Path("closed").mkdir()
    scan = os.scandir

    def refuse(path):
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(Problems, match="closed: the folder cannot be read"):
        found()


def test_results_behind_a_link_are_found(tmp_path_factory):
    away = tmp_path_factory.mktemp("away") / "results"
    results_of_another(away)
    Path("results_link").symlink_to(away)
    assert found() == ("results_link",)


def test_results_under_another_name_of_the_clinic_are_found_by_a_file_of_the_export():
    results_of_another("results_x", clinic="renamed")
    assert found() == ("results_x",)


def test_results_of_a_version_without_keys_are_found_by_a_file_of_the_export():
    results_of_another("results_x", clinic="renamed")
    record = json.loads(Path("results_x/logs/link_persons.json").read_text())
    record["inputs"] = {"raw/visits.csv": fingerprint("raw/visits.csv")}
    written("results_x/logs/link_persons.json", json.dumps(record))
    assert found() == ("results_x",)


def test_results_of_other_records_are_not_found():
    written("old/visits.csv", "id,score\nC3,7\n")
    results_of_another("results_x", clinic="other", raw=("old/visits.csv", "raw/effects.csv"))
    assert found() == ()


@pytest.mark.parametrize(
    "record",
    [
        None,
        "1 problem to fix",
        "{",
        "[]",
        '{"params": {}}',
        '{"params": {"linkage": "x"}, "inputs": {"a": 3}}',
    ],
)
def test_results_that_do_not_tell_whose_they_are_count_as_of_these_records(record):
    written("results_x/paper/values.json")
    if record:
        written("results_x/logs/link_persons.json", record)
    assert found() == ("results_x (whose records cannot be told)",)


@pytest.mark.parametrize("spoil", [lambda key: key.unlink(), lambda key: key.write_text("77" * 32)])
def test_what_cannot_be_told_because_the_other_clinics_key_is_gone_or_another_counts(spoil):
    register_of_another(state(clinic="renamed"))
    results_of_another("results_x", clinic="renamed")
    spoil(key_of(linkage_of("renamed")))
    assert found() == (
        f"{ANOTHER} (whose records cannot be told)",
        "results_x (whose records cannot be told)",
    )


def test_a_deleted_register_of_another_study_is_missed():
    register_of_another(state())
    Path(register_of("two")).unlink()
    with pytest.raises(Problems, match="the newest entries were removed"):
        found()


def test_an_edited_register_of_another_study_is_told_and_not_passed_over():
    register_of_another(state())
    register = Path(register_of("two"))
    register.write_text(register.read_text().replace("outcomes opened", "locked"))
    with pytest.raises(Problems, match="entry 1 was edited"):
        found()
