"""Turn the rows of one export file into rows of one canonical table."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.dictionary.extract import QUARANTINE
from chart2paper.extract import set_aside
from chart2paper.extract.reader import ExportFile
from chart2paper.extract.record_numbers import without_record_numbers
from chart2paper.mapping import TableMapping


@dataclass(frozen=True)
class Sorted:
    """Rows of a file sorted into those that go on (`kept`) and those set aside (`quarantine`).

    `read` counts what the reader found, before anything was sorted.
    """

    read: int
    kept: pd.DataFrame
    quarantine: pd.DataFrame


def canonical_rows(export: ExportFile, file: str, part: TableMapping, study_ids: pd.Series) -> Sorted:
    """Return the rows of `file` as canonical rows, and those that cannot be used with the reason.

    `study_ids` holds the study id of each record number in the list of patients (its index). The export's
    columns that `part` does not map, and the record number, are left behind here; a record number in another
    column is replaced by the study id.
    Where the file has columns side by side (`unpivot`), each of its records counts as many rows as there
    are such columns, among the kept as among those set aside.
    """
    content = export.rows[part.mapped_columns]
    record_numbers = content[part.record_number].str.strip()
    persons = record_numbers.map(study_ids).astype("string")
    why = set_aside.reasons(content, record_numbers, persons)
    if part.table == "person":
        usable = why.isna()
        second = set_aside.second_records(content[usable], record_numbers[usable], persons[usable])
        why[second.index[second]] = set_aside.SECOND_RECORD
    kept = why.isna()
    rows = _filled(content[kept], persons[kept], file, part)
    if part.unpivot:
        rows = _unpivoted(rows, content[kept], part)
    rows = without_record_numbers(rows, record_numbers.loc[rows.index], study_ids)
    aside = _quarantine(export, why[~kept], persons[~kept], file, part)
    read = (len(export.rows) + len(export.wrong_cells)) * max(1, len(part.unpivot))
    return Sorted(read, rows.reset_index(drop=True), aside)


def _filled(content: pd.DataFrame, persons: pd.Series, file: str, part: TableMapping) -> pd.DataFrame:
    """Give each row its canonical columns; the index is still the row of the file."""
    columns: dict[str, pd.Series | str] = {name: content[source] for name, source in part.columns.items()}
    for name, source in part.where_blank.items():
        columns[name] = content[part.columns[name]].fillna(content[source])
    rows = pd.DataFrame({**columns, "person_id": persons}, index=content.index)
    rows = rows.assign(**part.constants, source_file=file, source_row=content.index)
    if part.table != "person":
        own = f"{part.table}_id"
        made = f"{file}:" + pd.Series(content.index, content.index).astype("string")
        rows[own] = rows[own].fillna(made) if own in rows else made
    return rows


def _unpivoted(rows: pd.DataFrame, content: pd.DataFrame, part: TableMapping) -> pd.DataFrame:
    """Make a row of each cell of the columns that stand side by side; a blank cell is a row too."""
    cells = [
        rows.assign(
            measurement_source_value=column,
            value_source_value=content[column],
            measurement_id=rows["measurement_id"] + f":{column}",
        )
        for column in part.unpivot
    ]
    return pd.concat(cells)


def _quarantine(
    export: ExportFile, why: pd.Series, persons: pd.Series, file: str, part: TableMapping
) -> pd.DataFrame:
    """Return the rows set aside as rows of the quarantine, without a word of what they hold."""
    wrong = export.wrong_cells[["source_row"]].assign(
        reason=set_aside.wrong_cells_reasons(export.wrong_cells)
    )
    others = pd.DataFrame({"source_row": why.index, "person_id": persons.array, "reason": why.array})
    rows = pd.concat([wrong, others]).assign(stage="extract", table=part.table, source_file=file)
    if part.unpivot:
        rows = pd.concat([rows.assign(column=column) for column in part.unpivot])
    return rows.reindex(columns=QUARANTINE.column_names).reset_index(drop=True)
