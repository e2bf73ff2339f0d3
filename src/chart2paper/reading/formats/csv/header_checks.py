"""Does the first row hold the columns that the mapping names, each once? Where not: what stands in its place."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

from chart2paper.problems import Problem, did_you_mean
from chart2paper.reading.formats.csv.records import hinted_delimiter, open_text, read_header, seen
from chart2paper.reading.mapping import FileMapping

DELIMITERS = {",": '","', ";": '";"', "\t": '"\\t"', "|": '"|"'}
# Rows in which a header below a report's title is looked for.
FIRST_ROWS = 40
# Tables of which a study can do without any row.
MAY_BE_EMPTY = ("procedure_occurrence", "observation")


def header_problems(path: Path, file: FileMapping) -> Iterator[Problem]:
    """Yield what is wrong with the header of a file that can be read. No cell of a patient's row is shown."""
    hint = hinted_delimiter(path, file)
    if hint is not None and hint != file.delimiter:
        what = f"the row sep={hint} above the header names another delimiter than the mapping"
        yield Problem(file.file, what, f"set delimiter: {DELIMITERS.get(hint, hint)} in the mapping")
        return
    header, has_rows = read_header(path, file)
    if not set(header) & set(file.export_columns):
        yield _no_header(path, file, header)
        return
    for name in sorted({name for name in header if header.count(name) > 1}):
        what = "two columns have this name" if name else "two columns have no name"
        yield Problem(file.file, what, "give each column a name of its own", row=1, column=name)
    for name in file.export_columns:
        if name not in header:
            yield _no_column(name, header, file)
    if not has_rows and any(table.table not in MAY_BE_EMPTY for table in file.tables):
        tables = ", ".join(table.table for table in file.tables)
        who = "the list of patients" if "person" in tables else "the file"
        yield Problem(file.file, f"{who} has a header and no rows", f"export it again: it fills {tables}")


def _no_header(path: Path, file: FileMapping, header: list[str]) -> Problem:
    delimiter = _other_delimiter(path, file)
    if delimiter is not None:
        what = f"the columns are separated by {delimiter}, not by {DELIMITERS.get(file.delimiter, file.delimiter)}"
        return Problem(file.file, what, f"set delimiter: {delimiter} in the mapping", row=1)
    row = _row_of_header(path, file)
    if row is not None:
        what = f"the column names stand in row {row}, below {row - 1} other rows"
        return Problem(file.file, what, "delete the rows above them in a copy, and name the copy", row=1)
    if not any(header):
        return Problem(
            file.file, "the first row does not hold column names", "export it with a header", row=1
        )
    what = f"none of the columns {', '.join(file.export_columns)} is in the first row"
    todo = "check that the export has a header, and the delimiter and the columns in the mapping"
    return Problem(file.file, what, todo, row=1)


def _no_column(name: str, header: list[str], file: FileMapping) -> Problem:
    same = [other for other in header if other.casefold() == name.casefold()]
    hint = f' Did you mean "{same[0]}"?' if len(same) == 1 else did_you_mean(name, header)
    todo = "correct the mapping, or export the column"
    return Problem(file.file, f"the file has no such column.{hint}", todo, row=1, column=name)


def _other_delimiter(path: Path, file: FileMapping) -> str | None:
    for delimiter, shown in DELIMITERS.items():
        if delimiter == file.delimiter:
            continue
        header, _ = read_header(path, file.model_copy(update={"delimiter": delimiter}))
        if set(file.export_columns) <= set(header):
            return shown
    return None


def _row_of_header(path: Path, file: FileMapping) -> int | None:
    with open_text(path, file) as text:
        first = itertools.islice(csv.reader(text, delimiter=file.delimiter), FIRST_ROWS)
        for row, cells in enumerate(first, 1):
            if set(file.export_columns) <= {seen(cell) for cell in cells}:
                return row
    return None
