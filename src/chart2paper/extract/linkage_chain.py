"""A chain of checksums beside the linkage log, so that no line of it can be changed, added or taken out unnoticed.

The log is only ever appended to. After each time, `<clinic>.chain` gets a line: how long the log is, and the SHA-256
of the line before it and of what was appended (Haber and Stornetta 1991). What is about to be appended lies in
`<clinic>.pending` until then, so that lines of a run that was killed in between are told from lines added by hand.
Like the log, both have mode 0600 and never leave the folder.
"""

import hashlib
from pathlib import Path

from chart2paper.durable import OWNER_ALONE, replace_file, sync_folder
from chart2paper.problems import Problem, Problems

# No log is longer than a number of so many digits.
MOST_DIGITS = 18
GONE = (
    "restore it from a backup (docs/privacy.md). Where there is none, move the .chain file and the earlier results to "
    "another folder and run again: ids are then given anew"
)
UNFIT = "this line and the linkage log do not fit each other"
SHORT = "it ends before the linkage log does"
RESTORE = (
    "restore the linkage log and its .chain file, both from the same backup: they must never be edited by hand "
    "(docs/privacy.md)"
)


def chain_of(log: str | Path) -> Path:
    """Return where the chain of a linkage log lies."""
    return Path(log).with_suffix(".chain")


def has_chain(log: str | Path) -> bool:
    """Return whether a log has a chain; one that an earlier version made has none until people are added."""
    return chain_of(log).exists()


def chain_problems(log: str | Path, content: bytes) -> list[Problem]:
    """Return what is wrong with a log of this content by its chain; nothing where it has no chain.

    What follows the last line of the chain may only be the beginning of what a killed run was about to append.
    """
    if not has_chain(log):
        return []
    if not content and chain_of(log).read_bytes():
        return [Problem(str(log), "the linkage log is gone; its chain of checksums is not", GONE)]
    start, previous = 0, ""
    for number, line in enumerate(chain_of(log).read_bytes().splitlines(keepends=True), 1):
        end = _end_of(line)
        covered = content[start:end]
        if end < start or line != _line(end, previous, covered):
            what = "edited: a line of it, or of its chain of checksums, is not as a run wrote it"
            return [Problem(str(log), what, RESTORE), Problem(str(chain_of(log)), UNFIT, RESTORE, row=number)]
        start, previous = end, _link(previous, covered)
    if not _pending(log).startswith(content[start:]):
        what = "edited: lines were added that no run wrote, or its chain of checksums was cut off"
        return [Problem(str(log), what, RESTORE), Problem(str(chain_of(log)), SHORT, RESTORE)]
    return []


def announce(log: str | Path, content: bytes, more: bytes) -> None:
    """Note what the next line of the chain will cover, before the first byte of it is appended to the log."""
    end, _ = _newest(log)
    replace_file(_pending_of(log), content[end:] + more, OWNER_ALONE)


def close(log: str | Path, content: bytes) -> None:
    """Add a line to the chain for all that was appended since its last one; then nothing is pending any more."""
    end, previous = _newest(log)
    if end < len(content):
        lines = chain_of(log).read_bytes() if has_chain(log) else b""
        replace_file(chain_of(log), lines + _line(len(content), previous, content[end:]), OWNER_ALONE)
    _pending_of(log).unlink(missing_ok=True)
    sync_folder(Path(log).parent)


def raise_if_broken(log: str | Path, content: bytes) -> None:
    """Raise `Problems` where a log does not fit its chain."""
    found = chain_problems(log, content)
    if found:
        raise Problems(found)


def _end_of(line: bytes) -> int:
    """Return how long the log is by a line of its chain; -1 where it does not say so."""
    end = line.partition(b" ")[0]
    return int(end) if end.isdigit() and len(end) <= MOST_DIGITS else -1


def _line(end: int, previous: str, text: bytes) -> bytes:
    return f"{end} {_link(previous, text)}\n".encode()


def _link(previous: str, text: bytes) -> str:
    return hashlib.sha256(previous.encode() + b"\n" + text).hexdigest()


def _pending_of(log: str | Path) -> Path:
    return Path(log).with_suffix(".pending")


def _pending(log: str | Path) -> bytes:
    return _pending_of(log).read_bytes() if _pending_of(log).exists() else b""


def _newest(log: str | Path) -> tuple[int, str]:
    """Return how far the chain of a log reaches, and its last checksum."""
    lines = chain_of(log).read_text("ascii").splitlines() if has_chain(log) else []
    end, _, digest = lines[-1].partition(" ") if lines else ("0", "", "")
    return int(end), digest
