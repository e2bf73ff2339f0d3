"""What the bytes of a file tell before it is read: another kind of file, another encoding, damaged characters."""

import codecs
import csv
import io
import mmap
import re
from pathlib import Path

from chart2paper.problems import Problem
from chart2paper.reading.formats.csv.records import LONGEST_CELL, too_long
from chart2paper.reading.formats.file_kinds import other_kind, utf16_without_mark
from chart2paper.reading.mapping import FileMapping

UTF8_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
UTF16_BYTE_ORDER_MARKS = (b"\xff\xfe", b"\xfe\xff")
# UTF-8 that was taken for cp1252 and written as UTF-8 again: Ã©, Âµ, Â½, â€“ in place of é, µ, ½ and a dash.
_TWICE = re.compile(rb"\xc3[\x82\x83]\xc2[\x80-\xbf]|\xc3\xa2\xe2\x82\xac")
_ONE_BYTE = ("latin-1", "cp1252")
_PIECE = 1 << 20


def problem_in_bytes(path: Path, file: FileMapping) -> Problem | None:
    """Return the first thing that the bytes of a file tell against reading it as the mapping says.

    A wrong encoding that knows every byte reads a wrong text without a word: UTF-8 as latin-1 (é as Ã©), or cp1252 as
    latin-1, which loses its dashes.
    """
    kind = other_kind(path)
    if kind:
        what, todo = kind
        return Problem(file.file, f"this is no CSV file but {what}", todo)
    with path.open("rb") as raw:
        start = raw.read(3)
    if start == UTF8_BYTE_ORDER_MARK and file.encoding != "utf-8":
        return _other_encoding(file, "utf-8")
    if start[:2] in UTF16_BYTE_ORDER_MARKS and file.encoding != "utf-16":
        return _other_encoding(file, "utf-16")
    if utf16_without_mark(path):
        what = "the file looks like UTF-16, but does not begin with the mark that says so"
        return Problem(file.file, what, "save it as CSV UTF-8")
    with path.open("rb") as raw, mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return _problem_in_content(content, path, file)


def _problem_in_content(content: mmap.mmap, path: Path, file: FileMapping) -> Problem | None:
    if file.encoding in _ONE_BYTE and re.search(rb"[\x80-\xff]", content):
        if _is_utf8(path):
            return _other_encoding(file, "utf-8")
        if file.encoding == "latin-1" and re.search(rb"[\x80-\x9f]", content):
            return _other_encoding(file, "cp1252")
    zero = _first_zero_in_utf16(content) if file.encoding == "utf-16" else content.find(b"\x00")
    if _has_a_huge_row(content):
        return too_long(file)
    if zero >= 0:
        todo = "export the file again; it was cut short, or a program has damaged it"
        return Problem(
            file.file, "the file holds zero bytes, which no text has", todo, row_at(path, file, zero)
        )
    twice = _TWICE.search(content) if file.encoding == "utf-8" else None
    if twice:
        what = "characters were damaged before the export: é stands as Ã©, ½ as Â½, a dash as three signs"
        todo = "export the file again as UTF-8; opening and saving it in another program has done this"
        return Problem(file.file, what, todo, row_at(path, file, twice.start()))
    return None


def _first_zero_in_utf16(content: mmap.mmap) -> int:
    """Return where a zero sign stands in UTF-16: two zero bytes that are one sign; -1 where there is none."""
    place = content.find(b"\x00\x00")
    while place >= 0 and place % 2:
        place = content.find(b"\x00\x00", place + 1)
    return place


def _has_a_huge_row(content: mmap.mmap) -> bool:
    """Whether some stretch of the longest row's length has no line end: read as a line, it would fill the memory."""
    ends = re.compile(rb"[\r\n]")
    whole = range(0, len(content) - LONGEST_CELL, LONGEST_CELL)
    return any(not ends.search(content, start, start + LONGEST_CELL) for start in whole)


def _other_encoding(file: FileMapping, encoding: str) -> Problem:
    return Problem(
        file.file, f"the file is written as {encoding}", f"set encoding: {encoding} in the mapping"
    )


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as raw:
            while piece := raw.read(_PIECE):
                decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def row_of_bad_bytes(path: Path, file: FileMapping) -> int | None:
    """Return the row of the first byte that cannot be decoded; None where rows cannot be counted."""
    try:
        path.read_bytes().decode(file.encoding)
    except UnicodeDecodeError as error:
        return row_at(path, file, error.start)
    return None


def row_at(path: Path, file: FileMapping, place: int) -> int | None:
    """Return the row that a spreadsheet shows for a byte of the file; None where rows cannot be counted."""
    readable = path.read_bytes()[:place].decode(file.encoding, errors="ignore")
    try:
        return sum(1 for _ in csv.reader(io.StringIO(f"{readable}?", newline=""), delimiter=file.delimiter))
    except csv.Error:
        return None
