"""Fingerprints of what a study rests on: the data it reads, and the code that makes its numbers."""

import hashlib
import hmac
from pathlib import Path

from chart2paper.jobs.library_files import PACKAGE_FOLDER
from chart2paper.jobs.linkage_key import sub_key
from chart2paper.protocol.canonical import digest

PURPOSE = "rows"


def file_prints(files: dict[str, str], key: str | Path) -> dict[str, str]:
    """Return the keyed fingerprint of each of some files, given as name -> path, sorted by name.

    key: the file with the key beside the linkage log. A fingerprint is the HMAC-SHA256 of the SHA-256 of all lines
    added up and of their number (the sum: Bellare and Micciancio 1997), so that the same rows exported in another
    order are the same data. The sum itself must not be shown: the difference of two sums is the hash of the row that
    was added. In the mapping, which is no table, the order of lines counts.
    """
    rows_key = sub_key(key, PURPOSE)
    return {
        name: hmac.digest(rows_key, _content_without_order(Path(files[name])), "sha256").hex()
        for name in sorted(files)
    }


def _content_without_order(path: Path) -> bytes:
    """Return what is the same for the same rows in any order, and for the same settings in their order."""
    if path.suffix == ".yaml":
        return b"settings" + hashlib.sha256(path.read_bytes()).digest()
    total, lines = 0, 0
    with path.open("rb") as file:
        for line in file:
            total += int.from_bytes(hashlib.sha256(line.rstrip(b"\r\n")).digest(), "big")
            lines += 1
    return f"rows {total % 2**256:064x} {lines}".encode()


def data_print(files: dict[str, str]) -> str:
    """Return the fingerprint of the data: one SHA-256 over the keyed fingerprints of every file."""
    return digest(files)


def code_print(paths: list[str]) -> str:
    """Return the fingerprint of code: one SHA-256 over every file and its name, wherever the project lies."""
    return digest({_name(path): hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in paths})


def _name(path: str) -> str:
    """Return a name that does not depend on where the project is installed."""
    file = Path(path).resolve()
    if file.is_relative_to(PACKAGE_FOLDER.resolve()):
        return f"{PACKAGE_FOLDER.name}/{file.relative_to(PACKAGE_FOLDER.resolve()).as_posix()}"
    return "/".join(file.parts[-3:])
