"""What a change runs again: what stands in a file decides, not its time, and nothing that is gone stays away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chart2paper.jobs.library_files import library_files
from project_copy import copy_run

RAW = "data/raw/demo_clinic"
LAST = ["build_audit", "render_paper", "write_crate", "write_manifest"]
# A file of each kind that no rule makes, and rules that run again; where most of a run does, some of them.
BROUGHT = {
    f"{RAW}/medications.csv": ["link_persons", "extract_tables", "tell_lock_status"],
    f"{RAW}/adverse_effects.csv": ["link_persons", "extract_tables", "tell_lock_status"],
    "data/mappings/demo_clinic.yaml": ["link_persons", "extract_tables", "clean_tables"],
    "data/codelists/drugs.csv": ["clean_tables", "write_protocol", "tell_lock_status"],
    "data/codelists/pain_words.csv": ["clean_tables", "tell_lock_status"],
    "data/codelists/pain_conditions.csv": ["clean_tables", "write_protocol"],
    f"{RAW}.truth.json": ["write_values", *LAST],
    "data/facts/literature.csv": ["draw_forest", "write_values", *LAST],
    "data/facts/martin_2022.csv": ["write_values", *LAST],
    "reports/studies/ldn/introduction.md": ["write_values", "write_protocol", *LAST],
    "reports/studies/ldn/references.bib": ["write_values", "write_protocol", *LAST],
    "reports/paper.qmd": LAST,
    "reports/protocol.qmd": ["render_protocol", "write_manifest"],
    "reports/_format/paper.css": ["render_protocol", *LAST],
    "requirements.lock": ["write_crate", "write_manifest"],
    "Snakefile": ["write_crate"],
}
# A passage of paper, supplement, protocol, both and release, and the jobs that print it. Every
# passage is read by check_texts.
PASSAGES = {
    "reports/text/effect.md": {"check_texts", "write_values"},
    "reports/text/supplement/harms.md": {"check_texts", "write_values"},
    "reports/text/protocol/question.md": {"check_texts", "write_protocol"},
    "reports/text/estimators/ancova.md": {"check_texts", "write_values", "write_protocol"},
    "reports/text/release/readme.md": {"check_texts"},
}
# Code: text that changes what it does, and text that does not.
CODE = ("src/chart2paper/tables/harms.py", "scripts/match/match_sets.py")
WRITTEN, COMMENT = "\nADDED = 1\n", "\n# a comment\n"
# What is gone: a paper, a table that only people read, a file in a folder that a rule made, the record of a job.
GONE = {
    "results/paper/paper.pdf": "render_paper",
    "results/target_trial/match/nearest.csv": "match_sets.target_trial",
    "results/protocol/protocol.docx": "render_protocol",
    "results/paper/generated/_variables.yml": "write_values",
    "results/logs/draw_figures.replication.json": "draw_figures.replication",
}


# A file of each room of the library: the first by its name.
LIBRARY = Path(__file__).parents[2] / "src" / "chart2paper"
OF_ROOMS = sorted(
    f"src/chart2paper/{room.name}/{files[0].name}"
    for room in LIBRARY.iterdir()
    if (files := sorted(room.glob("[a-z]*.py")))
)
# Jobs that show or record code as it is written, whatever it is for.
SHOW_CODE = {
    "build_audit",
    "tell_lock_status",
    "write_values",
    "render_paper",
    "write_crate",
    "write_manifest",
}


@pytest.fixture(scope="module")
def finished(demo, tmp_path_factory):
    return copy_run(demo, tmp_path_factory.mktemp("finished") / "project")


@pytest.fixture(scope="module")
def planner(finished):
    """What is planned after each change, by (path, text), and each job of the run."""
    changes = [(path, " \n") for path in BROUGHT]
    changes += [(path, " \n") for path in PASSAGES]
    changes += [(path, text) for path in CODE for text in (WRITTEN, COMMENT, "")]
    changes += [(path, WRITTEN) for path in OF_ROOMS if path not in CODE]
    changes += [(f"{RAW}/visits.csv", ""), *((path, None) for path in GONE)]
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("plans.py"), finished],
        input=json.dumps(changes),
        env={**os.environ, "PYTHONPATH": str(finished / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    return dict(zip(changes, told["plans"], strict=True)), told["jobs"]


@pytest.fixture(scope="module")
def plans(planner):
    """What is planned after each change, by (path, text)."""
    return planner[0]


@pytest.mark.parametrize("path", BROUGHT)
def test_a_changed_file_with_an_older_time_runs_what_reads_it_again(plans, path):
    assert set(BROUGHT[path]) <= set(plans[path, " \n"])


def test_an_export_or_code_with_another_time_and_the_same_content_runs_nothing_again(plans):
    same = [path for path, text in plans if text == ""]
    assert len(same) == 3
    assert [plans[path, ""] for path in same] == [[], [], []]


def test_a_change_in_one_table_runs_again_only_what_uses_the_table(plans):
    jobs = set(plans["src/chart2paper/tables/harms.py", WRITTEN])
    assert {"collect_records.target_trial", "count_harms.target_trial"} <= jobs
    before = ("extract", "clean", "select", "match", "measure", "estimate_effects")
    assert not {job for job in jobs if job.startswith(before)}


@pytest.mark.parametrize("path", OF_ROOMS)
def test_a_change_in_a_file_of_any_room_runs_again_what_imports_it_and_what_rests_on_that(
    planner, root, path
):
    plans, jobs = planner
    importing = {
        name
        for name, job in jobs.items()
        if str(root / path) in {str(Path(file).absolute()) for file in library_files(root / job["script"])}
    }
    expected = resting_on(importing, jobs)
    assert expected <= set(plans[path, WRITTEN]) <= expected | resting_on(SHOW_CODE, jobs)


@pytest.mark.parametrize("path", PASSAGES)
def test_an_edited_passage_runs_again_only_what_prints_it_and_what_rests_on_that(planner, path):
    plans, jobs = planner
    assert set(plans[path, " \n"]) == resting_on(PASSAGES[path], jobs)


def resting_on(names, jobs):
    """The named jobs, and all that rest on them."""
    found = set(names)
    while more := {name for name, job in jobs.items() if found & set(job["rests_on"])} - found:
        found |= more
    return found


@pytest.mark.parametrize("path", CODE)
def test_a_comment_runs_again_only_what_shows_code(plans, path):
    """The register of the protocol holds code as it is written, and the audit pages tell its lines."""
    assert plans[path, COMMENT] == sorted([*LAST, "tell_lock_status", "write_values"])


def test_a_changed_script_with_an_older_time_runs_again(plans):
    assert "match_sets.target_trial" in plans["scripts/match/match_sets.py", WRITTEN]


@pytest.mark.parametrize("path", GONE)
def test_what_was_deleted_is_made_again(plans, path):
    assert GONE[path] in plans[path, None]


def test_a_run_promises_every_file_of_its_manifest(finished):
    """Each is an output of a job that `rule all` asks for, or lies in a folder that is."""
    files = json.loads((finished / "results/manifest.json").read_text(encoding="utf-8"))["files"]
    listed = subprocess.run(
        [str(Path(sys.executable).with_name("snakemake")), "--summary"],
        cwd=finished,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    promised = {line.split("\t")[0] for line in listed.splitlines()[1:]}
    assert promised
    assert [
        p for p in files if p not in promised and not promised & {str(up) for up in Path(p).parents}
    ] == []
