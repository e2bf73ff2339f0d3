"""Files that are no CSV, known by their first bytes whatever their name, and what to do with each."""

import mmap
import re
from pathlib import Path

CSV = "save it as CSV UTF-8 and name that file in the mapping"
SHEETS = "open it and save each sheet as a file of its own: CSV UTF-8; name those files in the mapping"
DATABASE = "export each table that is needed as a CSV file (UTF-8, with a header)"
UNPACK = "unpack it, and name the files in it in the mapping"
# Enough to see what a text file begins with, behind comments and declarations.
START = 4096

# First bytes, what such a file is, what to do with it. Of two that fit, the first counts.
_BYTES: tuple[tuple[bytes, str, str], ...] = (
    (b"PK\x03\x04", "a zip archive", UNPACK),
    (b"PK\x05\x06", "an empty zip archive", "export it again"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Excel workbook or another Office file", SHEETS),
    (b"\x09\x08", "an old Excel workbook", SHEETS),
    (b"SQLite format 3\x00", "an SQLite database", DATABASE),
    (b"\x00\x01\x00\x00Standard ", "an Access database", DATABASE),
    (b"PGDMP", "a PostgreSQL backup", DATABASE),
    (b"PAR1", "a Parquet file", DATABASE),
    (b"ARROW1", "an Arrow file", DATABASE),
    (b"FEA1", "a Feather file", DATABASE),
    (b"Obj\x01", "an Avro file", DATABASE),
    (b"\x89HDF", "an HDF5 file", DATABASE),
    (b"\x1f\x8b", "a gzip archive", UNPACK),
    (b"BZh", "a bzip2 archive", UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", UNPACK),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
    (b"%PDF", "a PDF file: a picture of a table, not a table", "export the records as CSV UTF-8 instead"),
    (b"{\\rtf", "a text document (RTF)", CSV),
    (b"\x89PNG", "a picture", "export the records as CSV UTF-8 instead"),
    (b"\xff\xd8\xff", "a picture", "export the records as CSV UTF-8 instead"),
    (b"<stata_dta>", "a Stata file", CSV),
    (b"$FL2", "an SPSS file", CSV),
    (b"$FL3", "an SPSS file", CSV),
    (b"RDX", "an R data file", CSV),
    (b"MSH|", "HL7 version 2 messages", DATABASE),
)
# First bytes that a header could begin with: a file with them is text unless it holds zero bytes.
_ALSO_WORDS = (b"PAR1", b"ARROW1", b"FEA1", b"PGDMP", b"BZh", b"RDX")
_DUCKDB_PLACE = 8
_SAS = b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00"

# How a text file begins, behind white space, in small letters.
_TEXTS: tuple[tuple[str, str, str], ...] = (
    (r"[\[{].{0,2000}?\"resourcetype\"\s*:", "FHIR records (JSON), not a table", DATABASE),
    (r"(?:\{|\[\s*[\[{\"])", "a JSON file, not a table", DATABASE),
    (r"<\?xml.{0,2000}?<(?:\?mso-application|workbook)", "an Excel workbook written as XML", SHEETS),
    (r"<\?xml.{0,2000}?<(?:bundle|patient)[^>]*hl7\.org/fhir", "FHIR records (XML), not a table", DATABASE),
    (r"<\?xml", "an XML file, not a table", DATABASE),
    (
        r"(?:<!doctype html|<html|<head|<body|<table|<meta|<style|<!--)",
        "a web page (HTML), also if it is called .xls",
        SHEETS,
    ),
    (r"mime-version:", "a web archive", SHEETS),
    (
        r"(?:--[^\n]*\n\s*)*(?:/\*.*?\*/\s*)?(?:create table|insert into|drop table|begin transaction|pragma )",
        "database commands (SQL)",
        DATABASE,
    ),
)


def other_kind(path: str | Path) -> tuple[str, str] | None:
    """Return what a file is that is no CSV, and what to do with it; None where nothing speaks against a CSV."""
    with Path(path).open("rb") as raw:
        start = raw.read(START)
    if _has_sheets(path, start):
        return "an Excel workbook", SHEETS
    for first, kind, todo in _BYTES:
        if start.startswith(first) and (first not in _ALSO_WORDS or b"\x00" in start):
            return kind, todo
    if start[_DUCKDB_PLACE:].startswith(b"DUCK"):
        return "a DuckDB database", DATABASE
    if _SAS in start[:64]:
        return "a SAS file", CSV
    return _kind_of_text(start)


def _has_sheets(path: str | Path, start: bytes) -> bool:
    """Whether a zip archive is a workbook: Excel's has a file of that name in it, LibreOffice's says so first."""
    if not start.startswith(b"PK\x03\x04"):
        return False
    if b"opendocument.spreadsheet" in start[:200]:
        return True
    with Path(path).open("rb") as raw, mmap.mmap(raw.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(b"xl/workbook") >= 0


def _kind_of_text(start: bytes) -> tuple[str, str] | None:
    text = start.replace(b"\x00", b"").decode("latin-1").removeprefix("\xef\xbb\xbf").removeprefix("\xff\xfe")
    text = text.removeprefix("\xfe\xff").lstrip().casefold()
    for pattern, kind, todo in _TEXTS:
        if re.match(pattern, text, re.DOTALL):
            return kind, todo
    return None


def utf16_without_mark(path: str | Path) -> bool:
    """Whether every second byte of the beginning is zero: UTF-16 text that does not say so."""
    with Path(path).open("rb") as raw:
        start = raw.read(START)
    if len(start) < 4 or start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    halves = (start[0::2], start[1::2])
    return any(half.count(0) > 0.8 * len(half) for half in halves)
