"""A CSV file of an export, record by record: for its header and for strict checks, not for its rows."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from chart2paper.mapping import FileMapping


def read_header(path: str | Path, file: FileMapping) -> tuple[list[str], bool]:
    """Return the column names in the first row (none for an empty file), and whether rows follow."""
    with open_text(path, file) as text:
        rows = records(text, file)
        return next(rows, []), next(rows, None) is not None


def open_text(path: str | Path, file: FileMapping) -> TextIO:
    """Open a file in its declared encoding, line ends untouched, a byte-order mark removed."""
    # "utf-8-sig" is UTF-8 with or without a byte-order mark.
    encoding = "utf-8-sig" if file.encoding == "utf-8" else file.encoding
    return Path(path).open(encoding=encoding, newline="")


def records(text: TextIO, file: FileMapping) -> Iterator[list[str]]:
    """Return the records one by one; `csv.Error` for a quotation mark that is not closed or not doubled."""
    return csv.reader(text, delimiter=file.delimiter, strict=True)
