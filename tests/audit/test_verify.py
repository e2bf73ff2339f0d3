"""`verify` names every file that was edited, is stale, is missing or was not made by a rule."""

import json
from pathlib import Path

import pytest

from chart2paper.audit.crate import as_json, crate_of
from chart2paper.audit.manifest import build_manifest, read_records
from chart2paper.audit.verify import findings
from chart2paper.job import fingerprints
from chart2paper.problems import Problems
from made_prints import prints_in

STUDY = {
    "study": "demo",
    "min_age": 18,
    "results_dir": "results",
    "data_lock_date": {"value": "2020-12-31"},
    "paper": {"title": "A study"},
    "clinic": {"simulated": True},
}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """A finished run: raw.csv -> results/a.csv -> results/b.csv, with its manifest."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    for name in ("raw.csv", "results/a.csv", "results/b.csv", "requirements.lock"):
        (tmp_path / name).write_text(name)
    records = [
        _record("make_a", "raw.csv", "results/a.csv"),
        _record("make_b", "results/a.csv", "results/b.csv"),
    ]
    manifest = build_manifest(records, STUDY, "requirements.lock", prints_in(Path()).id)
    (tmp_path / "results/ro-crate-metadata.json").write_text(as_json(crate_of(manifest)))
    return manifest


def _record(rule, source, made):
    return {
        "rule": rule,
        "wildcards": {},
        "params": {},
        "inputs": fingerprints([source], prints_in(Path())),
        "outputs": fingerprints([made], prints_in(Path())),
    }


def told(run, study=STUDY):
    return [str(finding).split("\n")[0] for finding in findings(run, study, "results", prints_in(Path()))]


def test_an_untouched_run_has_no_findings(run):
    assert told(run) == []


def test_without_the_key_it_says_what_cannot_be_checked_and_still_names_what_is_missing(run, tmp_path):
    prints = prints_in(tmp_path)
    Path(prints.key).unlink()
    (tmp_path / "results/a.csv").write_text("changed")
    (tmp_path / "results/b.csv").unlink()
    found = [str(finding) for finding in findings(run, STUDY, "results", prints)]
    assert "so 2 files that may hold something of patients cannot be checked" in found[0]
    assert [text.split("\n")[0] for text in found[1:]] == ["results/b.csv: missing"]


def test_another_key_makes_no_file_look_edited(run):
    Path("data/linkage/clinic.key").unlink()
    assert "the key with which the fingerprints were made is not here" in told(run)[0]
    assert len(told(run)) == 1


def test_sources_are_the_files_that_no_rule_made(run):
    assert list(run["sources"]) == ["raw.csv"]
    assert list(run["files"]) == ["results/a.csv", "results/b.csv"]


def test_an_edited_file_is_named_with_its_rule_and_what_was_made_from_it_is_stale(run, tmp_path):
    (tmp_path / "results/a.csv").write_text("changed")
    assert told(run) == [
        "results/a.csv: edited: it is not what rule make_a made",
        "results/b.csv: stale: made from an earlier version of results/a.csv",
    ]


def test_new_raw_data_makes_what_was_made_from_it_stale(run, tmp_path):
    (tmp_path / "raw.csv").write_text("next export")
    assert told(run) == ["results/a.csv: stale: made from an earlier version of raw.csv"]


def test_missing_results_and_sources_are_named(run, tmp_path):
    (tmp_path / "results/b.csv").unlink()
    (tmp_path / "raw.csv").unlink()
    assert told(run) == ["results/b.csv: missing", "raw.csv: missing: results were made from it"]


def test_a_file_no_rule_made_is_named(run, tmp_path):
    (tmp_path / "results/by_hand.csv").write_text("x")
    assert told(run) == ["results/by_hand.csv: not made by a rule"]


def test_a_setting_that_changed_since_the_run_is_named(run):
    changed = told(run, {**STUDY, "min_age": 21})
    assert changed == [
        'the protocol, column "min_age": stale: this setting changed since the results were made'
    ]


def test_a_record_that_is_no_record_is_a_problem(tmp_path):
    (tmp_path / "make_a.json").write_text("1 problem to fix")
    with pytest.raises(Problems, match="not the record of a finished job"):
        read_records(tmp_path, ["make_a"])


def test_records_of_rules_that_no_longer_exist_are_ignored(tmp_path):
    (tmp_path / "old_rule.json").write_text(json.dumps({"rule": "old_rule"}))
    assert read_records(tmp_path, ["make_a"]) == []


def test_the_mark_that_snakemake_leaves_in_a_folder_is_no_finding(run, tmp_path):
    (tmp_path / "results/.snakemake_timestamp").touch()
    assert told(run) == []


def test_an_edited_or_missing_crate_is_named(run, tmp_path):
    crate = tmp_path / "results/ro-crate-metadata.json"
    crate.write_text(crate.read_text().replace("make_a", "make_c"))
    assert told(run) == ["results/ro-crate-metadata.json: edited: it does not describe this run"]
    crate.unlink()
    assert told(run) == ["results/ro-crate-metadata.json: missing"]


def test_a_data_piece_of_the_audit_pages_is_checked_but_does_not_repeat_what_it_was_made_from(run, tmp_path):
    piece = tmp_path / "results/audit/data/number/0.js"
    piece.parent.mkdir(parents=True)
    piece.write_text("audit.piece()")
    (tmp_path / "results/audit/index.html").write_text("page")
    pages = ("results/audit/index.html", "results/audit/data/number/0.js")
    records = [
        _record("make_a", "raw.csv", "results/a.csv"),
        _record("make_b", "results/a.csv", "results/b.csv"),
        {
            **_record("build_audit", "results/b.csv", pages[0]),
            "outputs": fingerprints(pages, prints_in(Path())),
        },
    ]
    manifest = build_manifest(records, STUDY, "requirements.lock", prints_in(Path()).id)
    assert list(manifest["files"][pages[0]]["inputs"]) == ["results/b.csv"]
    assert manifest["files"][pages[1]]["inputs"] == {}
    piece.write_text("changed by hand")
    assert f"{pages[1]}: edited: it is not what rule build_audit made" in told(manifest)


def test_a_comment_in_code_makes_nothing_stale_and_a_change_does(tmp_path, monkeypatch):
    """Snakemake would run nothing again for a comment, so `verify` must not ask for it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "results").mkdir()
    (tmp_path / "scripts").mkdir()
    for name, text in (("scripts/code.py", "x = 1\n"), ("results/a.csv", "a"), ("requirements.lock", "")):
        (tmp_path / name).write_text(text)
    manifest = build_manifest(
        [_record("make_a", "scripts/code.py", "results/a.csv")],
        STUDY,
        "requirements.lock",
        prints_in(Path()).id,
    )
    (tmp_path / "results/ro-crate-metadata.json").write_text(as_json(crate_of(manifest)))
    (tmp_path / "scripts/code.py").write_text("x = 1  # why\n")
    assert told(manifest) == []
    (tmp_path / "scripts/code.py").write_text("x = 2\n")
    assert told(manifest) == ["results/a.csv: stale: made from an earlier version of scripts/code.py"]
