"""Read a CSV file of an export: everything as text, every row numbered as a spreadsheet numbers it."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from chart2paper.problems import Problem, Problems
from chart2paper.reading.formats.csv.records import (
    LONGEST_CELL,
    hinted_delimiter,
    read_written_header,
    seen,
    too_long,
)
from chart2paper.reading.mapping import FileMapping

# Bytes parsed at a time. One row must fit in a block, so it is far larger than any honest row.
BLOCK_BYTES = LONGEST_CELL


@dataclass(frozen=True)
class ExportFile:
    """What a file of the export holds.

    `rows`: the columns asked for, as text, blank cells missing; the index `source_row` is the row a
    spreadsheet shows (header = 1, and every record counts, also one set aside).
    `wrong_cells`: one row per record with too many or too few cells: `source_row`, `cells`, `expected`.
    Their text is left out: nobody can tell which of its cells is a name.
    """

    rows: pd.DataFrame
    wrong_cells: pd.DataFrame


def read_export_file(path: str | Path, file: FileMapping, columns: list[str]) -> ExportFile:
    """Read `columns` of a file whose encoding, delimiter and columns `file_checks` found in order.

    Raises `Problems` when the file has rows and none has as many cells as the header.
    """
    header, has_rows = read_written_header(path, file)
    if not has_rows:
        return ExportFile(pd.DataFrame(columns=columns, dtype="string"), _wrong_cells([]))
    wrong: list[tuple[int, int, int]] = []
    written = {seen(name): name for name in header}
    named = [written[name] for name in columns]
    hint = int(hinted_delimiter(path, file) is not None)

    def set_aside(row: arrow_csv.InvalidRow) -> str:
        wrong.append((row.number - hint, row.actual_columns, row.expected_columns))
        return "skip"

    # Threads would lose the number of a row that is set aside.
    table = _read(
        path,
        arrow_csv.ReadOptions(
            use_threads=False, block_size=BLOCK_BYTES, encoding=file.encoding, skip_rows=hint
        ),
        arrow_csv.ParseOptions(
            delimiter=file.delimiter,
            newlines_in_values=True,
            ignore_empty_lines=False,
            invalid_row_handler=set_aside,
        ),
        arrow_csv.ConvertOptions(include_columns=named, column_types=dict.fromkeys(named, pa.string())),
        file,
    ).rename_columns(columns)
    wrong_cells = _wrong_cells(wrong)
    if len(wrong_cells) and not table.num_rows:
        what = "no row has as many cells as the header has columns"
        todo = "check the delimiter in the mapping, or export the file again"
        raise Problems([Problem(file.file, what, todo)])
    numbers = np.arange(2, table.num_rows + len(wrong_cells) + 2)
    kept = np.delete(numbers, wrong_cells["source_row"].to_numpy() - 2)
    return ExportFile(_as_frame(table, kept), wrong_cells)


def _read(
    path: str | Path,
    read: arrow_csv.ReadOptions,
    parse: arrow_csv.ParseOptions,
    convert: arrow_csv.ConvertOptions,
    file: FileMapping,
) -> pa.Table:
    try:
        return arrow_csv.read_csv(path, read, parse, convert)
    except pa.ArrowInvalid as error:
        if "straddl" not in str(error):
            raise
        raise Problems([too_long(file)]) from None


def _wrong_cells(wrong: list[tuple[int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(wrong, columns=["source_row", "cells", "expected"], dtype="int64")


def _as_frame(table: pa.Table, source_rows: np.ndarray) -> pd.DataFrame:
    """Turn an Arrow table of text into a frame in which cells with nothing but spaces are missing."""
    columns = {}
    for name in table.column_names:
        cells = table.column(name)
        blank = pc.equal(pc.utf8_trim_whitespace(cells), "")
        columns[name] = pd.Series(pc.if_else(blank, None, cells), dtype="string")
    frame = pd.DataFrame(columns, columns=table.column_names)
    return frame.set_axis(pd.Index(source_rows, name="source_row"))
