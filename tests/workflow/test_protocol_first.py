"""Protocol first: written and locked before outcomes are opened, and whatever happens later is told."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project_copy import copy_project, run_in_one_process

STATUS = "results/protocol/lock_status.json"
REGISTER = "data/register/ldn_demo.jsonl"
EXPORT = "data/raw/demo_clinic"


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    """A fresh copy of the project in which the protocol was written and locked, in this order, and nothing else."""
    folder = copy_project(tmp_path_factory.mktemp("planned"))
    code, output = run_in_one_process(folder, "--cores", "2", "protocol")
    assert code == 0, output[-3000:]
    lock(folder)
    return folder


@pytest.fixture(scope="module")
def read(planned, tmp_path_factory):
    """A copy in which the export was read and found good enough, the step before outcomes are opened."""
    folder = Path(shutil.copytree(planned, tmp_path_factory.mktemp("read") / "project"))
    code, output = run_in_one_process(folder, "--cores", "2", "results/data_quality/passed.txt")
    assert code == 0, output[-3000:]
    assert kinds(folder) == ["locked"]
    return folder


@pytest.fixture
def project(read, tmp_path):
    return Path(shutil.copytree(read, tmp_path / "project"))


def lock(folder, *arguments):
    """Run `chart2paper lock` with the library of this copy; return its exit code and what it printed."""
    code = "import sys; from chart2paper.command_line import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "lock", "--on", "2026-03-01", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(folder / "src")},
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stdout + done.stderr


def status_of(folder):
    code, output = run_in_one_process(folder, "--cores", "1", STATUS)
    assert code == 0, output[-3000:]
    return json.loads((folder / STATUS).read_text(encoding="utf-8"))


def kinds(folder):
    lines = (folder / REGISTER).read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["kind"] for line in lines]


def change(folder, old, new):
    config = folder / "config.yaml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_protocol_is_written_in_three_formats_before_any_record_is_read(planned):
    made = {path.relative_to(planned / "results").parts[0] for path in (planned / "results").rglob("*.*")}
    assert made <= {"protocol", "replication", "target_trial", "logs"}
    assert {path.parent.name for path in (planned / "results" / "target_trial").rglob("*.*")} == {"figures"}
    for ending, first_bytes in (("html", b"<!DOCTYPE html"), ("pdf", b"%PDF"), ("docx", b"PK")):
        assert (planned / f"results/protocol/protocol.{ending}").read_bytes().startswith(first_bytes)
    assert kinds(planned) == ["locked"]


def test_a_locked_plan_that_is_followed_is_prespecified_also_when_results_are_made_again(project):
    found = status_of(project)
    assert (found["label"], found["new_data"], found["code_changed"]) == ("prespecified", False, False)
    shutil.rmtree(project / "results")
    assert status_of(project)["label"] == "prespecified"
    assert kinds(project) == ["locked", "outcomes opened"]


def test_settings_changed_and_records_exported_after_the_lock_are_named(project):
    status_of(project)
    change(project, "value: 180\n        basis: guideline", "value: 120\n        basis: guideline")
    visits = project / EXPORT / "visits.csv"
    lines = visits.read_bytes().splitlines(keepends=True)
    visits.write_bytes(b"".join([*lines, lines[-1]]))
    found = status_of(project)
    assert found["label"] == "changed"
    assert [(c["setting"], c["locked"], c["used"]) for c in found["changes"]] == [
        ("analyses.target_trial.eligibility.washout_days", 180, 120)
    ]
    assert found["changed_in_sight"]
    assert found["changed_files"] == ["export/visit_occurrence"]


def test_the_same_rows_in_another_order_are_the_records_of_the_lock(project):
    visits = project / EXPORT / "visits.csv"
    head, first, second, *rows = visits.read_bytes().splitlines(keepends=True)
    visits.write_bytes(b"".join([head, second, first, *rows]))
    found = status_of(project)
    assert (found["label"], found["new_data"]) == ("prespecified", False)


def test_locking_after_outcomes_were_opened_is_exploratory_and_the_command_says_so(project):
    for file in (project / "data" / "register").iterdir():
        file.unlink()
    assert status_of(project)["locked"] == "never"
    code, output = lock(project)
    assert code == 0 and "Outcomes had been opened before this lock" in output
    found = status_of(project)
    assert (found["locked"], found["label"]) == ("after", "exploratory")


def test_results_of_a_run_that_the_register_does_not_know_count_as_opened(project):
    for file in (project / "data" / "register").iterdir():
        file.unlink()
    seen = project / "results" / "target_trial" / "model" / "analysis_set.csv"
    seen.parent.mkdir(parents=True)
    seen.write_text("person_id\n", encoding="utf-8")
    lock(project)
    assert kinds(project) == ["outcomes opened", "locked"]


def test_locking_twice_adds_nothing_and_prints_what_to_deposit(project):
    code, output = lock(project)
    assert code == 0
    assert "Already locked, and nothing has changed since: entry 1" in output
    assert json.loads((project / REGISTER).read_text(encoding="utf-8"))["hash"] in output
    assert "results/protocol/protocol.pdf" in output
    assert kinds(project) == ["locked"]


def test_an_edited_register_stops_the_run_and_the_command_with_the_entry_named(project):
    register = project / REGISTER
    register.write_text(
        register.read_text(encoding="utf-8").replace("2026-03-01", "2025-03-01"), encoding="utf-8"
    )
    code, output = run_in_one_process(project, "--cores", "1", STATUS)
    assert code == 1 and f"{REGISTER}, row 1: entry 1 was edited" in output
    assert not (project / STATUS).exists()
    code, output = lock(project)
    assert code == 1 and "entry 1 was edited" in output and "Traceback" not in output


def test_a_register_that_other_records_left_stops_the_run_and_the_command_and_says_whose_it_is(project):
    change(project, "data/mappings/demo_clinic.yaml", "data/mappings/other.yaml")
    change(project, "  truth: data/raw/demo_clinic.truth.json\n", "")
    mapping = (project / "data/mappings/demo_clinic.yaml").read_text(encoding="utf-8")
    other = mapping.replace("clinic: demo_clinic", "clinic: springfield")
    (project / "data/mappings/other.yaml").write_text(other, encoding="utf-8")
    before = (project / REGISTER).read_bytes()
    for code, output in (lock(project), run_in_one_process(project, "--cores", "1", STATUS)):
        assert code == 1 and "it belongs to the records of the clinic demo_clinic" in output
    assert (project / REGISTER).read_bytes() == before


def test_a_day_that_is_no_date_is_refused_before_anything_is_written(project):
    before = (project / REGISTER).read_bytes()
    code, output = lock(project, "--on", "yesterday")
    assert code == 1 and "the day of the lock is not a date" in output
    assert (project / REGISTER).read_bytes() == before


def test_nothing_that_reads_an_outcome_runs_before_outcomes_are_opened(demo):
    records = [
        json.loads(log.read_text(encoding="utf-8")) for log in (demo / "results" / "logs").glob("*.json")
    ]
    made_by = {path: record for record in records for path in record["outputs"]}

    def after_opening(record):
        inputs = record["inputs"]
        if "results/protocol/outcomes_opened.txt" in inputs:
            return True
        return any(after_opening(made_by[path]) for path in inputs if path in made_by)

    # The readings count texts, and who is left without looking at a score after the index date.
    without_outcomes = ("select_cohort", "report_data_quality")
    scores = ("results/clean/measurement.parquet", "/cohort/daily_scores.parquet")
    readers = [
        record
        for record in records
        if any(path.endswith(scores) for path in record["inputs"]) and record["rule"] not in without_outcomes
    ]
    assert {"measure_outcomes", "collect_records", "draw_figures", "run_sensitivity_grid"} <= {
        r["rule"] for r in readers
    }
    assert [record["rule"] for record in readers if not after_opening(record)] == []
    cohorts = {r["wildcards"]["analysis"]: after_opening(r) for r in records if r["rule"] == "select_cohort"}
    assert cohorts == {"replication": True, "target_trial": False}


def test_the_demo_that_ships_is_unlocked_and_its_paper_says_exploratory(demo):
    status = json.loads((demo / STATUS).read_text(encoding="utf-8"))
    assert (status["locked"], status["label"]) == ("never", "exploratory")
    values = json.loads((demo / "results/paper/values.json").read_text(encoding="utf-8"))
    for id in ("lock.abstract", "lock.subtitle", "lock.say.conclusion"):
        assert "xploratory" in values[id]["text"]
