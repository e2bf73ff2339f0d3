"""From a whole export to canonical tables, with every row accounted for."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from chart2paper.extract.canonical import Sorted, canonical_rows
from chart2paper.extract.id_forms import as_listed
from chart2paper.extract.identity import record_numbers
from chart2paper.problems import Problem, Problems
from chart2paper.reading.formats.csv.reader import ExportFile, read_export_file
from chart2paper.reading.mapping import FileMapping, Mapping, TableMapping
from chart2paper.tables.extract import EXTRACT_TABLES, QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import shape


@dataclass(frozen=True)
class Extracted:
    """One canonical table with its part of the row ledger and of the quarantine."""

    table: str
    rows: pd.DataFrame
    row_ledger: pd.DataFrame
    quarantine: pd.DataFrame


def extract_tables(mapping: Mapping, folder: str | Path, linkage: pd.DataFrame) -> Iterator[Extracted]:
    """Yield every canonical table, filled or not, one at a time so that only one is in memory.

    `linkage` (record_number, person_id) must know everybody in the list of patients. Visits come before the
    tables that may take a date from them.
    """
    study_ids = _study_ids(mapping, folder, linkage)
    visits = pd.DataFrame()
    for name in EXTRACT_TABLES:
        parts = [
            (file.file, part, canonical_rows(read, file, part, mapping, study_ids))
            for file, part in mapping.filling(name)
            for read in [_read(folder, file, [*part.mapped_columns, *file.visit_columns])]
        ]
        extracted = _joined(name, parts, mapping, visits)
        if name == "visit_occurrence":
            visits = extracted.rows
        yield extracted


def _study_ids(mapping: Mapping, folder: str | Path, linkage: pd.DataFrame) -> pd.Series:
    """Return the study ids of the people in the list of patients, by record number.

    The linkage also remembers people of earlier exports: they are strangers to this one.
    """
    file, part = mapping.filling("person")[0]
    listed = record_numbers(_read(folder, file, part.mapped_columns).rows, file, part, mapping)
    present = listed.dropna().unique()
    study_ids = linkage.set_index("record_number")["person_id"]
    unknown = int((~pd.Index(present).isin(study_ids.index)).sum())
    if unknown:
        what = f"the linkage log lacks {unknown} of the record numbers"
        raise Problems([Problem(file.file, what, "run the workflow from its first step")])
    return study_ids[study_ids.index.isin(present)]


def _read(folder: str | Path, file: FileMapping, columns: list[str]) -> ExportFile:
    return read_export_file(Path(folder) / file.file, file, list(dict.fromkeys(columns)))


def _joined(
    name: str, parts: list[tuple[str, TableMapping, Sorted]], mapping: Mapping, visits: pd.DataFrame
) -> Extracted:
    kept = [
        _with_visit_dates(_with_listed_visits(rows.kept, part, visits, mapping), part, visits)
        for _, part, rows in parts
    ]
    rows = pd.concat(kept) if kept else pd.DataFrame()
    if name == "condition_occurrence" and isinstance(mapping.code_system, str):
        stated = (
            rows["code_system"] if "code_system" in rows else pd.Series(pd.NA, rows.index, dtype="string")
        )
        rows["code_system"] = stated.fillna(mapping.code_system)
    ledger = pd.DataFrame([_ledger_row(file, name, rows) for file, _, rows in parts])
    aside = pd.concat([rows.quarantine for _, _, rows in parts]) if parts else pd.DataFrame()
    return Extracted(
        name, shape(rows, EXTRACT_TABLES[name]), shape(ledger, ROW_LEDGER), shape(aside, QUARANTINE)
    )


def _with_listed_visits(
    rows: pd.DataFrame, part: TableMapping, visits: pd.DataFrame, mapping: Mapping
) -> pd.DataFrame:
    """Write visit ids as the visits write them, where the mapping says what may differ."""
    ignored = mapping.ignore_in_visit_ids
    if not ignored or visits.empty or "visit_occurrence_id" not in part.columns:
        return rows
    ids = as_listed(rows["visit_occurrence_id"].str.strip(), pd.Index(visits["visit_occurrence_id"]), ignored)
    return rows.assign(visit_occurrence_id=ids)


def _with_visit_dates(rows: pd.DataFrame, part: TableMapping, visits: pd.DataFrame) -> pd.DataFrame:
    """Fill the columns that come from the visit, found by its id and person.

    A visit id that the export uses for visits with different dates tells nothing: the cell stays empty.
    """
    for column, source in part.from_visit.items():
        keys = ["visit_occurrence_id", "person_id"]
        known = visits[[*keys, source]].dropna().drop_duplicates()
        known = known[~known.duplicated(keys, keep=False)].rename(columns={source: column})
        rows = rows.merge(known, on=keys, how="left", validate="many_to_one")
    return rows


def _ledger_row(file: str, table: str, rows: Sorted) -> dict[str, str | int]:
    return {
        "stage": "extract",
        "source_file": file,
        "table": table,
        "rows_read": rows.read,
        "rows_kept": len(rows.kept),
        "rows_quarantined": len(rows.quarantine),
    }
