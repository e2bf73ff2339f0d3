"""`chart2paper lock` on the shipped demo: what it prints, what it refuses, and whose outcomes it finds opened."""

import json
import re
import shutil
from pathlib import Path

import pytest

from chart2paper.command_line import main
from chart2paper.protocol.register import read_register
from project_copy import KEY, copy_project

REGISTER = "data/register/ldn_demo.jsonl"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return copy_project(tmp_path_factory.mktemp("lock"))


@pytest.fixture
def project(whole, tmp_path, monkeypatch):
    folder = shutil.copytree(whole, tmp_path / "project", ignore=shutil.ignore_patterns("tests", "docs"))
    monkeypatch.chdir(folder)
    return folder


def lock(capsys, *arguments, fails=False):
    assert main(["lock", "--on", "2026-03-01", *arguments]) == int(fails)
    told = capsys.readouterr()
    return told.err if fails else told.out


def entries(study="ldn_demo"):
    return read_register(f"data/register/{study}.jsonl", study)


def another_study(name="second"):
    """Write the study file under another name of the study; return the arguments that name it."""
    text = Path("config.yaml").read_text("utf-8")
    text = re.sub(r"^study: .*$", f"study: {name}", text, flags=re.M)
    text = re.sub(r"^results_dir: .*$", f"results_dir: results_{name}", text, flags=re.M)
    Path("second.yaml").write_text(text, "utf-8")
    return ["--configfile", "second.yaml"]


def outcomes_in(folder):
    path = Path(folder, "paper/values.json")
    path.parent.mkdir(parents=True)
    path.write_text("{}")


def test_the_line_to_deposit_holds_the_hash_of_the_entry(project, capsys):
    told = lock(capsys)
    [entry] = entries()
    assert f"chart2paper lock, study ldn_demo, entry 1, {entry['hash']}" in told
    assert entry["elsewhere"] == [] and entry["manifest"] == ""


def test_the_key_is_in_nothing_that_is_printed_or_registered(project, capsys):
    key = Path(KEY).read_text().strip()
    told = lock(capsys)
    assert key not in told
    assert all(key not in path.read_text() for path in Path("data/register").iterdir())


def test_no_number_of_rows_is_registered(project, capsys):
    lock(capsys)
    counts = {str(len(path.read_bytes().splitlines())) for path in Path("data/raw/demo_clinic").glob("*.csv")}
    [entry] = entries()
    numbers = set(re.findall(r"(?<![\w.-])\d+(?![\w.-])", json.dumps([entry["files"], entry["data"]])))
    assert not numbers & counts


def test_results_of_the_same_clinic_in_another_folder_make_a_lock_exploratory(project, capsys):
    outcomes_in("results_before")
    told = lock(capsys)
    assert "Outcomes had been opened before this lock (results_before (whose records cannot be told))" in told
    assert "exploratory" in told
    assert entries()[-1]["elsewhere"] == ["results_before (whose records cannot be told)"]


def test_the_results_manifest_that_is_there_enters_the_lock(project, capsys):
    outcomes_in("results")
    Path("results/manifest.json").write_text("{}")
    told = lock(capsys)
    # printf '{}' | sha256sum
    sha256 = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert [entry["kind"] for entry in entries()] == ["outcomes opened", "locked"]
    assert entries()[-1]["manifest"] == sha256 and sha256 in told


def test_a_new_name_of_the_study_hides_no_opened_outcomes(project, capsys):
    outcomes_in("results")
    lock(capsys)
    shutil.rmtree("results")
    told = lock(capsys, *another_study())
    assert "data/register/ldn_demo.jsonl, entry 1" in told
    assert entries("second")[-1]["elsewhere"] == ["data/register/ldn_demo.jsonl, entry 1"]


def test_a_new_name_of_study_and_clinic_hides_no_opened_outcomes_of_the_same_export(project, capsys):
    outcomes_in("results")
    lock(capsys)
    shutil.rmtree("results")
    mapping = Path("data/mappings/demo_clinic.yaml")
    mapping.write_text(mapping.read_text("utf-8").replace("clinic: demo_clinic", "clinic: another"), "utf-8")
    truth = Path("data/raw/demo_clinic.truth.json")
    truth.write_text(truth.read_text("utf-8").replace('"demo_clinic"', '"another"'), "utf-8")
    told = lock(capsys, *another_study())
    assert "data/register/ldn_demo.jsonl, entry 1" in told


def test_a_lost_key_of_results_that_are_there_stops_the_lock_and_no_new_one_is_made(project, capsys):
    record = {
        "params": {"linkage": "data/linkage/demo_clinic.csv"},
        "inputs": {"a.csv": {"hmac_sha256": "x"}},
    }
    Path("results/logs").mkdir(parents=True)
    Path("results/logs/link_persons.json").write_text(json.dumps(record))
    Path(KEY).unlink()
    assert "the key beside the linkage log is gone" in lock(capsys, fails=True)
    assert not Path(KEY).exists() and not Path(REGISTER).exists()


def test_another_key_than_that_of_the_register_is_refused_and_nothing_is_added(project, capsys):
    lock(capsys)
    before = Path(REGISTER).read_bytes()
    Path(KEY).write_text("77" * 32 + "\n")
    assert "the key in data/linkage was lost" in lock(capsys, fails=True)
    assert Path(REGISTER).read_bytes() == before


def test_nothing_is_locked_where_the_request_would_overwrite_a_file(project, capsys):
    assert "there is a file of this name" in lock(capsys, "--timestamp-request", "config.yaml", fails=True)
    assert not Path(REGISTER).exists()


def test_a_request_for_a_time_stamp_is_written_and_a_wrong_response_locks_nothing(project, capsys):
    told = lock(capsys, "--timestamp-request", "lock.tsq")
    assert bytes.fromhex(entries()[0]["hash"]) in Path("lock.tsq").read_bytes()
    assert "The request for a time stamp is in lock.tsq" in told
    before = Path(REGISTER).read_bytes()
    Path("config.yaml").write_text(Path("config.yaml").read_text("utf-8") + "\n", "utf-8")
    assert "not the response" in lock(capsys, "--timestamp-response", "lock.tsq", fails=True)
    assert Path(REGISTER).read_bytes() == before
