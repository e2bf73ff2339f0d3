"""Writing and reading the demo clinic's export: eight CSV files, each written in its own way."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from chart2paper.demo_clinic.course import simulate_course
from chart2paper.demo_clinic.mess import Tables
from chart2paper.demo_clinic.mess_registry import make_mess
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import simulate_people
from chart2paper.demo_clinic.records import write_down
from chart2paper.demo_clinic.truth import find_truth


@dataclass(frozen=True)
class Layout:
    """How one file is written: text encoding, delimiter, line ends."""

    encoding: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\n"


LAYOUTS = {
    "patients": Layout(encoding="utf-8-sig", line_end="\r\n"),
    "visits": Layout(encoding="latin-1", line_end="\r\n"),
    "pain_scores": Layout(),
    "function_scores": Layout(),
    "medications": Layout(encoding="latin-1", delimiter=";", line_end="\r\n"),
    "diagnoses": Layout(),
    "procedures": Layout(),
    "adverse_effects": Layout(),
}

README = """# Demo clinic: simulated data

**Everything in this folder is simulated. No real person, visit, score or prescription is in it.** Names,
phone numbers and addresses are invented.

The files imitate, mess included, what the electronic record of one pain practice might export for the years
2014 to 2020. They were written by `scripts/make_demo_clinic.py`; how, and which true effect of low-dose
naltrexone was put in, is described in `docs/demo_clinic.md`.
"""


def simulate_clinic(p: DemoParameters) -> tuple[Tables, dict[str, Any]]:
    """Return the export as messy text tables by file name, and the content of the truth file."""
    people = simulate_people(p)
    course = simulate_course(people, p)
    truth = find_truth(people, course, p)
    return make_mess(write_down(people, course, p), p.seed), truth


def write_clinic(p: DemoParameters, folder: str | Path) -> None:
    """Simulate a clinic and write its CSV files and README into `folder`, and `<folder>.truth.json` beside it."""
    tables, truth = simulate_clinic(p)
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    write_tables(tables, folder)
    (folder / "README.md").write_bytes(README.encode())
    text = json.dumps({"clinic": folder.name, **truth}, indent=2, sort_keys=True) + "\n"
    folder.with_name(f"{folder.name}.truth.json").write_bytes(text.encode())


def write_tables(tables: Tables, folder: str | Path) -> None:
    """Write text tables by file name as CSV files, each in its own layout."""
    for name, table in tables.items():
        _write(table, LAYOUTS[name], Path(folder) / f"{name}.csv")


def _write(table: pd.DataFrame, layout: Layout, path: Path) -> None:
    table.to_csv(
        path, index=False, sep=layout.delimiter, lineterminator=layout.line_end, encoding=layout.encoding
    )


def read_export(folder: str | Path) -> Tables:
    """Read the CSV files of a demo clinic back as text tables, blanks as empty texts."""
    return {
        name: pd.read_csv(
            Path(folder) / f"{name}.csv",
            sep=layout.delimiter,
            encoding=layout.encoding,
            dtype="str",
            keep_default_na=False,
        )
        for name, layout in LAYOUTS.items()
    }
