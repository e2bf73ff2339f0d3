"""What identifies a person is in the raw folder and the linkage log, and in no other file that a run leaves."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from chart2paper.reading.mapping.accepted import loss_names
from chart2paper.tables.private_values import (
    BIRTH_DATE,
    PRIVATE_VALUES,
    TEXT,
    allowed_anywhere_in,
    allowed_columns,
    private_values_table,
)
from project_copy import ROOT, copy_project, run_in_one_process, with_a_small_grid
from workflow.canaries import TAIL, TYPED, UNREAD, Export, plant
from workflow.private_scan import days_in, texts_in

RAW = "data/raw/demo_clinic"
LOG = "data/linkage/demo_clinic.csv"
NUMBER = re.compile(rb"MRN\d{7}", re.IGNORECASE)
# What other rooms make on request.
ON_REQUEST = ("protocol", "release")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A finished run of a small clinic whose export is full of canaries; what it printed is in `printed.txt`."""
    folder = with_a_small_grid(copy_project(tmp_path_factory.mktemp("canaries")))
    make = [sys.executable, "scripts/make_demo_clinic.py", "--persons", "150", "--folder", RAW]
    subprocess.run(make, cwd=folder, check=True, capture_output=True)
    plant(folder / RAW)
    accept_what_is_planted(folder)
    rules = "".join(path.read_text(encoding="utf-8") for path in (folder / "rules").rglob("*.smk"))
    wanted = [name for name in ON_REQUEST if f"\nrule {name}:" in rules]
    printed = ""
    for targets in (["all", *wanted], ["check_export"], ["verify"]):
        code, output = run_in_one_process(folder, "--cores", "2", *targets)
        assert code == 0, output[-5000:]
        printed += output
    (folder / "printed.txt").write_text(printed, encoding="utf-8")
    return folder


def accept_what_is_planted(folder: Path) -> None:
    """Canaries stand in every ninth row of many columns: more than a run would go on with by itself."""
    mapping = folder / "data/mappings/demo_clinic.yaml"
    losses = "\n".join(
        f"  - {{what: {name}, up_to: 1, reason: canaries are planted there}}" for name in loss_names()
    )
    mapping.write_text(
        f"{mapping.read_text(encoding='utf-8')}\naccepted_losses:\n{losses}\n", encoding="utf-8"
    )


def left_by_a_run(folder: Path) -> list[Path]:
    """Every file of a copy of the project but the code, the raw export and the linkage log."""
    code = {path.relative_to(ROOT).as_posix() for path in _code()}
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    names = {path: path.relative_to(folder).as_posix() for path in files}
    return [
        path
        for path in files
        if names[path] not in code and not names[path].startswith((RAW, LOG, "data/raw"))
    ]


def _code() -> list[Path]:
    return [
        path for name in ("src", "scripts", "tests", "docs", "reports") for path in (ROOT / name).rglob("*")
    ]


def found_in(folder: Path, path: Path, kind: str, looked_for: set[str]) -> set[str]:
    """Return what of `looked_for` stands in a file, or in its name, outside the columns where `kind` may."""
    inside = (
        path.relative_to(folder / "results").as_posix() if path.is_relative_to(folder / "results") else ""
    )
    columns = allowed_columns(inside, kind) if kind in (TEXT, BIRTH_DATE) else []
    if allowed_anywhere_in(inside, kind):
        return set()
    found: set[str] = set()
    for text in (str(path.relative_to(folder)).encode(), *texts_in(path, columns)):
        if kind == "record number":
            found |= {match.decode().upper() for match in NUMBER.findall(text)} & looked_for
        elif kind == BIRTH_DATE:
            found |= days_in(text) & looked_for
        else:
            lower = text.lower()
            found |= {word for word in looked_for if word.encode() in lower}
    return found


def leaks(folder: Path, kind: str, looked_for: set[str]) -> dict[str, set[str]]:
    """Return what leaked, by file."""
    found = {
        path.relative_to(folder).as_posix(): found_in(folder, path, kind, looked_for)
        for path in left_by_a_run(folder)
    }
    return {name: some for name, some in found.items() if some}


def record_numbers(folder: Path) -> set[str]:
    return set(Export(folder / RAW).tables["patients"]["MRN"])


def birth_dates(folder: Path) -> set[str]:
    return days_in("\n".join(Export(folder / RAW).tables["patients"]["DOB"]).encode())


def test_no_record_number_is_anywhere(ran):
    assert len(record_numbers(ran)) > 100
    assert leaks(ran, "record number", record_numbers(ran)) == {}


def test_nothing_of_a_column_that_is_not_mapped_is_anywhere(ran):
    assert leaks(ran, "not mapped", set(UNREAD)) == {}


def test_what_is_typed_into_a_mapped_column_is_only_where_the_design_allows(ran):
    assert leaks(ran, TEXT, set(TYPED)) == {}


def test_the_end_of_a_long_note_is_in_extract_alone(ran):
    files = leaks(ran, "anywhere", {TAIL})
    tables = ("extract/measurement.parquet", "extract/drug_exposure.parquet")
    pages = {name for name in files if name.startswith("results/audit/data/table/extract.")}
    assert set(files) - pages == {f"results/{table}" for table in tables}


def test_birth_dates_are_only_where_ages_are_worked_out(ran):
    assert len(birth_dates(ran)) > 100
    assert leaks(ran, BIRTH_DATE, birth_dates(ran)) == {}
    log = pd.read_csv(ran / "results/clean/cleaning_log.csv", dtype="string")
    of_birth_dates = log[log["column"] == "birth_date"]
    assert len(of_birth_dates) > 10
    assert of_birth_dates[["raw_value", "new_value"]].isna().to_numpy().all()


def test_the_scan_finds_what_is_there(ran):
    """The exceptions hold what they are exceptions for, so the other tests could fail."""
    everything = set(leaks(ran, "anywhere", set(TYPED)))
    assert {
        "results/extract/drug_exposure.parquet",
        "results/clean/quarantine.csv",
        "results/clean/cleaning_log.csv",
    } <= everything
    assert found_in(ran, ran / "results/clean/person.parquet", BIRTH_DATE, birth_dates(ran)) == set()
    born = (
        pd.read_parquet(ran / "results/clean/person.parquet")["birth_date"].dropna().dt.strftime("%Y-%m-%d")
    )
    assert set(born) <= birth_dates(ran)
    assert len(set(born)) > 100


@pytest.mark.parametrize("held", PRIVATE_VALUES, ids=lambda held: held.files)
def test_every_exception_is_a_file_with_these_columns(ran, held):
    files = list((ran / "results").glob(held.files))
    assert files
    for path in files if held.columns else []:
        table = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
        assert set(held.columns) <= set(table.columns)


def test_the_documentation_lists_the_exceptions():
    assert private_values_table() in (ROOT / "docs" / "privacy.md").read_text(encoding="utf-8")


def test_a_new_results_folder_is_open_to_its_owner_alone(ran):
    assert stat.S_IMODE((ran / "results").stat().st_mode) == 0o700


def test_a_small_clinic_runs_to_a_paper(ran):
    for analysis in ("replication", "target_trial"):
        estimates = pd.read_csv(ran / "results" / analysis / "model" / "estimates.csv")
        fine = estimates["status"].str.startswith("ok")
        assert estimates.loc[fine, "estimate"].notna().all()
        assert estimates.loc[~fine, "status"].str.startswith("not estimable: ").all()
    assert (ran / "results" / "paper" / "paper.html").stat().st_size > 10_000


def failed(folder: Path) -> str:
    code, output = run_in_one_process(folder, "--cores", "2")
    assert code == 1, output[-3000:]
    (folder / "printed.txt").write_text(output, encoding="utf-8")
    return output


def test_runs_that_fail_leak_nothing_and_never_touch_the_linkage_log(ran):
    numbers, log = record_numbers(ran), (ran / LOG).read_bytes()
    raw = {path: path.read_bytes() for path in (ran / RAW).glob("*.csv")}
    # A file without its header, one with a quotation mark that never closes, one in another encoding.
    scores, codes, effects = (
        ran / RAW / f"{name}.csv" for name in ("pain_scores", "diagnoses", "adverse_effects")
    )
    scores.write_bytes(raw[scores].split(b"\n", 1)[1])
    codes.write_bytes(raw[codes] + b'D9,MRN0010001,,2016-01-01,"zebrafinch\n')
    effects.write_bytes(raw[effects] + b"A9,MRN0010001,,2016-01-01,kookaburra \xff,,\n")
    assert "3 problems" in failed(ran)
    _scanned_again(ran, numbers, log)
    for path, content in raw.items():
        path.write_bytes(content)
    # A column of which nothing can be read.
    export = Export(ran / RAW)
    export.put("visits", "VisitDate", "kookaburra {MRN}")
    export.write()
    assert "1 problem" in failed(ran)
    _scanned_again(ran, numbers, log)
    run_in_one_process(ran, "--cores", "1", "--delete-all-output")
    assert not list((ran / "results").glob("*/*.parquet"))
    assert (ran / LOG).read_bytes() == log


def _scanned_again(folder: Path, numbers: set[str], log: bytes) -> None:
    assert leaks(folder, "record number", numbers) == {}
    assert leaks(folder, "not mapped", set(UNREAD)) == {}
    assert leaks(folder, TEXT, set(TYPED)) == {}
    assert (folder / LOG).read_bytes() == log
    assert not list((folder / ".snakemake").rglob("*linkage*/*.csv"))
