"""A clinic whose export is spoilt gives the cohort of the honest export, or is told what is wrong before the run.

Each spoilt form is one that record systems and spreadsheets make of themselves. The clinic is simulated.
"""

import re
from collections.abc import Callable

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.all_tables import Settings
from chart2paper.data_quality.gate import problems_of
from chart2paper.data_quality.whole_export import read_whole_export
from chart2paper.demo_clinic.export import write_clinic
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.extract.file_checks import check_files
from chart2paper.extract.identifier_checks import identifier_problems
from chart2paper.problems import Problems
from chart2paper.reading.mapping import Mapping
from chart2paper.yaml_file import read_yaml
from data_quality.looking import DESIGNS, LOCK, ROOT, lists
from workflow.canaries import Export

Clinic = tuple[Export, dict]


@pytest.fixture(scope="session")
def honest(tmp_path_factory):
    """A simulated clinic of 300 people: its folder, and what its honest export gives."""
    folder = tmp_path_factory.mktemp("honest") / "raw"
    write_clinic(DemoParameters(n_persons=300), folder)
    return folder, found_in(folder, mapping())


def mapping() -> dict:
    return read_yaml(ROOT / "data/mappings/demo_clinic.yaml")


def found_in(folder, settings: dict) -> tuple[dict, list[str]]:
    """Return who is exposed and left, and what stops the run."""
    try:
        clinic = Mapping.model_validate(settings)
        check_files(clinic, folder)
        found = read_whole_export(folder, Settings(clinic, lists(), LOCK, PAIN), DESIGNS)
    except Problems as problems:
        return {}, [str(problem) for problem in problems.problems]
    of_ids = identifier_problems(clinic, folder)
    problems = [*of_ids, *problems_of(found.losses, clinic, "mapping.yaml"), *found.problems]
    left = {name: dict(one.roles) for name, one in found.left.items()}
    people = found.report.exposed.exposed if found.report.exposed else 0
    return {"exposed": people, "left": left}, [str(problem) for problem in problems]


def columns(export: Export, *names: str) -> list[tuple[pd.DataFrame, str]]:
    return [(table, name) for table in export.tables.values() for name in names if name in table]


def change(clinic: Clinic, names: tuple[str, ...], pattern: str, new: str) -> None:
    for table, name in columns(clinic[0], *names):
        table[name] = table[name].str.replace(pattern, new, regex=True)


def separator_in_the_drug_line(clinic: Clinic) -> None:
    change(clinic, ("DrugLine",), r"(?i)^(low dose naltrexone|naltrexone|ldn)\b", "LDN - naltrexone")


def drug_with_a_companion(clinic: Clinic) -> None:
    change(
        clinic, ("DrugLine",), r"(?i)^((low dose naltrexone|naltrexone|ldn)\b.*)$", r"\1; continue gabapentin"
    )


def decimal_commas(clinic: Clinic) -> None:
    change(clinic, ("DrugLine", "Sig", "AveragePain", "WorstPain", "CurrentPain"), r"(\d)\.(\d)", r"\1,\2")


def days_first(clinic: Clinic) -> None:
    dates = ("DOB", "VisitDate", "EntryDate", "OrderDate", "StopDate", "DxDate", "ProcDate", "EventDate")
    change(clinic, dates, r"^(\d\d)/(\d\d)/(\d{4})$", r"\2/\1/\3")
    change(clinic, dates, r"^(\d{4})-(\d\d)-(\d\d)$", r"\3/\2/\1")


def lost_zeros_in(name: str) -> Callable[[Clinic], None]:
    """Record numbers are digits with zeros in front, and one file was saved by a spreadsheet."""

    def spoil(clinic: Clinic) -> None:
        change(clinic, ("MRN",), "^MRN", "")
        table = clinic[0].tables[name]
        table["MRN"] = table["MRN"].str.lstrip("0")

    spoil.__name__ = f"lost_zeros_in_{name}"
    return spoil


def names_instead_of_numbers(clinic: Clinic) -> None:
    """The record number is the name, and two people have one name."""
    people = clinic[0].tables["patients"].drop_duplicates("MRN").set_index("MRN")
    names = people["FirstName"] + " " + people["LastName"]
    names.iloc[1:12] = names.iloc[0]
    for table, column in columns(clinic[0], "MRN"):
        table[column] = table[column].map(names).fillna("")


def wide_sheet(clinic: Clinic) -> None:
    """The orders of a visit stand in one cell."""
    orders = clinic[0].tables["medications"]
    cells = orders.groupby("VisitID")["DrugLine"].agg("; ".join)
    first = orders.drop_duplicates("VisitID").copy()
    first["DrugLine"] = first["VisitID"].map(cells)
    clinic[0].tables["medications"] = first


def two_diagnoses_in_a_cell(clinic: Clinic) -> None:
    table = clinic[0].tables["diagnoses"]
    table["Code"] = table.groupby("VisitID")["Code"].transform("; ".join)


def adverse_effects_of_nobody(clinic: Clinic) -> None:
    table = clinic[0].tables["adverse_effects"]
    table["MRN"] = "X" + table["MRN"]


def no_births(clinic: Clinic) -> None:
    clinic[1]["files"][0]["tables"][0]["columns"].pop("birth_date")
    clinic[1]["files"][0]["tables"][0].pop("same_person")


def statuses_in_other_words(clinic: Clinic) -> None:
    change(clinic, ("Status",), r"(?i)^completed$", "Seen")


SPOILT = [
    separator_in_the_drug_line,
    drug_with_a_companion,
    decimal_commas,
    days_first,
    *(lost_zeros_in(name) for name in ("patients", "visits", "pain_scores", "medications", "diagnoses")),
    *(lost_zeros_in(name) for name in ("procedures", "adverse_effects")),
    names_instead_of_numbers,
    wide_sheet,
    two_diagnoses_in_a_cell,
    adverse_effects_of_nobody,
    no_births,
    statuses_in_other_words,
]


def test_the_honest_export_has_exposed_people_and_no_problem(honest):
    people, problems = honest[1]
    assert problems == []
    assert people["exposed"] >= 10
    assert all(left.get("exposed") and left.get("comparator") for left in people["left"].values())


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_a_spoilt_export_gives_the_honest_cohort_or_is_told(spoil, honest, tmp_path):
    clinic = Export(honest[0]), mapping()
    spoil(clinic)
    clinic[0].folder = tmp_path
    clinic[0].write()
    people, problems = found_in(tmp_path, clinic[1])
    assert people == honest[1][0] or problems, "another cohort, and not a word about it"
    for problem in problems:
        assert re.search(r"To do: \w", problem), problem
