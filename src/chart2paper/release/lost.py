"""Is every release that is out in the register? Asked before anything is written, also when nothing is to be done."""

import hashlib
import json
from pathlib import Path

from chart2paper.problems import Problem, raise_if_any
from chart2paper.release.package import sha256_of_release
from chart2paper.release.register import RESTORE, Entry, Registers, hashes_in, read_private, read_public

LOST = (
    "Without it nobody knows which numbers are out, and a new release could give away a person who came, left or was "
    "corrected since"
)
NO_BACKUP = (
    ". Where there is no backup, do not release to the same people again. Whoever answers for the data may decide "
    'otherwise: --config releases_lost="why", which the release then prints'
)


def releases_out(registers: Registers, acknowledged: str = "") -> list[Entry]:
    """Return the releases of a study, oldest first; raise `Problems` when the register does not know all that are out.

    `acknowledged`: why somebody who answers for the data goes on though the register is lost. The releases that it
    does not know are then entries of their own, with that reason and without counts.
    """
    entries = read_private(registers)
    known = {entry["sha256_of_zip"] for entry in entries}
    listed = [entry["sha256_of_zip"] for entry in read_public(registers)]
    there = sha256_of_release(Path(registers.zip))
    if acknowledged:
        of_others = [one for shas in _of_other_studies(registers).values() for one in shas]
        out = dict.fromkeys([*listed, *([there] if there else []), *of_others])
        unknown = [one for one in out if one not in known]
        return entries + [{"sha256_of_zip": one, "lost": acknowledged} for one in unknown]
    raise_if_any(
        [
            *_not_known(registers, listed, there, known),
            *_not_listed(registers, entries, listed),
            *_others_not_known(registers),
        ]
    )
    return entries


def _not_known(registers: Registers, listed: list[str], there: str | None, known: set[str]) -> list[Problem]:
    found = []
    if there is not None and there not in known:
        what = (
            f"this release is not in the register of releases ({registers.private}): the register is lost, older than "
            f"the release, or the release was changed. {LOST}"
        )
        found.append(Problem(registers.zip, what, RESTORE + NO_BACKUP))
    if missing := [one for one in listed if one not in known]:
        what = (
            f"the private register ({registers.private}) does not know {len(missing)} of the {len(listed)} releases "
            f"listed here: it is lost or older than they are. {LOST}"
        )
        found.append(Problem(registers.public, what, RESTORE + NO_BACKUP))
    return found


def _of_other_studies(registers: Registers) -> dict[str, list[str]]:
    """Return the releases on the public lists of other studies that no private register knows: their people may be
    people of this study as well. Studies of other clinics have registers beside their own linkage logs."""
    own, clinics = Path(registers.public), Path(registers.private).parent.parent
    unknown = {}
    for file in sorted(own.parent.glob("*.json")):
        private = [Path(registers.private), *clinics.glob(f"*.releases/{file.name}")]
        known = {sha for path in private for sha in hashes_in(path)}
        unknown[str(file)] = [sha for sha in hashes_in(file) if sha not in known]
    return {file: shas for file, shas in unknown.items() if shas and Path(file) != own}


def _others_not_known(registers: Registers) -> list[Problem]:
    what = f"releases listed here are in no private register beside a linkage log: it is lost. {LOST}"
    return [Problem(file, what, RESTORE + NO_BACKUP) for file in _of_other_studies(registers)]


def _not_listed(registers: Registers, entries: list[Entry], listed: list[str]) -> list[Problem]:
    """A run that was killed between the two registers leaves its release in the private one alone, with those that it
    acknowledged as lost; run again, it adds them."""
    before = entries[:-1]
    while before and "lost" in before[-1]:
        before = before[:-1]
    missing = [entry for entry in before if entry["sha256_of_zip"] not in listed]
    if not missing:
        return []
    what = f"{len(missing)} of the releases that the private register knows are not listed here"
    todo = "put the committed version of this file back (git checkout), or restore it from a backup"
    return [Problem(registers.public, what, todo)]


def print_of(entries: list[Entry], zip_file: str) -> str:
    """Return 64 signs that stand for the releases before the one in `zip_file`: others decide anew.

    The release of the same results, made again, is not one that came before it. The seals are keyed, so that this
    says nothing about anybody.
    """
    own = sha256_of_release(Path(zip_file))
    before = [
        entry.get("seal", entry["sha256_of_zip"]) if "lost" not in entry else entry["sha256_of_zip"]
        for entry in entries
        if entry["sha256_of_zip"] != own
    ]
    return hashlib.sha256(json.dumps(before).encode()).hexdigest()
