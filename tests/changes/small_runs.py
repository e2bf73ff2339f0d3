"""Runs small enough to read: only the files a test is about, in a results folder of their own."""

import pandas as pd

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.changes.run import Run
from chart2paper.tables.clean import CLEAN_TABLES
from chart2paper.tables.extract import EXTRACT_TABLES, QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import shape, write_table

CHOICES = {"matching": {"ratio": {"value": 1.0, "basis": "assumed", "why": "as an example"}}}
STUDY = {
    "study": "small",
    "results_dir": "results",
    "primary_analysis": "trial",
    "analyses": {"trial": {"title": "The trial", **CHOICES}},
    "data_lock_date": {"value": "2020-12-31", "basis": "reported", "why": ""},
    "clinic": {"raw_folder": "data/raw/small", "mapping": "small.yaml", "simulated": True},
    "codelists": {"drugs": "drugs.csv"},
}
MANIFEST = {"study": STUDY, "software": {"pandas": "3"}, "lock_file": {}, "sources": {}, "files": {}}


def score(row, value="7", person="P0001", day="2016-03-05", kind="AveragePain", own=None):
    """Return a raw pain score; without an id of its own it gets one from its place, as extract does it."""
    return {
        "measurement_id": own or f"scores.csv:{row}:{kind}",
        "person_id": person,
        "measurement_date": day,
        "measurement_source_value": kind,
        "value_source_value": value,
        "source_file": "scores.csv",
        "source_row": row,
    }


def person(row, id="P0001", born="1960-05-05"):
    """Return a raw person."""
    return {
        "person_id": id,
        "birth_date": born,
        "gender_source_value": "F",
        "source_file": "people.csv",
        "source_row": row,
    }


def small_run(folder, manifest=MANIFEST, clean=None, quarantine=(), **rows):
    """Write the extract tables (`rows`: table -> list of rows), clean tables and quarantine of a run."""
    for part in ("extract", "clean"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name, table in EXTRACT_TABLES.items():
        write_table(pd.DataFrame(rows.get(name, [])), table.on(PAIN), folder / f"extract/{name}.parquet")
        frame = shape(pd.DataFrame((clean or {}).get(name, [])), CLEAN_TABLES[name])
        write_table(frame, CLEAN_TABLES[name].on(PAIN), folder / f"clean/{name}.parquet")
    write_table(pd.DataFrame([*quarantine]), QUARANTINE, folder / "clean/quarantine.csv")
    write_table(_ledger(rows), ROW_LEDGER, folder / "extract/row_ledger.csv")
    return Run(folder, manifest)


def _ledger(rows):
    return pd.DataFrame(
        [
            {
                "stage": "extract",
                "source_file": file,
                "table": name,
                "rows_read": len(found),
                "rows_kept": len(found),
                "rows_quarantined": 0,
            }
            for name, found in rows.items()
            for file in {row["source_file"] for row in found}
        ]
    )
