"""Noting in the register that outcomes are opened."""

from dataclasses import replace
from pathlib import Path

from chart2paper.durable import alone_in
from chart2paper.protocol.belonging import (
    note_owner,
    refuse_other_records,
    refuse_records_of_others,
    state_with_owner,
)
from chart2paper.protocol.elsewhere import opened_elsewhere
from chart2paper.protocol.lock_status import State, is_opened, opened
from chart2paper.protocol.register import Entry, append, read_register
from chart2paper.reading.mapping import load_mapping


def note_opening(
    register: str | Path, state: State, data: dict[str, str], raw_folder: str, results: str
) -> list[Entry]:
    """Note that outcomes are opened with this protocol and these data, once, and return the register's entries.

    data: the files that are the study's data, name -> path (see `sources.data_files`).
    results: the study's own folder of results; what lies in others is looked for (see `elsewhere`).

    Raises `Problems` when somebody edited the register, or when it, or the linkage log, is of other records.
    """
    mapping = load_mapping(data["mapping"])
    refuse_records_of_others(mapping, raw_folder)
    with alone_in(Path(register).parent):
        entries = read_register(register, state.study)
        state = state_with_owner(state, mapping.clinic)
        refuse_other_records(register, entries, state)
        note_owner(register, state)
        if is_opened(entries, state):
            return entries
        elsewhere = opened_elsewhere(state, data, str(register), results)
        return append(register, entries, opened(replace(state, elsewhere=elsewhere)))
