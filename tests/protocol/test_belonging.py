"""A register, and a linkage log, that other records left: refused with the reason, and nothing is added to them."""

import json
import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from chart2paper.jobs.linkage_key import key_of, make_key, records_id
from chart2paper.problems import Problems
from chart2paper.protocol.belonging import note_owner, refuse_other_records
from chart2paper.protocol.fingerprints import file_prints
from chart2paper.protocol.lock_status import State, locked, opened
from chart2paper.protocol.opening import note_opening
from chart2paper.protocol.register import append, read_register
from protocol.clinic_study import ROOT

DATA = {"export/person": "raw/patients.csv", "mapping": "mapping.yaml"}
KEY = "data/linkage/demo_clinic.key"
FILES = {"export/visits.csv": "b"}
OURS = State("study", {"x": 1}, FILES, clinic="springfield", records="ours")


def other(**changes):
    """Return the state of the same study name on other data."""
    return replace(OURS, files={"export/visits.csv": "z"}, **changes)


@pytest.mark.parametrize("kind", ["opened", "locked"])
@pytest.mark.parametrize(
    ("left_by", "refused"),
    [
        (OURS, None),
        (other(), None),  # the same clinic's next export
        (other(clinic="demo_clinic", records="theirs"), "the clinic demo_clinic"),
        (replace(OURS, clinic="demo_clinic"), "the clinic demo_clinic"),
        (other(records="theirs"), "other records of a clinic called springfield"),
        (replace(OURS, records="lost"), "the key in data/linkage was lost"),
    ],
)
def test_an_entry_of_other_records_refuses_and_says_whose_it_is(tmp_path, kind, left_by, refused):
    entry = opened(left_by) if kind == "opened" else locked(left_by, "2026-03-01", "A")
    register = tmp_path / "study.jsonl"
    entries = append(register, [], entry)
    note_owner(register, left_by)
    if refused is None:
        refuse_other_records(register, entries, OURS)
        return
    with pytest.raises(Problems) as told:
        refuse_other_records(register, entries, OURS)
    assert refused in str(told.value) and "name of its own" in str(told.value)


def test_a_register_of_an_earlier_version_names_nobody_and_is_kept(tmp_path):
    entry = {name: value for name, value in opened(other()).items() if name != "clinic"}
    register = tmp_path / "study.jsonl"
    refuse_other_records(register, append(register, [], entry), OURS)


def test_the_id_of_the_records_is_random_private_and_no_part_of_what_is_printed(tmp_path):
    log = tmp_path / "linkage" / "springfield.csv"
    for made in (log, tmp_path / "elsewhere" / "springfield.csv"):
        make_key(key_of(made))
    first, again = records_id(log), records_id(log)
    assert first == again != records_id(tmp_path / "elsewhere" / "springfield.csv")
    key = log.with_suffix(".key")
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert key.read_text("ascii").strip() not in first
    assert [path.name for path in log.parent.iterdir()] == ["springfield.key"]
    for name, records in (("a", first), ("b", "another")):
        register = tmp_path / name / "study.jsonl"
        register.parent.mkdir()
        append(register, [], opened(replace(OURS, records=records)))
        note_owner(register, replace(OURS, records=records))
    assert (tmp_path / "a/study.jsonl").read_bytes() == (tmp_path / "b/study.jsonl").read_bytes()
    assert (tmp_path / "a/study.records").read_text("ascii").strip() == first


@pytest.fixture
def clinic(tmp_path, monkeypatch):
    """A folder with the records of a clinic and its mapping; returns its State as a script makes it."""
    shutil.copytree(ROOT / "data/raw/demo_clinic", tmp_path / "raw")
    shutil.copy(ROOT / "data/mappings/demo_clinic.yaml", tmp_path / "mapping.yaml")
    monkeypatch.chdir(tmp_path)
    make_key(KEY)
    return State("study", {"x": 1}, file_prints(DATA, KEY))


def write_log(*record_numbers):
    folder = Path("data/linkage")
    rows = [f"{number},P{place:04d}" for place, number in enumerate(record_numbers, 1)]
    (folder / "demo_clinic.csv").write_text("\n".join(["record_number,person_id", *rows]) + "\n", "utf-8")


def test_a_linkage_log_of_other_people_stops_before_outcomes_are_opened(clinic):
    write_log("X-1", "X-2")
    with pytest.raises(
        Problems, match="belongs to other records: it knows none of the record numbers"
    ) as told:
        note_opening("data/register/study.jsonl", clinic, DATA, "raw", "results")
    assert "X-1" not in str(told.value)
    assert not Path("data/register/study.jsonl").exists()


def test_a_linkage_log_that_knows_one_of_the_people_is_the_clinics_own(clinic):
    number = (Path("raw") / "patients.csv").read_text("utf-8-sig").splitlines()[1].split(",")[0]
    write_log("X-1", number)
    note_opening("data/register/study.jsonl", clinic, DATA, "raw", "results")
    [entry] = read_register("data/register/study.jsonl", "study")
    assert entry["clinic"] == "demo_clinic"
    assert len(Path("data/register/study.records").read_text("ascii").strip()) == 64


def test_the_register_of_the_demo_takes_no_entry_of_a_clinic(clinic):
    ours = replace(clinic, study="ldn_demo")
    note_opening("data/register/ldn_demo.jsonl", ours, DATA, "raw", "results")
    before = Path("data/register/ldn_demo.jsonl").read_bytes()
    mapping = Path("mapping.yaml")
    mapping.write_text(
        mapping.read_text("utf-8").replace("clinic: demo_clinic", "clinic: springfield"), "utf-8"
    )
    make_key("data/linkage/springfield.key")
    with pytest.raises(Problems, match="it belongs to the records of the clinic demo_clinic"):
        note_opening("data/register/ldn_demo.jsonl", ours, DATA, "raw", "results")
    assert Path("data/register/ldn_demo.jsonl").read_bytes() == before


def test_a_clone_holds_no_register_and_git_ignores_those_of_the_shipped_studies():
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    shipped = json.loads((ROOT / "src/chart2paper/protocol/own/shipped.json").read_text("utf-8"))["studies"]
    assert {f"/data/register/{name}.*" for name in shipped} <= set(ignored)
