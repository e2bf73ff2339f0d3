"""Errors whose cause is the machine, in plain words: a full disk, no memory, no permission.

Libraries report these as errors of their own, with the system's words somewhere in a message that may also hold a
cell. Only those words are looked for; the message itself is not repeated.
"""

import errno
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from chart2paper.terminal import printable


@dataclass(frozen=True)
class Cause:
    """What the machine refused: the system's numbers and words for it (POSIX.1-2017, errno.h), ours, and what to do."""

    numbers: tuple[int, ...]
    signs: tuple[str, ...]
    what: str
    todo: str


# DuckDB's errors of files and memory, which have no number.
OF_DUCKDB = ("IOException", "OutOfMemoryException", "FatalException")
CAUSES = (
    Cause(
        (errno.ENOSPC,),
        ("no space left on device", "disk full", "not enough space"),
        "the disk is full",
        "make room (df -h tells which disk), then run again: what is finished is kept",
    ),
    Cause(
        (errno.EDQUOT,),
        ("disk quota exceeded",),
        "your account may not store more on this disk (its quota is used up)",
        "delete what is not needed or ask for more room, then run again",
    ),
    Cause(
        (errno.EFBIG,),
        ("file too large", "file size limit"),
        "a file became larger than this machine or your account allows",
        "ask for a higher limit (ulimit -f), or use another disk",
    ),
    Cause(
        (errno.ENOMEM,),
        ("cannot allocate memory", "out of memory", "could not allocate", "malloc of size", "bad_alloc"),
        "there is not enough memory",
        "close other programs, run with fewer cores (--cores 1), or use a machine with more memory",
    ),
    Cause(
        (errno.EROFS,),
        ("read-only file system",),
        "the disk can be read only",
        "use a folder on a disk that may be written",
    ),
    Cause(
        (errno.EACCES, errno.EPERM),
        ("permission denied", "operation not permitted"),
        "your account may not read or write a file or folder",
        "give it permission (ls -l shows the owner), or run as the account that made the folder",
    ),
    Cause(
        (errno.EMFILE, errno.ENFILE),
        ("too many open files",),
        "too many files are open at once",
        "raise the limit (ulimit -n 4096), or run with fewer cores",
    ),
    Cause(
        (errno.EIO,),
        ("input/output error",),
        "the disk could not be read or written: it may be failing, or a network disk was lost",
        "check the disk, then run again",
    ),
)


def cause_of(error: BaseException) -> Cause | None:
    """Return what the machine refused, by the error's number or the system's words in it; None for any other error."""
    number = getattr(error, "errno", None)
    if isinstance(error, MemoryError):
        number = errno.ENOMEM
    for cause in CAUSES:
        if number in cause.numbers:
            return cause
    # Other errors may quote a cell, in which such words may stand, too.
    from_system = isinstance(error, OSError) or type(error).__name__ in OF_DUCKDB
    return cause_in(str(error)) if number is None and from_system else None


def cause_in(words: str) -> Cause | None:
    """Return what the machine refused, by the system's words in what a program or library said."""
    lowered = words.casefold()
    return next((cause for cause in CAUSES if any(sign in lowered for sign in cause.signs)), None)


def in_plain_words(errors: Sequence[BaseException]) -> str | None:
    """Return what is wrong with the machine and what to do, from an error and those that it led to; or None."""
    for error in errors:
        cause = cause_of(error)
        if cause is not None:
            return f"{cause.what.capitalize()}{_where(error)}.\n    To do: {cause.todo}"
    return None


def _where(error: BaseException) -> str:
    """Return which file or folder it was, where that tells nothing of a clinic's export."""
    name = getattr(error, "filename", None)
    if not isinstance(name, str) or not name:
        return ""
    path = Path(name).absolute()
    # A project may itself lie in the folder for temporary files.
    if path.is_relative_to(Path.cwd()):
        inside = path.relative_to(Path.cwd())
        return "" if inside.parts[:1] == ("data",) else f" ({printable(str(inside))})"
    if path.is_relative_to(Path(tempfile.gettempdir()).absolute()):
        return " (the folder for temporary files; TMPDIR names another)"
    return ""
