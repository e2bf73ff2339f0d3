"""Is every file of the export there, readable, and shaped as the mapping says? All problems at once."""

import csv
import io
import itertools
import os
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from chart2paper.clean.persons import no_births
from chart2paper.extract.csv_text import open_text, read_header, records
from chart2paper.mapping import CANONICAL_WORDS, FileMapping, Mapping, TableMapping
from chart2paper.problems import Problem, did_you_mean, raise_if_any

UTF8_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF16_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")


def check_files(mapping: Mapping, folder: str | Path) -> None:
    """Raise `Problems` with everything that would keep the export in `folder` from being read.

    Looks at every file whole: missing or empty files, bytes that the declared encoding does not know,
    quotation marks that never close (they would swallow the rows that follow), missing, unnamed and
    repeated columns, a list of patients without patients, and columns whose texts `values` does not list.
    """
    problems = [problem for file in mapping.files for problem in _file_problems(Path(folder), file)]
    raise_if_any([*problems, *_unlisted_words(mapping), *_no_births(mapping)])


def _file_problems(folder: Path, file: FileMapping) -> list[Problem]:
    path = folder / file.file
    if not path.is_file():
        others = sorted(item.name for item in folder.glob("*")) if folder.is_dir() else []
        hint = did_you_mean(file.file, others)
        return [Problem(file.file, f"the file is not in {folder}.{hint}", "check the name in the mapping")]
    if not os.access(path, os.R_OK):
        return [
            Problem(file.file, "the file may not be read", "ask its owner for permission, or copy it again")
        ]
    if path.stat().st_size == 0:
        return [Problem(file.file, "the file is empty", "export it again")]
    mark = _other_byte_order_mark(path, file)
    if mark:
        return [Problem(file.file, f"the file is written as {mark}", f"set encoding: {mark} in the mapping")]
    unreadable = _unreadable(path, file)
    return [unreadable] if unreadable else list(_column_problems(path, file))


def _other_byte_order_mark(path: Path, file: FileMapping) -> str:
    """Return the encoding that the file's first bytes announce, where it is not the declared one."""
    with path.open("rb") as raw:
        start = raw.read(3)
    if start == UTF8_BYTE_ORDER_MARK and file.encoding != "utf-8":
        return "utf-8"
    if start[:2] in UTF16_BYTE_ORDER_MARKS and file.encoding != "utf-16":
        return "utf-16"
    return ""


def _unreadable(path: Path, file: FileMapping) -> Problem | None:
    """Read the whole file strictly; return the first thing that cannot be read.

    The fast reader is lenient: after a quotation mark that never closes it takes the rest of the file
    for one cell. Python's own reader, in strict mode, tells.
    """
    row = itertools.count(1)
    try:
        with open_text(path, file) as text:
            deque(zip(records(text, file), row, strict=False), maxlen=0)
    except UnicodeError:
        what = f"a character is not {file.encoding}"
        todo = "set the encoding in the mapping to that of the export (often cp1252 or latin-1)"
        return Problem(file.file, what, todo, row=_row_of_bad_bytes(path, file))
    except csv.Error:
        what = "a quotation mark is not closed, or stands inside a quoted cell without being doubled"
        return Problem(file.file, what, "correct the row, or export the file again", row=next(row))
    return None


def _row_of_bad_bytes(path: Path, file: FileMapping) -> int | None:
    """Return the row of the first byte that cannot be decoded; None where rows cannot be counted."""
    content = path.read_bytes()
    try:
        content.decode(file.encoding)
        return None
    except UnicodeDecodeError as error:
        readable = content[: error.start].decode(file.encoding, errors="ignore")
    try:
        return sum(1 for _ in csv.reader(io.StringIO(f"{readable}?", newline=""), delimiter=file.delimiter))
    except csv.Error:
        return None


def _column_problems(path: Path, file: FileMapping) -> Iterator[Problem]:
    header, has_rows = read_header(path, file)
    if not any(name.strip() for name in header):
        yield Problem(file.file, "the first row does not hold column names", "export it with a header", row=1)
        return
    if not set(header) & set(file.export_columns):
        # Then it may be a patient's row: none of its cells is shown.
        what = f"none of the columns {', '.join(file.export_columns)} is in the first row"
        todo = "check that the export has a header, and the delimiter and the columns in the mapping"
        yield Problem(file.file, what, todo, row=1)
        return
    for name in sorted({name for name in header if header.count(name) > 1}):
        what = "two columns have this name" if name.strip() else "two columns have no name"
        yield Problem(file.file, what, "give each column a name of its own", row=1, column=name)
    for name in file.export_columns:
        if name not in header:
            what = f"the file has no such column.{did_you_mean(name, header)}"
            yield Problem(file.file, what, "correct the mapping, or export the column", row=1, column=name)
    if not has_rows and any(table.table == "person" for table in file.tables):
        yield Problem(file.file, "the list of patients has a header and no rows", "export it again")


def _unlisted_words(mapping: Mapping) -> Iterator[Problem]:
    """Texts that `values` does not list are set aside: a whole column of them is a mistake."""
    for file in mapping.files:
        for table in file.tables:
            for column in sorted(table.filled & set(CANONICAL_WORDS)):
                listed = {text.strip().casefold() for text in mapping.values.get(column, {})}
                todo = f"list them in the mapping: values: {column}: {{text: word}}"
                if not listed:
                    place = table.sources.get(column)
                    yield Problem(file.file, f"the texts of {column} are not listed", todo, column=place)
                    continue
                for text in _texts_in_mapping(table, column):
                    if text.strip().casefold() not in listed:
                        yield Problem(file.file, f'"{text}" is not listed for {column}', todo)


def _no_births(mapping: Mapping) -> Iterator[Problem]:
    """Without any birth date or age nobody could be shown to be old enough, and the whole cohort would be empty."""
    births = any("birth_date" in part.filled for _, part in mapping.filling("person"))
    if not births and not any(
        "age_source_value" in part.filled for _, part in mapping.filling("visit_occurrence")
    ):
        yield no_births(mapping)


def _texts_in_mapping(table: TableMapping, column: str) -> list[str]:
    """Texts of a canonical column that stand in the mapping itself rather than in the file."""
    if column in table.constants:
        return [table.constants[column]]
    return table.unpivot if column == "measurement_source_value" else []
