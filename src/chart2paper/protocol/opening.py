"""Noting in the register that outcomes are opened."""

from pathlib import Path

from chart2paper.durable import alone_in
from chart2paper.protocol.lock_status import State, is_opened, opened
from chart2paper.protocol.register import Entry, append, read_register


def note_opening(register: str | Path, state: State) -> list[Entry]:
    """Note that outcomes are opened with this protocol and these data, once, and return the register's entries.

    Raises `Problems` when somebody edited the register.
    """
    with alone_in(Path(register).parent):
        entries = read_register(register, state.study)
        return entries if is_opened(entries, state) else append(register, entries, opened(state))
