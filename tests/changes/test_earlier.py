"""An earlier run that cannot be compared with is told in plain words, all at once."""

import json

import pytest

from changes.small_runs import MANIFEST, STUDY, person, small_run
from chart2paper.changes.earlier import _other_people, open_earlier
from chart2paper.changes.run import Run
from chart2paper.changes.settings import compare_settings, filled, plain_choices
from chart2paper.problems import Problems
from made_prints import prints_in


@pytest.fixture
def now(tmp_path):
    folder = tmp_path / "results"
    folder.mkdir()
    return Run(folder, MANIFEST)


def told(previous, now):
    with pytest.raises(Problems) as raised:
        open_earlier(str(previous), now, prints_in(now.folder))
    return raised.value.report()


def kept(folder, **study):
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({**MANIFEST, "study": {**STUDY, **study}}))
    return folder


def test_without_an_earlier_run_it_says_how_to_name_one(now):
    assert "--config previous=results_2026" in told("", now)


def test_a_run_whose_fingerprints_were_made_with_another_key_cannot_be_checked(tmp_path):
    (tmp_path / "results").mkdir()
    now = Run(tmp_path / "results", {**MANIFEST, "key_id": "new"})
    for name, manifest, refused in (
        ("other", {**MANIFEST, "key_id": "old"}, True),
        ("same", {**MANIFEST, "key_id": "new"}, False),
        ("of_before_keys", MANIFEST, False),
    ):
        folder = kept(tmp_path / name)
        (folder / "manifest.json").write_text(json.dumps(manifest))
        assert ("made with another key" in told(folder, now)) == refused, name


def test_a_folder_that_is_not_there_is_no_run_or_is_this_run(now, tmp_path):
    assert "there is no such folder" in told(tmp_path / "nowhere", now)
    (tmp_path / "empty").mkdir()
    assert "no manifest.json" in told(tmp_path / "empty", now)
    kept(tmp_path / "results_2025")
    assert 'Did you mean "results_2025"?' in told(tmp_path / "result_2025", now)
    assert 'Did you mean "results_2025"?' not in told(tmp_path / "nowhere", now)
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


@pytest.mark.parametrize(
    ("born", "same"),
    [
        (("1960-01-01", "1970-01-01"), True),
        (("1960-01-01", "1977-07-07"), True),
        (("1911-01-01", "1922-02-02"), False),
    ],
)
def test_study_ids_whose_birth_dates_are_mostly_others_are_other_people(tmp_path, born, same):
    runs = [
        small_run(tmp_path / name, clean={"person": [clean_person("P1", one), clean_person("P2", two)]})
        for name, (one, two) in (("then", ("1960-01-01", "1970-01-01")), ("now", born))
    ]
    assert (list(_other_people(*runs)) == []) is same


def clean_person(id, born):
    row = person(2, id)
    return {
        "person_id": id,
        "birth_date": born,
        "over_89": False,
        "sex": "female",
        "source_file": "p",
        "source_row": row["source_row"],
    }


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
