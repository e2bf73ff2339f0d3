"""Were the analyses fixed before outcomes were opened, and what changed later? Read off the register's order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from chart2paper.protocol.canonical import digest
from chart2paper.protocol.fingerprints import data_print
from chart2paper.protocol.register import LOCKED, OPENED, Entry

# When the lock came: never, before outcomes were first opened, or after.
When = Literal["never", "before", "after"]
# How the paper calls its results.
Label = Literal["prespecified", "changed", "exploratory"]
# What the paper and other pages show of an entry; its choices stay in the register.
SHOWN = ("entry", "kind", "on", "by", "protocol", "data", "code", "elsewhere", "hash")


@dataclass(frozen=True)
class State:
    """A study as it is now.

    choices: place -> value; files: name -> keyed fingerprint (see `file_prints`); wording: place -> words;
    code: fingerprint of the code that makes the numbers. These two do not matter when outcomes are opened.
    clinic, records: whose records they are (see `belonging`); elsewhere: where in the folder, but in the study's own
    register, outcomes of these records are known to have been opened (see `elsewhere`).
    """

    study: str
    choices: dict[str, Any]
    files: dict[str, str]
    wording: dict[str, str] = field(default_factory=dict)
    code: str = ""
    clinic: str = ""
    records: str = ""
    elsewhere: tuple[str, ...] = ()

    @property
    def prints(self) -> dict[str, str]:
        """The fingerprints that an entry of the register names."""
        return {"protocol": digest(self.choices), "data": data_print(self.files), "code": self.code}


def locked(state: State, on: str, by: str, manifest: str = "") -> Entry:
    """Return the entry of a lock: the day and the person as given, and every choice, to tell later changes from.

    manifest: SHA-256 of the manifest of the results that were there when the protocol was locked, if any were.
    """
    content = {"choices": state.choices, "wording": state.wording, "manifest": manifest}
    return {"kind": LOCKED, **_of_state(state), "code": state.code, "on": on, "by": by, **content}


def opened(state: State) -> Entry:
    """Return the entry of outcomes being opened. It has no date: what counts is the order of the entries."""
    return {"kind": OPENED, **_of_state(state)}


def _of_state(state: State) -> Entry:
    both = {name: state.prints[name] for name in ("protocol", "data")}
    who = {"study": state.study, "clinic": state.clinic}
    return {**who, **both, "keyed": True, "files": state.files, "elsewhere": list(state.elsewhere)}


def is_opened(entries: list[Entry], state: State) -> bool:
    """Return whether the register says that outcomes were opened with this protocol and these data."""
    now = state.prints
    return any(
        entry["protocol"] == now["protocol"] and entry["data"] == now["data"]
        for entry in _of(OPENED, entries)
    )


def lock_status(entries: list[Entry], state: State, register: str) -> dict[str, Any]:
    """Return whether the analyses were locked before outcomes were opened, and every later change.

    The lock that counts is the last one before outcomes of these records were first opened, with whatever data and in
    whatever study of the folder; when there is none, the last lock. `label` is prespecified (locked before, nothing
    changed), changed (locked before, settings differ now) or exploratory (not locked, or locked after outcomes had been
    opened).
    """
    base, when = _base(entries)
    since = _since(base, state) if base else NOTHING_LOCKED
    return {
        "study": state.study,
        "register": register,
        **state.prints,
        "locked": when,
        "label": _label(when, since["changes"]),
        "lock": _shown(base) if base else None,
        **since,
        "changed_in_sight": bool(since["changes"])
        and (_opened_with_other(entries, state, "protocol") or _first_opened_elsewhere(entries)),
        "other_data_opened": _opened_with_other(entries, state, "data"),
        "opened_elsewhere": base["elsewhere"] if base else [],
        "data_opened_before_lock": base is not None and _opened_before(entries, base, state.prints["data"]),
        "entries": [_shown(entry) for entry in entries],
    }


NOTHING_LOCKED: dict[str, Any] = {
    "changes": [],
    "reworded": [],
    "new_data": False,
    "changed_files": [],
    "code_changed": False,
}


def _since(base: Entry, state: State) -> dict[str, Any]:
    """Return how the study differs from what was locked: settings, words, data, code."""
    return {
        "changes": list(_changes(base, state)),
        "reworded": _reworded(base, state),
        "new_data": base["data"] != state.prints["data"],
        "changed_files": _changed_files(base["files"], state.files),
        "code_changed": base["code"] != state.code,
    }


def _base(entries: list[Entry]) -> tuple[Entry | None, When]:
    openings, locks = _of(OPENED, entries), _of(LOCKED, entries)
    first = openings[0]["entry"] if openings else len(entries) + 1
    before = [lock for lock in locks if lock["entry"] < first and not lock["elsewhere"]]
    if before:
        return before[-1], "before"
    return (locks[-1], "after") if locks else (None, "never")


def _label(when: When, changes: list[dict[str, Any]]) -> Label:
    if when != "before":
        return "exploratory"
    return "changed" if changes else "prespecified"


def _changes(base: Entry, state: State) -> Iterator[dict[str, Any]]:
    """Give each setting whose value differs: where, what was locked, what is used, and the reason given for it.

    A reason that was already there when the other value was locked is no reason for the change.
    """
    for place in sorted({*base["choices"], *state.choices}):
        was, is_ = base["choices"].get(place), state.choices.get(place)
        missing = place not in base["choices"], place not in state.choices
        if was != is_ or any(missing):
            kind = "added" if missing[0] else "removed" if missing[1] else "changed"
            words = state.wording.get(place, "")
            why = words if words != base["wording"].get(place) else ""
            yield {"setting": place, "kind": kind, "locked": was, "used": is_, "why": why}


def _reworded(base: Entry, state: State) -> list[str]:
    """Return the places whose words differ though their value does not."""
    places = sorted({*base["wording"], *state.wording})
    differ = [place for place in places if base["wording"].get(place) != state.wording.get(place)]
    return [place for place in differ if base["choices"].get(place) == state.choices.get(place)]


def _changed_files(was: dict[str, Any], is_: dict[str, Any]) -> list[str]:
    return [name for name in sorted({*was, *is_}) if was.get(name) != is_.get(name)]


def _opened_with_other(entries: list[Entry], state: State, what: str) -> bool:
    """Return whether outcomes had been opened with another protocol (or other data) before they were with this one."""
    openings = _of(OPENED, entries)
    return bool(openings) and openings[0][what] != state.prints[what]


def _first_opened_elsewhere(entries: list[Entry]) -> bool:
    """Return whether outcomes of these records had been opened elsewhere before this study first opened them."""
    openings = _of(OPENED, entries)
    return bool(openings) and bool(openings[0]["elsewhere"])


def _opened_before(entries: list[Entry], base: Entry, data: str) -> bool:
    return any(e["entry"] < base["entry"] and e["data"] == data for e in _of(OPENED, entries))


def _of(kind: str, entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry["kind"] == kind]


def _shown(entry: Entry) -> dict[str, Any]:
    return {name: entry.get(name) for name in SHOWN}
