"""Fingerprints of what a study rests on: the data it reads, and the code that makes its numbers."""

import hashlib
from pathlib import Path
from typing import Any

from chart2paper.library_files import PACKAGE_FOLDER, library_files, short_path
from chart2paper.mapping import Mapping
from chart2paper.protocol.choices import digest
from chart2paper.protocol.study import Study

# Stages whose scripts make numbers; figures and the paper only show them.
STAGES = ("extract", "clean", "cohort", "match", "model")
REGISTERS = Path("data/register")


def register_of(study: str) -> str:
    """Return where the register of a study lies."""
    return str(REGISTERS / f"{study}.jsonl")


def data_files(study: Study, mapping: Mapping) -> dict[str, str]:
    """Return the files that make up the data of a study, name -> path: the export, its mapping, the code lists.

    The names do not tell where the export lies, so that moving it is no change.
    """
    lists = study.codelists
    export = {f"export/{file.file}": f"{study.clinic.raw_folder}/{file.file}" for file in mapping.files}
    return {
        **export,
        "mapping": study.clinic.mapping,
        "codelists/pain_conditions": lists.pain_conditions,
        "codelists/drugs": lists.drugs,
        "codelists/pain_words": lists.pain_words,
    }


def number_code(root: str | Path) -> list[str]:
    """Return the code that makes the numbers: scripts of the stages up to the estimates and all they import."""
    scripts = sorted(path for stage in STAGES for path in Path(root, "scripts", stage).glob("*.py"))
    imported = {file for script in scripts for file in library_files(script)}
    return [*map(short_path, scripts), *sorted(imported)]


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
