"""Turn the rows of one export file into rows of one canonical table."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.extract import set_aside
from chart2paper.extract.id_forms import as_listed
from chart2paper.extract.identity import names_and_ids, record_numbers
from chart2paper.extract.made_ids import row_ids, visit_ids
from chart2paper.extract.not_records import not_records
from chart2paper.extract.record_numbers import columns_of_record_numbers, without_record_numbers
from chart2paper.problems import Problem, raise_if_any
from chart2paper.reading.formats.csv.reader import ExportFile
from chart2paper.reading.mapping import FileMapping, Mapping, TableMapping
from chart2paper.reading.split_cells import split_rows
from chart2paper.tables.extract import QUARANTINE


@dataclass(frozen=True)
class Sorted:
    """Rows of a file sorted into those that go on (`kept`) and those set aside (`quarantine`).

    `read` counts what the reader found, before anything was sorted.
    """

    read: int
    kept: pd.DataFrame
    quarantine: pd.DataFrame


def canonical_rows(
    export: ExportFile, file: FileMapping, part: TableMapping, mapping: Mapping, study_ids: pd.Series
) -> Sorted:
    """Return the rows of `file` as canonical rows, and those that cannot be used with the reason.

    `study_ids` holds the study id of each record number in the list of patients (its index). The export's
    columns that `part` does not map, and the record number, are left behind here; a record number in another
    column is replaced by the study id.
    Where the file has columns side by side (`unpivot`), each of its records counts as many rows as there
    are such columns, among the kept as among those set aside. Where several entries stand in one cell (`split`), a
    record that can be used counts as many rows as it has entries; one that cannot counts once.
    """
    content = export.rows[part.mapped_columns]
    numbers = as_listed(
        record_numbers(content, file, part, mapping), study_ids.index, mapping.ignore_in_record_numbers
    )
    _refuse_record_numbers(content.drop(columns=part.record_columns), numbers, file.file)
    persons = numbers.map(study_ids).astype("string")
    why = set_aside.reasons(content, numbers, persons, not_records(content, part))
    if part.table == "person":
        usable = why.isna()
        second = set_aside.second_records(content[usable], numbers[usable], persons[usable])
        why[second.index[second]] = set_aside.SECOND_RECORD
    kept = why.isna()
    rows = _filled(export.rows[kept], persons[kept], file, part)
    read = len(export.rows) + len(export.wrong_cells)
    aside = [_wrong_cells(export), _set_aside(why[~kept], persons[~kept])]
    if part.split:
        entries = _entries(rows, part)
        read += len(entries) - len(rows)
        out = entries["reason"].notna()
        rows, repeats = entries[~out], entries[out]
        aside.append(_set_aside(repeats["reason"], repeats["person_id"], _entry_columns(repeats, part)))
    quarantine = pd.concat(aside)
    if part.unpivot:
        rows = _unpivoted(rows, content[kept], part)
        quarantine = pd.concat([quarantine.assign(column=column) for column in part.unpivot])
        read *= len(part.unpivot)
    rows = without_record_numbers(rows, numbers.loc[rows.index], names_and_ids(study_ids, mapping))
    quarantine = quarantine.assign(stage="extract", table=part.table, source_file=file.file)
    quarantine = quarantine.reindex(columns=QUARANTINE.column_names).reset_index(drop=True)
    return Sorted(read, rows.reset_index(drop=True), quarantine)


def _refuse_record_numbers(content: pd.DataFrame, numbers: pd.Series, file: str) -> None:
    """A record number may become a study id and nothing else, or it would reach the results."""
    raise_if_any(
        Problem(
            file,
            "the column holds the record number of its row, which must not reach the results",
            "take it out of the mapping: only person_id may name it",
            column=column,
        )
        for column in columns_of_record_numbers(content, numbers)
    )


def _filled(content: pd.DataFrame, persons: pd.Series, file: FileMapping, part: TableMapping) -> pd.DataFrame:
    """Give each row its canonical columns; the index is still the row of the file."""
    columns: dict[str, pd.Series | str] = {name: content[source] for name, source in part.sources.items()}
    for name, source in part.where_blank.items():
        columns[name] = content[part.sources[name]].fillna(content[source])
    for name, parts in part.date_parts.items():
        columns[name] = _joined_date(content[parts])
    rows = pd.DataFrame({**columns, "person_id": persons}, index=content.index)
    rows = rows.assign(**part.constants, source_file=file.file, source_row=content.index)
    if part.table != "person":
        if file.visit_columns and "visit_occurrence_id" not in rows:
            rows["visit_occurrence_id"] = visit_ids(content[file.visit_columns], persons, file.file)
        own = f"{part.table}_id"
        made = row_ids(content.index, file.file)
        rows[own] = rows[own].fillna(made) if own in rows else made
    return rows


def _entries(rows: pd.DataFrame, part: TableMapping) -> pd.DataFrame:
    """Make a row of each entry of the cells that are split; its place in the cell completes its id."""
    entries = split_rows(rows, part.separators)
    own = f"{part.table}_id"
    return entries.assign(**{own: entries[own] + ":" + entries["entry"].astype("string")})


def _entry_columns(entries: pd.DataFrame, part: TableMapping) -> pd.Series:
    """Name the cell and the place in it, so that entries set aside are told apart."""
    return next(iter(part.split)) + " [" + entries["entry"].astype("string") + "]"


def _joined_date(parts: pd.DataFrame) -> pd.Series:
    """Join year, month and day as 2016-3-5; what follows a blank cell is left out, without a year nothing is left."""
    joined, complete = parts.iloc[:, 0].str.strip(), parts.iloc[:, 0].notna()
    for name in parts.columns[1:]:
        complete &= parts[name].notna()
        joined = joined.where(~complete, joined + "-" + parts[name].str.strip())
    return joined


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


def _wrong_cells(export: ExportFile) -> pd.DataFrame:
    """Return the records with too many or too few cells as rows of the quarantine, without what they hold."""
    reason = set_aside.wrong_cells_reasons(export.wrong_cells)
    return export.wrong_cells[["source_row"]].assign(reason=reason)


def _set_aside(why: pd.Series, persons: pd.Series, column: pd.Series | None = None) -> pd.DataFrame:
    """Return rows of the file as rows of the quarantine, without a word of what they hold."""
    rows = pd.DataFrame({"source_row": why.index, "person_id": persons.array, "reason": why.array})
    return rows if column is None else rows.assign(column=column.array)
