"""Look into every file that a run leaves, whatever it is packed in, for values that must not be there."""

import base64
import contextlib
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pandas as pd
import pypdfium2

BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
DATES = re.compile(rb"\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4}|\d{1,2}-[A-Za-z]{3}-\d{4}|\b(?:19|20)\d{6}\b")


def texts_in(path: Path, without: list[str] | None = None) -> Iterator[bytes]:
    """Yield all that stands in a file: its bytes, and what is packed or encoded in them.

    `without` names columns of a table that are not looked at. A file is unpacked once, until it changes.
    """
    seen = path.stat()
    yield from _texts_in(path, tuple(without or ()), (seen.st_size, seen.st_mtime_ns, seen.st_ctime_ns))


@cache
def _texts_in(path: Path, without: tuple[str, ...], _version: tuple[int, int, int]) -> list[bytes]:
    if path.suffix == ".parquet":
        return [_cells(pd.read_parquet(path).drop(columns=[*without]))]
    if path.suffix == ".csv" and without:
        return [_cells(pd.read_csv(path, dtype="string").drop(columns=[*without]))]
    return list(unpacked(path.read_bytes()))


def _cells(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index=False, date_format="%Y-%m-%d").encode("utf-8")


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield bytes, and whatever a zip (a DOCX is one), gzip, zlib, PDF or base64 text in them holds."""
    yield content
    if content.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    elif content.startswith(b"%PDF"):
        pages = pypdfium2.PdfDocument(content)
        yield "\n".join(page.get_textpage().get_text_bounded() for page in pages).encode("utf-8")
    elif content.startswith(b"\x1f\x8b\x08"):
        yield from unpacked(gzip.decompress(content))
    elif content[:1] == b"\x78" and (inflated := _inflated(content)):
        yield from unpacked(inflated)
    elif content.startswith(b"PAR1"):
        yield _cells(pd.read_parquet(io.BytesIO(content)))
    elif not content.startswith(b"\x89PNG"):
        for text in BASE64.findall(content):
            yield from unpacked(_decoded(text))


def _inflated(content: bytes) -> bytes:
    """Return what zlib packed; nothing where the bytes only begin as zlib's do."""
    try:
        return zlib.decompress(content)
    except zlib.error:
        return b""


def _decoded(text: bytes) -> bytes:
    whole = text.rstrip(b"=").translate(bytes.maketrans(b"-_", b"+/"))
    return base64.b64decode(whole[: len(whole) - (len(whole) % 4 == 1)] + b"===")


def days_in(text: bytes) -> set[str]:
    """Return the days that a text names, as ISO dates, however they are written."""
    return {day for written in set(DATES.findall(text)) if (day := _day(written.decode()))}


@cache
def _day(written: str) -> str:
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y", "%Y%m%d"):
        with contextlib.suppress(ValueError):
            return f"{datetime.strptime(written, form):%Y-%m-%d}"
    return ""
