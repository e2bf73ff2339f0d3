"""The demo clinic released again: with the register lost, and after one patient has left the export."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from project_copy import copy_run, run_in_one_process

PRIVATE = "data/linkage/demo_clinic.releases"
ANALYSES = ("target_trial", "replication")


def numbers_in(folder: Path, file: str) -> list[dict[str, str]]:
    with (folder / "results/release" / file).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def released(first_release, tmp_path_factory):
    """The demo clinic, released once."""
    return copy_run(first_release, tmp_path_factory.mktemp("released") / "clinic")


def test_the_private_register_is_for_the_owner_alone_and_knows_the_people(released):
    (register,) = (released / PRIVATE).iterdir()
    assert (register.stat().st_mode & 0o777, (released / PRIVATE).stat().st_mode & 0o777) == (0o600, 0o700)
    entry = json.loads(register.read_text())["releases"][-1]
    assert {"target_trial/matched", "target_trial/with outcome", "target_trial: grid/0"} <= entry["people"][
        "groups"
    ].keys()
    assert len(entry["people"]["tokens"]) > 1000
    assert len(entry["linkage"]) > 1900


def test_no_token_of_a_person_is_in_the_release_a_log_or_a_committed_file(released):
    entry = json.loads((released / PRIVATE / "ldn_demo.json").read_text())["releases"][-1]
    tokens = set(entry["people"]["tokens"]) | set(entry["linkage"])
    places = ("results/release", "results/logs", ".snakemake", "data/releases", "data/register", "benchmarks")
    files = [file for place in places for file in (released / place).rglob("*") if file.is_file()]
    assert len(files) > 100
    for file in files:
        found = {t.decode() for t in re.findall(rb"(?=([0-9a-f]{16}))", file.read_bytes())}
        assert not found & tokens, file


@pytest.mark.parametrize("lost", [PRIVATE, "data/releases"])
def test_a_lost_register_stops_the_release_though_there_is_nothing_to_do(released, lost, tmp_path):
    zipped = (released / "results/release.zip").read_bytes()
    shutil.move(released / lost, tmp_path / "lost")
    if lost == "data/releases":
        # The public list alone may be made again from the private register while that knows one release.
        assert run_in_one_process(released, "--cores", "2", "release", "-n")[0] == 0
        shutil.move(released / PRIVATE, tmp_path / "private")
    code, output = run_in_one_process(released, "--cores", "2", "release")
    assert code == 1
    assert "nobody knows which numbers are out" in output
    assert "do not release to the same people again" in output
    assert "Traceback" not in output
    assert not (released / lost).exists()
    assert (released / "results/release.zip").read_bytes() == zipped
    shutil.move(tmp_path / "lost", released / lost)
    if lost == "data/releases":
        shutil.move(tmp_path / "private", released / PRIVATE)
    assert run_in_one_process(released, "--cores", "2", "release", "-n")[0] == 0


def leaver(folder: Path) -> str:
    """Return the record number of a matched exposed person with an outcome."""
    with (folder / "results/target_trial/model/analysis_set.csv").open() as lines:
        people = [r for r in csv.DictReader(lines) if r["role"] == "exposed" and r["final_score"]]
    with (folder / "data/linkage/demo_clinic.csv").open() as lines:
        records = {row["person_id"]: row["record_number"] for row in csv.DictReader(lines)}
    return records[people[7]["person_id"]]


def test_after_one_patient_left_the_second_release_shows_no_number_that_tells_of_them(released, tmp_path):
    folder = copy_run(released, tmp_path / "clinic")
    gone = leaver(folder).encode()
    for file in (folder / "data/raw/demo_clinic").glob("*.csv"):
        lines = file.read_bytes().splitlines(keepends=True)
        file.write_bytes(b"".join(line for line in lines if gone not in line))
    code, output = run_in_one_process(folder, "--cores", "2", "release")
    assert code == 0, output[-5000:]
    report = (folder / "results/release/DISCLOSURE.md").read_text()
    assert "each of which it was compared with: 1." in report
    assert "cannot be protected" not in report
    for analysis in ("target_trial",):
        for table in (f"tables/{analysis}/estimates.csv", f"tables/{analysis}/sensitivity.csv"):
            rows = numbers_in(folder, table)
            assert rows
            assert {r[c] for r in rows for c in ("estimate", "ci_low", "p_value") if r[c]} == {
                "[withheld]"
            }, table
        for row in numbers_in(folder, f"tables/{analysis}/flow.csv"):
            assert {row[c] for c in ("exposed", "comparator", "total", "remaining")} <= {"", "[withheld]"}
