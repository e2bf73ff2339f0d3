"""An earlier run that cannot be compared with is told in plain words, all at once."""

import json
from hashlib import sha256

import pytest

from changes.small_runs import MANIFEST, STUDY
from chart2paper.changes.earlier import _other_people, open_earlier
from chart2paper.changes.run import Run
from chart2paper.changes.settings import compare_settings, filled, plain_choices
from chart2paper.problems import Problems


@pytest.fixture
def now(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    return Run(folder, MANIFEST)


def told(previous, now):
    with pytest.raises(Problems) as raised:
        open_earlier(str(previous), now)
    return raised.value.report()


def kept(folder, **study):
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, "study": {**STUDY, **study}}))
    return folder


def test_without_an_earlier_run_it_says_how_to_name_one(now):
    assert "--config previous=results_2026" in told("", now)


def test_a_folder_that_is_not_there_is_no_run_or_is_this_run(now, tmp_path):
    assert "there is no such folder" in told(tmp_path / "nowhere", now)
    (tmp_path / "empty").mkdir()
    assert "no manifest.json" in told(tmp_path / "empty", now)
    assert "this is the present run" in told(now.folder, now)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"study": 3}', "<html>"])
def test_a_manifest_that_is_none_is_told(now, tmp_path, content):
    folder = tmp_path / "kept"
    folder.mkdir()
    (folder / "manifest.json").write_text(content)
    assert "not the manifest of a run" in told(folder, now)


def test_another_study_is_refused(now, tmp_path):
    assert "it is a run of the study other, and this one is small" in told(
        kept(tmp_path / "kept", study="other"), now
    )


def test_every_file_that_an_older_version_did_not_make_is_named(now, tmp_path):
    report = told(kept(tmp_path / "kept"), now)
    assert "extract/person.parquet: the earlier version of the workflow did not make this file" in report
    assert "trial/cohort/candidates.parquet" in report


@pytest.mark.parametrize(("log", "same"), [("a,P1\nb,P2\n", True), ("a,P1\n", True), ("b,P1\na,P2\n", False)])
def test_study_ids_mean_the_same_people_when_the_linkage_log_was_only_appended_to(tmp_path, log, same):
    path = tmp_path / "log.csv"
    path.write_text(log)
    then = "a,P1\n"
    entry = {"rule": "link_persons", "bytes": len(then), "sha256": sha256(then.encode()).hexdigest()}
    runs = [Run(tmp_path, {**MANIFEST, "files": {str(path): entry}})] * 2
    assert (list(_other_people(*runs)) == []) is same


def test_choices_are_compared_without_their_reasons():
    choice = {"value": {"age": 5}, "basis": "assumed", "why": "x"}
    assert plain_choices({"a": {"b": choice}, "c": 3}) == {"a": {"b": {"age": 5}}, "c": 3}


def test_a_setting_the_earlier_version_did_not_have_is_taken_from_this_one():
    assert filled({"a": {"b": 1}}, {"a": {"b": 2, "new": 3}}) == {"a": {"b": 1, "new": 3}}


def test_changed_settings_are_listed_and_rewording_is_not(tmp_path):
    lock = {"value": "2021-12-31", "basis": "reported", "why": ""}
    worded = {**STUDY["analyses"]["trial"], "title": "Another title"}
    study = {**STUDY, "data_lock_date": lock, "analyses": {"trial": worded}}
    found = compare_settings(Run(tmp_path, MANIFEST), Run(tmp_path, {**MANIFEST, "study": study}))
    assert found.to_numpy().tolist() == [["setting", "data_lock_date", "2020-12-31", "2021-12-31"]]
