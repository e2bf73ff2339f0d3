"""The registers of what was released: a private one beside the linkage log, and a public list of the zips that are out.

The private register knows exact counts, and the people behind every group by keyed tokens (`groups.py`); a release is
compared with it. The public list knows SHA-256 of each zip and the limits, no number of people; it is committed, so
that a private register that was lost or put back to an older state is noticed.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chart2paper.durable import FOLDER_OF_OWNER, OWNER_ALONE, alone_in, replace_file
from chart2paper.jobs.linkage_key import key_of, make_key, sub_key
from chart2paper.problems import Problem, Problems

Entry = dict[str, Any]
PURPOSE = "register of releases"
RESTORE = 'restore the folder data/linkage from a backup (docs/release.md, "When the register is lost")'


@dataclass(frozen=True)
class Registers:
    """Where the registers of a study lie, the key of the clinic, and the zip that the study's release is."""

    study: str
    private: str
    public: str
    key: str
    zip: str


def registers_of(study: str, linkage: str, zip_file: str) -> dict[str, str]:
    """Return the fields of `Registers` for a study; `linkage` is the linkage log of its clinic."""
    return {
        "study": study,
        "private": str(Path(linkage).with_suffix(".releases") / f"{study}.json"),
        "public": f"data/releases/{study}.json",
        "key": str(key_of(linkage)),
        "zip": zip_file,
    }


def read_private(registers: Registers) -> list[Entry]:
    """Return the releases of a study, oldest first; none where there is no register.

    Raises `Problems` when it cannot be read, or was not written with the key that lies beside the linkage log: a
    release that ignores earlier ones would not be safe.
    """
    entries = _entries(Path(registers.private))
    if entries and not _is_whole(entries, sub_key(registers.key, PURPOSE)):
        what = "the register of releases was changed by hand, is damaged, or was made with another key"
        raise Problems([Problem(registers.private, what, f"{RESTORE}, register and key of the same day")])
    return entries


def read_public(registers: Registers) -> list[Entry]:
    """Return the public list of releases, oldest first; raise `Problems` when it cannot be read."""
    return _entries(Path(registers.public))


def hashes_in(path: str | Path) -> list[str]:
    """Return SHA-256 of each release in a register; raise `Problems` when it cannot be read."""
    return [entry["sha256_of_zip"] for entry in _entries(Path(path))]


def entries_of_others(registers: Registers) -> dict[str, list[Entry]]:
    """Return the releases of the clinic's other studies, whose people may be people of this one as well."""
    own = Path(registers.private)
    files = sorted(file for file in own.parent.glob("*.json") if file != own)
    return {file.stem: read_private(replace(registers, study=file.stem, private=str(file))) for file in files}


def _entries(path: Path) -> list[Entry]:
    if not path.exists():
        return []
    try:
        entries = list(json.loads(path.read_text(encoding="utf-8"))["releases"])
        if not all(isinstance(entry["sha256_of_zip"], str) for entry in entries):
            raise ValueError
    except (ValueError, KeyError, TypeError):
        what = "the register of releases cannot be read, so that nobody knows what is out"
        raise Problems([Problem(str(path), what, RESTORE)]) from None
    return entries


def _seal(key: bytes, before: str, entry: Mapping[str, Any]) -> str:
    content = json.dumps({name: entry[name] for name in sorted(entry) if name != "seal"}, sort_keys=True)
    return hmac.new(key, f"{before}\n{content}".encode(), "sha256").hexdigest()


def _is_whole(entries: list[Entry], key: bytes) -> bool:
    """Return whether each entry has the seal that key, entry and the seal before it give."""
    before = ""
    for entry in entries:
        if not hmac.compare_digest(str(entry.get("seal", "")), _seal(key, before, entry)):
            return False
        before = entry["seal"]
    return True


def append_release(registers: Registers, entries: list[Entry]) -> bool:
    """Add releases to both registers, unless they are in them; return whether the private one has grown.

    Earlier entries are never touched. Each file replaces the old one in one step, under a lock, so that a kill leaves
    the old or the new one; the private register comes first, so that it never knows less than the public list.
    """
    private = Path(registers.private)
    private.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    make_key(registers.key)
    key = sub_key(registers.key, PURPOSE)
    with alone_in(private.parent):
        old = read_private(registers)
        known, sealed = {entry["sha256_of_zip"] for entry in old}, list(old)
        for entry in entries:
            if entry["sha256_of_zip"] not in known:
                sealed.append(entry | {"seal": _seal(key, sealed[-1]["seal"] if sealed else "", entry)})
        if len(sealed) > len(old):
            _write(private, registers.study, sealed, OWNER_ALONE)
    Path(registers.public).parent.mkdir(parents=True, exist_ok=True)
    with alone_in(Path(registers.public).parent):
        listed = read_public(registers)
        there = {entry["sha256_of_zip"] for entry in listed}
        new = [public_part(entry) for entry in sealed if entry["sha256_of_zip"] not in there]
        if new:
            _write(Path(registers.public), registers.study, [*listed, *new], 0o644)
    return len(sealed) > len(old)


def public_part(entry: Entry) -> Entry:
    """Return what the committed list says of a release: which zip it is, and the limits it was made with."""
    return {name: entry[name] for name in ("sha256_of_zip", "threshold", "base") if name in entry}


def _write(path: Path, study: str, entries: list[Entry], mode: int) -> None:
    content = {"study": study, "releases": entries}
    replace_file(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n", mode)
