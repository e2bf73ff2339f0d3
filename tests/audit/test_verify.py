"""`verify` names what was edited, is stale, missing, too much or does not agree, and never stops at one file."""

import contextlib
import json
import re
import shutil
from pathlib import Path

import pytest

from audit.made_up_project import STUDY, finished_project, rewrite_manifest, rewrite_records
from chart2paper.audit.manifest import read_records
from chart2paper.audit.verify.checks import verify
from chart2paper.audit.verify.report import verify_report as text_of
from chart2paper.jobs.prints import Prints
from chart2paper.problems import Problems

ESTIMATES, SCORES = Path("results/trial/model/estimates.csv"), Path("results/extract/scores.csv")
VALUES, MANIFEST = Path("results/paper/values.json"), Path("results/manifest.json")


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    folder = tmp_path_factory.mktemp("finished")
    with contextlib.chdir(folder):
        finished_project()
    return folder


@pytest.fixture
def prints(finished, tmp_path, monkeypatch):
    """A copy of the finished project, which is the working directory, and how its fingerprints are made."""
    shutil.copytree(finished, tmp_path / "project", symlinks=True)
    monkeypatch.chdir(tmp_path / "project")
    key = "data/linkage/clinic.key"
    from chart2paper.jobs.linkage_key import key_id

    return Prints(key, key_id(key))


def told(prints, study=STUDY, **more):
    return [str(finding).split("\n")[0] for finding in verify("results", study, prints, **more)[1]]


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_untouched_run_has_no_findings(prints):
    assert told(prints) == []
    assert told(prints, everything=True) == []


def test_without_the_key_it_says_what_cannot_be_checked_and_still_names_what_is_missing(prints):
    Path(prints.key).unlink()
    Path("results/figures/effect.svg").unlink()
    found = told(prints)
    assert "files that may hold something of patients cannot be checked" in found[0]
    assert "results/figures/effect.svg: missing" in found


def test_a_damaged_key_is_told_and_stops_nothing(prints):
    Path(prints.key).write_text("no key")
    Path("results/extra.csv").write_text("")
    found = told(prints)
    assert any(prints.key in finding for finding in found)
    assert "results/extra.csv: not made by a rule" in found


def test_an_edited_file_is_named_with_its_rule_and_what_was_made_from_it_is_stale(prints):
    edit(SCORES, "7", "8")
    found = told(prints)
    assert "results/extract/scores.csv: edited: it is not what rule extract_scores made" in found
    assert f"{ESTIMATES}: stale: made from an earlier version of {SCORES}" in found


def test_new_raw_data_makes_what_was_made_from_it_stale(prints):
    edit(Path("data/raw/clinic/scores.csv"), "7", "9")
    assert told(prints) == [f"{SCORES}: stale: made from an earlier version of data/raw/clinic/scores.csv"]


def test_missing_results_and_sources_are_named(prints):
    Path("results/paper/paper.pdf").unlink()
    Path("data/raw/clinic/scores.csv").unlink()
    found = told(prints)
    assert "results/paper/paper.pdf: missing" in found
    assert "data/raw/clinic/scores.csv: missing: results were made from it" in found


@pytest.mark.parametrize(
    "name", ["by_hand.csv", ".hidden", "logs/x.json", "audit/data/9.js", "workflow/.x", "release_x"]
)
def test_a_file_that_no_rule_made_is_named_wherever_it_lies(prints, name):
    Path("results", name).write_text("x")
    assert any(finding.startswith(f"results/{name}: ") for finding in told(prints))


def test_links_empty_folders_and_open_modes_are_named(prints):
    Path("results/figures/link.svg").symlink_to("effect.svg")
    Path("results/empty").mkdir()
    Path("results").chmod(0o755)
    ESTIMATES.chmod(0o666)
    assert told(prints) == [
        "results/empty: a folder that no rule made",
        "results/figures/link.svg: a link to another place: no rule makes one",
        "results: open to everybody on this machine",
        f"{ESTIMATES}: everybody on this machine may change it",
    ]


def test_a_setting_that_changed_since_the_run_is_named(prints):
    assert told(prints, {**STUDY, "min_age": 21}) == [
        'the protocol, column "min_age": stale: this setting changed since the results were made'
    ]


@pytest.mark.parametrize(
    "path",
    [
        "Snakefile",
        "rules/all.smk",
        "requirements.lock",
        "envs/tables.yaml",
        "profiles/default/config.yaml",
        "config.yaml",
    ],
)
def test_an_edited_file_of_the_workflow_is_named(prints, path):
    Path(path).write_text("other: 1\n")
    assert any(finding.startswith(f"{path}: changed since the results were made") for finding in told(prints))


def test_a_comment_in_code_makes_nothing_stale_and_a_change_does(prints):
    """Snakemake would run nothing again for a comment, so `verify` must not ask for it."""
    script = Path("scripts/model/estimate_effects.py")
    script.write_text(f"# why\n{script.read_text()}")
    assert told(prints) == []
    script.write_text(f"x = 1\n{script.read_text()}")
    assert f"{script}: changed since the results were made" in told(prints)


@pytest.mark.parametrize("mark", ["results/audit/.snakemake_timestamp"])
def test_the_mark_that_snakemake_leaves_in_a_folder_is_no_finding_while_it_is_empty(prints, mark):
    Path(mark).touch()
    assert told(prints) == []
    Path(mark).write_text("smuggled")
    assert told(prints) == [f"{mark}: edited: Snakemake's mark is an empty file"]


SPECIAL = [
    "results/manifest.json",
    "results/ro-crate-metadata.json",
    "results/paper/values.json",
    "results/paper/places.json",
    "results/paper/paper.html",
    "results/paper/paper.pdf",
    "results/logs/draw_effect.json",
    "results/logs/write_manifest.json",
    "results/logs/build_audit.json",
    "data/register/small.jsonl",
    "data/linkage/clinic.csv",
]
DAMAGES = [b"", b"\xff\xfe\x00", b"{", b"[]", b"{}", b"null", b'{"files": 3}', b'"' * 9, b"[" * 100_000]


@pytest.mark.parametrize("damage", DAMAGES, ids=range(len(DAMAGES)))
@pytest.mark.parametrize("path", SPECIAL)
def test_a_damaged_special_file_is_a_finding_and_hides_no_other(prints, path, damage):
    edit(SCORES, "7", "8")
    Path(path).write_bytes(damage)
    found = told(prints)
    assert any(path in finding for finding in found)
    assert any(finding.startswith(f"{SCORES}: ") for finding in found)


def test_an_edited_estimate_is_named_though_the_manifest_was_rewritten(prints):
    edit(ESTIMATES, "-1.02", "-2.02")
    rewrite_manifest(prints)
    found = told(prints)
    assert any(finding.startswith(f"{ESTIMATES}: the manifest says another thing") for finding in found)
    assert (
        f'{ESTIMATES}, row 2, column "estimate": this cell is not the value "effect" of values.json' in found
    )


def test_an_edited_estimate_is_named_though_manifest_and_records_were_rewritten(prints):
    edit(ESTIMATES, "-1.02", "-2.02")
    rewrite_records(prints)
    rewrite_manifest(prints)
    assert any(str(ESTIMATES) in finding for finding in told(prints))


def test_another_number_in_values_and_papers_is_named_though_all_fingerprints_were_rewritten(prints):
    edit(VALUES, "−1.02", "−2.02")
    edit(VALUES, "-1.02", "-2.02")
    for kind in ("html", "pdf", "docx"):
        edit(Path(f"results/paper/paper.{kind}"), "−1.02", "−2.02")
    rewrite_records(prints)
    rewrite_manifest(prints)
    assert (
        f'{ESTIMATES}, row 2, column "estimate": this cell is not the value "effect" of values.json'
        in told(prints)
    )


@pytest.mark.parametrize("kind", ["svg", "png", "csv"])
def test_a_figure_that_does_not_show_its_numbers_is_named_though_all_fingerprints_were_rewritten(
    prints, kind
):
    figure = Path(f"results/figures/effect.{kind}")
    if kind == "png":
        figure.write_bytes(figure.read_bytes() + b"x")
    else:
        edit(figure, "1.02", "2.02")
    rewrite_records(prints)
    rewrite_manifest(prints)
    assert any(finding.startswith(f"{figure}: not what rule draw_effect makes") for finding in told(prints))


def test_results_rewritten_in_every_place_are_found_by_doing_every_job_again_alone(prints):
    """What is not promised: numbers that agree everywhere. Doing all jobs again, or a signature, tells."""
    for path in (ESTIMATES, VALUES, *Path("results/figures").iterdir(), *Path("results/paper").iterdir()):
        path.write_bytes(path.read_bytes().replace(b"1.02", b"2.02"))
    pages = Path("results/audit/data/1.js")
    edit(pages, "-1.02", "-2.02")
    rewrite_records(prints)
    rewrite_manifest(prints)
    assert told(prints) == []
    assert told(prints, everything=True) == [
        f"{ESTIMATES}: not what rule estimate_effects makes of its inputs: made again, it comes out otherwise"
    ]


def test_a_record_cannot_name_what_is_run_or_where_it_writes(prints, tmp_path):
    path = Path("results/logs/draw_effect.json")
    outside = tmp_path / "outside.svg"
    record = json.loads(path.read_text())
    record["names"]["outputs"]["svg"] = str(outside)
    path.write_text(json.dumps(record, indent=1) + "\n")
    assert any(finding.startswith(f"{path}: edited") for finding in told(prints))
    assert not outside.exists()
    evil = tmp_path / "evil.py"
    evil.write_text(f"open({str(outside)!r}, 'w')")
    audit = Path("results/logs/build_audit.json")
    record = json.loads(audit.read_text())
    record["params"]["rules"]["estimate_effects"]["script"] = str(evil)
    audit.write_text(json.dumps(record, indent=1) + "\n")
    assert any("no script of this project" in finding for finding in told(prints, everything=True))
    assert not outside.exists()


@pytest.mark.parametrize(
    "script", ["scripts/paper/link_persons.py", "scripts/release/write_release.py", "scripts/x.py"]
)
def test_no_script_is_run_that_writes_more_than_its_rule_makes(prints, script):
    """Whoever edits the records must not make `verify` write into the linkage log, or a register."""
    Path(script).parent.mkdir(parents=True, exist_ok=True)
    Path(script).write_text("open('written', 'w')\n")
    audit = Path("results/logs/build_audit.json")
    record = json.loads(audit.read_text())
    record["params"]["rules"]["draw_effect"]["script"] = script
    audit.write_text(json.dumps(record, indent=1) + "\n")
    assert any("no script of this project" in finding for finding in told(prints, everything=True))
    assert not Path("written").exists()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e400", "-0.0", "true", '"1.02"', "[1]", "null"])
def test_a_value_of_another_kind_is_told_and_hides_no_other(prints, number):
    VALUES.write_text(re.sub(r'"value": -1[.\d]+', f'"value": {number}', VALUES.read_text()))
    edit(VALUES, '"value": 3', '"value": 4')
    rewrite_records(prints)
    rewrite_manifest(prints)
    found = told(prints)
    assert f'{ESTIMATES}, row 2, column "n": this cell is not the value "people" of values.json' in found
    assert (
        any(finding.startswith(f"{VALUES}: not what rule write_values makes") for finding in found)
        or len(found) > 1
    )


def test_a_folder_in_place_of_a_file_is_told_and_hides_no_other(prints):
    for path in ("results/logs/changes.json", "results/logs/draw_effect.json", "results/paper/values.json"):
        if Path(path).exists():
            Path(path).unlink()
        Path(path).mkdir()
    edit(SCORES, "7", "8")
    found = told(prints)
    assert any(finding.startswith(f"{SCORES}: edited") for finding in found)
    assert any(finding.startswith("results/logs/draw_effect.json: missing") for finding in found)
    assert "results/logs/changes.json: a folder that no rule made" in found


def test_a_job_that_the_manifest_does_not_know_is_named(prints):
    shutil.copyfile("results/logs/draw_effect.json", "results/logs/draw_effect.more.json")
    record = json.loads(Path("results/logs/draw_effect.json").read_text())
    Path("results/logs/changes.json").write_text(json.dumps({**record, "rule": "changes"}, indent=1) + "\n")
    found = told(prints)
    assert any(finding.startswith("results/logs/draw_effect.more.json: ") for finding in found)
    assert any("rule changes makes no results/figures/effect.svg" in finding for finding in found)


def test_findings_stand_last_with_their_number_and_the_manifest_first(prints):
    Path("results/extra").write_text("")
    lines = text_of(*verify("results", STUDY, prints), "").splitlines()
    assert lines[0].startswith("results/manifest.json: SHA-256 ")
    assert lines[1] == "Signature: none"
    assert "results/extra: not made by a rule" in lines[3]
    assert lines[-1] == "1 finding in results/."


def test_a_record_that_is_no_record_is_a_problem(tmp_path):
    (tmp_path / "make_a.json").write_text("1 problem to fix")
    with pytest.raises(Problems, match="not the record of a finished job"):
        read_records(tmp_path, ["make_a"])


def test_records_of_rules_that_no_longer_exist_are_ignored(tmp_path):
    (tmp_path / "old_rule.json").write_text(json.dumps({"rule": "old_rule"}))
    assert read_records(tmp_path, ["make_a"]) == []
