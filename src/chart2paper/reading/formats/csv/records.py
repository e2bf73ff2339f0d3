"""A CSV file of an export, record by record: for its header and for strict checks, not for its rows."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from chart2paper.problems import Problem
from chart2paper.reading.mapping import FileMapping

# Excel's hint of the delimiter, in a row of its own before the header. Spreadsheets do not show it.
_HINT = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
# Python's own limit is 131,072 characters in a cell; a note may be longer. More than this is no cell, nor a row.
LONGEST_CELL = 1 << 24
# What may stand around a column's name unseen: white space, and marks without width.
_UNSEEN = "".join(chr(code) for code in (0xFEFF, 0x200B, 0x200C, 0x200D, 0x2060))


def read_header(path: str | Path, file: FileMapping) -> tuple[list[str], bool]:
    """Return the column names in the first row (none for an empty file), and whether rows follow.

    What stands around a name unseen is no part of it.
    """
    names, has_rows = read_written_header(path, file)
    return [seen(name) for name in names], has_rows


def read_written_header(path: str | Path, file: FileMapping) -> tuple[list[str], bool]:
    """Return the same, with each name as it is written."""
    with open_text(path, file) as text:
        rows = records(text, file)
        return next(rows, []), next(rows, None) is not None


def seen(name: str) -> str:
    """Return a name without white space and marks without width around it."""
    return name.strip().strip(_UNSEEN).strip()


def open_text(path: str | Path, file: FileMapping) -> TextIO:
    """Open a file in its declared encoding at its header, line ends untouched, a byte-order mark removed."""
    # "utf-8-sig" is UTF-8 with or without a byte-order mark.
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    text = Path(path).open(encoding=encoding, newline="")  # noqa: SIM115 - the caller closes it
    if not _HINT.fullmatch(text.readline(len('"sep=;"\r\n'))):
        text.seek(0)
    return text


def hinted_delimiter(path: str | Path, file: FileMapping) -> str | None:
    """Return the delimiter that a row before the header names (sep=;), if there is such a row."""
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    with Path(path).open(encoding=encoding, newline="") as text:
        found = _HINT.fullmatch(text.readline(len('"sep=;"\r\n')))
    return found[1] if found else None


def too_long(file: FileMapping) -> Problem:
    """Return the problem of a row that is longer than any row of records."""
    what = f"a row holds more than {LONGEST_CELL >> 20} million characters"
    return Problem(file.file, what, "export the file without the column of long texts, or with shorter ones")


def records(text: TextIO, file: FileMapping) -> Iterator[list[str]]:
    """Return the records one by one; `csv.Error` for a quotation mark that is not closed or not doubled."""
    csv.field_size_limit(LONGEST_CELL)
    return csv.reader(text, delimiter=file.delimiter, strict=True)
