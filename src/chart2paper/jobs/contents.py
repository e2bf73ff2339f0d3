"""What stands in a file, as a fingerprint: it decides whether a rule runs again, whatever the file's times say."""

import ast
import hashlib
import hmac
import json
import os
import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from chart2paper.durable import OWNER_ALONE, replace_file
from chart2paper.jobs.folders import files_below

# A file that changes in the instant in which it is read can keep its times, so a young one is read again.
YOUNG_NS = 2_000_000_000
# Prints of code by the SHA-256 of the file, so that not every job of a run parses the library anew.
CODE_MEMORY = Path(".snakemake/chart2paper_code.json")


def content_print(path: str | Path) -> str:
    """Return the SHA-256 of what a file says: of its bytes, or of Python code without comments and layout."""
    return code_print(path) or _sha256(path)


def code_print(path: str | Path) -> str:
    """Return the SHA-256 of the syntax tree of a Python file, docstrings included; empty for any other file."""
    if Path(path).suffix != ".py":
        return ""
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (SyntaxError, ValueError):
        return ""
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()


def remember_code(paths: Iterable[str], memory: Path = CODE_MEMORY) -> None:
    """Write down the print of the code of Python files, by the SHA-256 of each, for the jobs of a run to look up."""
    known = remembered_code(memory)
    made = {sha: known.get(sha) or code_print(path) for path in paths for sha in (_sha256(path),)}
    if made != known:
        replace_memory(memory, made)


def remembered_code(memory: Path = CODE_MEMORY) -> dict[str, str]:
    """Return what was written down of code, by SHA-256."""
    return read_memory(memory)


def bytes_print(paths: Iterable[str]) -> str:
    """Return one SHA-256 over every byte of some files: for rules that show code, or compare it, as written."""
    return _together({path: _sha256(path) for path in paths})


def _sha256(path: str | Path) -> str:
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _together(prints: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(prints, sort_keys=True).encode()).hexdigest()


class Contents:
    """Keyed fingerprints of files, kept in a file of their own (mode 0600) so that a big export is read once.

    `key`: 32 bytes (see `linkage_key.sub_key`); what was kept under another key is forgotten.

    A file is read again when its size, place on the disk or times are others. The operating system alone
    sets the time of the last change (ctime): unzip and `rsync -a`, which set the time of modification back, cannot.
    """

    def __init__(self, memory: str | Path, key: bytes):
        self._memory, self._key = Path(memory), key
        self._known: dict[str, tuple[list[int], str]] = _read(self._memory, self._keyed(""))
        self._learned = False

    def of(self, paths: Iterable[str]) -> str:
        """Return one fingerprint of what files say and of their names; a missing file has an empty one.

        A folder stands for the files in it.
        """
        prints: dict[str, str] = {}
        self._learned = False
        for path in paths:
            prints |= self._prints(path)
        if self._learned:
            _write(self._memory, self._keyed(""), self._known)
        return self._keyed(_together(prints))

    def _keyed(self, text: str) -> str:
        return hmac.digest(self._key, text.encode(), "sha256").hex()

    def _prints(self, path: str) -> dict[str, str]:
        try:
            found = os.stat(path)  # noqa: PTH116 - a tenth of the time, for thousands of files at every start
        except (FileNotFoundError, NotADirectoryError):
            return {path: ""}
        if stat.S_ISDIR(found.st_mode):
            return {name: print_ for file in files_below(path) for name, print_ in self._prints(file).items()}
        return {path: self._print(path, found)}

    def _print(self, path: str, found: os.stat_result) -> str:
        seen = marks_of(found)
        if path in self._known and self._known[path][0] == seen:
            return self._known[path][1]
        print_ = self._keyed(content_print(path))
        if not is_young(seen):
            self._known[path], self._learned = (seen, print_), True
        return print_


def marks_of(found: os.stat_result) -> list[int]:
    """Return what another content changes: size, place on the disk, times of modification and of the last change."""
    return [found.st_size, found.st_ino, found.st_mtime_ns, found.st_ctime_ns]


def is_young(marks: list[int]) -> bool:
    """Return whether a file was changed so short a time ago that another change may leave its marks as they are."""
    return abs(time.time_ns() - marks[3]) <= YOUNG_NS


def _read(memory: Path, identifier: str) -> dict[str, tuple[list[int], str]]:
    """Return what was kept under the key with this id."""
    try:
        kept = read_memory(memory)
        files = kept["files"] if kept["key"] == identifier else {}
        return {path: (seen, print_) for path, (seen, print_) in files.items()}
    except (KeyError, TypeError, ValueError):
        return {}


def _write(memory: Path, identifier: str, known: dict[str, tuple[list[int], str]]) -> None:
    replace_memory(memory, {"key": identifier, "files": known})


def read_memory(memory: Path) -> dict[str, Any]:
    """Return what an earlier start or job wrote down; nothing where there is no such file, or one that was cut off."""
    try:
        kept = json.loads(memory.read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def replace_memory(memory: Path, kept: Mapping[str, Any]) -> None:
    """Write down what later starts and jobs look up, in a file that is its owner's alone."""
    memory.parent.mkdir(parents=True, exist_ok=True)
    replace_file(memory, json.dumps(kept), OWNER_ALONE)
