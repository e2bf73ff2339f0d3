"""Whose register is it? One that was left by other records says nothing about this study, and stops it."""

from dataclasses import replace
from pathlib import Path

from chart2paper.durable import replace_file
from chart2paper.extract.linkage_log import refuse_a_log_of_others
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.jobs.linkage_key import records_id
from chart2paper.problems import Problem, Problems
from chart2paper.protocol.lock_status import State
from chart2paper.protocol.register import Entry
from chart2paper.protocol.sources import linkage_of
from chart2paper.reading.mapping import Mapping

OWN_NAME = (
    "give this study a name of its own (study, in the study file), so that it gets a register of its own"
)


def state_with_owner(state: State, clinic: str) -> State:
    """Return a study as it is now, with whose records it is about."""
    return replace(state, clinic=clinic, records=records_id(linkage_of(clinic)))


def refuse_records_of_others(mapping: Mapping, raw_folder: str) -> None:
    """Raise `Problems` when the linkage log under the clinic's name is of other people than those in the export."""
    linkage = linkage_of(mapping.clinic)
    if Path(linkage).exists():
        people = read_person_rows(mapping, raw_folder)
        refuse_a_log_of_others(linkage, people["record_number"])


def refuse_other_records(register: str | Path, entries: list[Entry], state: State) -> None:
    """Raise `Problems` when a register is about other records than those of the study.

    An entry names its clinic. The file beside the register holds an id of the records, which the key beside the
    linkage log gives (see `records_id`); without that key nothing in the register can be compared with the data.
    """
    for entry in entries:
        clinic = entry.get("clinic", state.clinic)
        if clinic != state.clinic:
            what = f"it belongs to the records of the clinic {clinic}, and the mapping names the clinic {state.clinic}"
            raise _refused(register, what, OWN_NAME, entry["entry"])
    owner = _owner_file(register)
    records = owner.read_text("ascii").strip() if owner.is_file() else state.records
    if entries and records != state.records:
        what = f"it belongs to other records of a clinic called {state.clinic}, or the key in data/linkage was lost"
        todo = (
            "restore data/linkage from a backup; where there is none, docs/privacy.md says what to do. If these are "
            f"other records, {OWN_NAME}"
        )
        raise _refused(register, what, todo, None)


def note_owner(register: str | Path, state: State) -> None:
    """Write beside a register whose records it is about; to be called alone in the folder.

    The id is random, and the register's own fingerprint stands in the records of a run: in a file of its own, the same
    protocol and records leave the same register everywhere.
    """
    replace_file(_owner_file(register), state.records + "\n")


def _owner_file(register: str | Path) -> Path:
    return Path(register).with_suffix(".records")


def _refused(register: str | Path, what: str, todo: str, row: int | None) -> Problems:
    return Problems([Problem(str(register), f"this register is of other records: {what}", todo, row)])
