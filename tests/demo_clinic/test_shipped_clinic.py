"""The committed clinic is what the generator makes, on any machine, and says that it is simulated."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chart2paper.demo_clinic.export import LAYOUTS, write_clinic
from chart2paper.demo_clinic.parameters import DemoParameters, parameter_table
from chart2paper.demo_clinic.reference import with_reference
from demo_clinic.conftest import SHIPPED

PAGE = SHIPPED.parents[2] / "docs" / "demo_clinic.md"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_generator_makes_the_shipped_clinic_again_byte_for_byte(tmp_path):
    write_clinic(DemoParameters(), tmp_path / "demo_clinic")
    assert _bytes(tmp_path / "demo_clinic") == _bytes(SHIPPED)
    assert (tmp_path / "demo_clinic.truth.json").read_bytes() == (
        SHIPPED.with_name("demo_clinic.truth.json").read_bytes()
    )


def test_time_zone_and_locale_change_nothing(tmp_path):
    script = SHIPPED.parents[2] / "scripts" / "make_demo_clinic.py"
    for name, zone in (("here", "UTC"), ("there", "Asia/Kathmandu")):
        where = {**os.environ, "TZ": zone, "LC_ALL": "C" if zone == "UTC" else "C.UTF-8"}
        command = [sys.executable, str(script), "--persons", "60", "--folder", str(tmp_path / name)]
        subprocess.run(command, env=where, check=True, capture_output=True)
    assert _bytes(tmp_path / "here") == _bytes(tmp_path / "there")


def test_another_seed_makes_another_clinic(tmp_path):
    for seed in (1, 2):
        write_clinic(DemoParameters(seed=seed, n_persons=60), tmp_path / str(seed))
    assert _bytes(tmp_path / "1")["visits.csv"] != _bytes(tmp_path / "2")["visits.csv"]


def test_every_file_of_the_layout_is_there_and_the_readme_says_simulated():
    names = {f"{name}.csv" for name in LAYOUTS} | {"README.md"}
    assert {path.name for path in SHIPPED.iterdir()} == names
    assert "simulated" in (SHIPPED / "README.md").read_text(encoding="utf-8").lower()


def test_the_clinic_stays_small_enough_to_commit():
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < 10e6


@pytest.mark.parametrize(
    ("file", "columns"),
    [
        ("patients", "MRN,LastName,FirstName,DOB,Sex,Phone,Address"),
        ("visits", "VisitID,MRN,VisitDate,VisitType,Status,Provider,Note"),
        (
            "pain_scores",
            "EntryID,MRN,VisitID,EntryDate,AveragePain,WorstPain,CurrentPain,AcceptablePainGoal,Comment",
        ),
        ("function_scores", "EntryID,MRN,VisitID,EntryDate,FunctionScore"),
        (
            "medications",
            "OrderID,MRN,VisitID,OrderDate,StopDate,DrugLine,Sig,DaysSupply,Refills,Status,StopReason",
        ),
        ("diagnoses", "DxID,MRN,VisitID,DxDate,Code,Description"),
        ("procedures", "ProcID,MRN,VisitID,ProcDate,Procedure"),
        ("adverse_effects", "EventID,MRN,VisitID,EventDate,Effect,SuspectedDrug,Severity"),
    ],
)
def test_columns_are_those_of_the_agreed_layout(shipped, file, columns):
    assert list(shipped[file].columns) == columns.split(",")


def test_every_row_belongs_to_a_registered_person_and_visit(shipped):
    for name, table in shipped.items():
        assert set(table["MRN"]) <= set(shipped["patients"]["MRN"]), name
        if "VisitID" in table:
            assert set(table["VisitID"]) - {""} <= set(shipped["visits"]["VisitID"]), name


def test_the_truth_file_says_it_is_simulated_and_what_it_was_made_with():
    truth = json.loads(SHIPPED.with_name("demo_clinic.truth.json").read_text(encoding="utf-8"))
    assert truth["simulated"] is True
    assert truth["description"].startswith("SIMULATED")
    assert truth["parameters"]["seed"] == truth["seed"] == DemoParameters().seed
    assert truth["n_persons"] == 2000


def test_the_documentation_holds_the_current_parameters_and_mess(shipped):
    page = PAGE.read_text(encoding="utf-8")
    assert with_reference(page, shipped) == page


def test_every_key_of_the_truth_is_documented():
    page = PAGE.read_text(encoding="utf-8")
    truth = json.loads(SHIPPED.with_name("demo_clinic.truth.json").read_text(encoding="utf-8"))
    undocumented = {key for key in truth if f"`{key}`" not in page and not key.startswith("per_protocol")}
    assert undocumented == set()


def test_every_parameter_states_its_meaning():
    assert "|  |  |" not in parameter_table().replace("|  |  |  |", "")
    for row in parameter_table().splitlines()[2:]:
        assert row.split(" | ")[3].strip(), row


def test_a_page_without_places_for_the_tables_is_refused(shipped):
    with pytest.raises(ValueError, match="no place"):
        with_reference("# no markers", shipped)
