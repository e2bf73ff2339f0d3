"""The register of a study: what was locked and when outcomes were first opened, in an order that cannot be swapped.

One JSON line an entry. Each entry holds the hash of the one before it, so that an entry that was edited, removed
or put elsewhere breaks the chain (Haber and Stornetta 1991). What a chain alone cannot show, that its last entries
are gone, the file beside it shows, which holds the hash of the newest entry.
"""

import json
from pathlib import Path
from typing import Any

from chart2paper.durable import replace_file
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.canonical import digest

Entry = dict[str, Any]
LOCKED, OPENED = "locked", "outcomes opened"
UNKEYED = (
    "an earlier version wrote this entry, with hashes of the export that were made without a key: a row of a patient "
    "can be guessed from them"
)
MOVE = (
    "do not share this register. Move it and its .head and .records into data/linkage, and lock again; results that "
    "are there count as opened"
)
RESTORE = (
    "restore the register and its .head file from a backup or from version control; it must never be edited"
)


def start_register(path: str | Path) -> None:
    """Make an empty register where there is none, so that a first run has one to read."""
    register = Path(path)
    register.parent.mkdir(parents=True, exist_ok=True)
    if not register.exists():
        register.touch()


def read_register(path: str | Path, study: str) -> list[Entry]:
    """Return the entries of a register, oldest first; an absent or empty one has none.

    Raises `Problems` when an entry was edited, removed, belongs to another study or was written by a version whose
    entries must not be shared.
    """
    file, previous, entries = Path(path), "", []
    for row, line in enumerate(_lines(file), 1):
        entry = _entry(line)
        if entry is None or entry.get("hash") != entry_hash(entry):
            raise _broken(file, f"entry {row} was edited", row)
        if entry.get("previous") != previous or entry.get("entry") != row:
            raise _broken(file, f"an entry before entry {row} was removed, added or moved", row)
        if entry.get("study") != study:
            what = f'entry {row} belongs to the study "{entry.get("study")}", not to "{study}"'
            todo = "every study has a register of its own: put each file back under its own name"
            raise Problems([Problem(str(file), what, todo, row=row)])
        if not entry.get("keyed"):
            raise Problems([Problem(str(file), UNKEYED, MOVE, row=row)])
        previous = entry["hash"]
        entries.append(entry)
    newest = _head(file)
    if newest and newest not in {entry["hash"] for entry in entries}:
        raise _broken(file, "the newest entries were removed", None)
    return entries


def append(path: str | Path, entries: list[Entry], content: Entry) -> list[Entry]:
    """Add an entry to the register of which `entries` were read, and return all of them.

    To be called alone in the folder (see `durable.alone_in`). The file is replaced in one step and forced to the
    disk, so that a process killed half-way leaves it as it was or with the whole entry.
    """
    previous = entries[-1]["hash"] if entries else ""
    entry = {"entry": len(entries) + 1, **content, "previous": previous}
    entry["hash"] = entry_hash(entry)
    written = [*entries, entry]
    text = "".join(json.dumps(one, ensure_ascii=False, sort_keys=True) + "\n" for one in written)
    replace_file(Path(path), text)
    replace_file(_head_file(Path(path)), entry["hash"] + "\n")
    return written


def entry_hash(entry: Entry) -> str:
    """Return the SHA-256 of an entry in canonical form, without its own hash."""
    return digest({key: value for key, value in entry.items() if key != "hash"})


def _lines(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return [line for line in text.split("\n") if line]


def _entry(line: str) -> Entry | None:
    try:
        found = json.loads(line)
    except json.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def _broken(file: Path, what: str, row: int | None) -> Problems:
    return Problems([Problem(str(file), what, RESTORE, row=row)])


def _head_file(file: Path) -> Path:
    return file.with_suffix(".head")


def _head(file: Path) -> str:
    head = _head_file(file)
    return head.read_text(encoding="utf-8").strip() if head.is_file() else ""
