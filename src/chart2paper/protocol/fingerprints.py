"""Fingerprints of what a study rests on: the data it reads, and the code that makes its numbers."""

import hashlib
from pathlib import Path
from typing import Any

from chart2paper.library_files import PACKAGE_FOLDER
from chart2paper.protocol.canonical import digest


def file_prints(files: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return {name: {sha256, rows, lines}} of files given as name -> path, sorted by name.

    sha256: of the bytes, what `sha256sum` prints. rows: of the lines in any order, their SHA-256 added up (Bellare
    and Micciancio 1997), so that the same rows exported in another order are the same data. In the mapping,
    which is no table, the order of lines counts.
    """
    return {name: _file_print(Path(files[name])) for name in sorted(files)}


def _file_print(path: Path) -> dict[str, Any]:
    whole, total, lines = hashlib.sha256(), 0, 0
    with path.open("rb") as file:
        for line in file:
            whole.update(line)
            total += int.from_bytes(hashlib.sha256(line.rstrip(b"\r\n")).digest(), "big")
            lines += 1
    rows = whole.hexdigest() if path.suffix == ".yaml" else f"{total % 2**256:064x}"
    return {"sha256": whole.hexdigest(), "rows": rows, "lines": lines}


def data_print(files: dict[str, dict[str, Any]]) -> str:
    """Return the fingerprint of the data: one SHA-256 over the rows of every file."""
    return digest({name: [print_["rows"], print_["lines"]] for name, print_ in files.items()})


def code_print(paths: list[str]) -> str:
    """Return the fingerprint of code: one SHA-256 over every file and its name, wherever the project lies."""
    return digest({_name(path): hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in paths})


def _name(path: str) -> str:
    """Return a name that does not depend on where the project is installed."""
    file = Path(path).resolve()
    if file.is_relative_to(PACKAGE_FOLDER.resolve()):
        return f"{PACKAGE_FOLDER.name}/{file.relative_to(PACKAGE_FOLDER.resolve()).as_posix()}"
    return "/".join(file.parts[-3:])
