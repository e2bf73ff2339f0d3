"""A random key beside the linkage log: whatever tells of patients' data outside that folder is made with it.

A hash of a short table, or of a long one of which all rows but one are known, is guessed in seconds: make each row that
it could be, and hash. With a secret key nobody can try (HMAC: Bellare, Canetti and Krawczyk 1996; RFC 2104).
"""

import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from chart2paper.durable import FOLDER_OF_OWNER, OWNER_ALONE, sync_folder
from chart2paper.problems import Problem, Problems

BYTES = 32
RESTORE = (
    "restore it from a backup, beside the linkage log. Where there is no backup, docs/privacy.md says what is lost "
    "and what to do"
)


def key_of(linkage: str | Path) -> Path:
    """Return where the key of a linkage log lies."""
    return Path(linkage).with_suffix(".key")


def make_key(key: str | Path) -> None:
    """Make a key of 32 random bytes, mode 0600, where there is none; a killed run leaves none or a whole one."""
    file = Path(key)
    file.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    if not file.exists():
        _make(file)


def sub_key(key: str | Path, purpose: str) -> bytes:
    """Return the 32 bytes of a key that serves one purpose: HMAC-SHA256 of the purpose's name.

    What is made for one purpose can thus never be taken for, or help to guess, what is made for another.
    Raises `Problems` when the key is gone or damaged.
    """
    return hmac.digest(_read(Path(key)), purpose.encode(), "sha256")


def key_id(key: str | Path) -> str:
    """Return 64 signs that tell one key from another, and say nothing about it or about any record."""
    return sub_key(key, "register").hex()


def records_id(linkage: str | Path) -> str:
    """Return what stands for the records of a linkage log in files that are committed: the id of the key beside it."""
    return key_id(key_of(linkage))


def _read(key: Path) -> bytes:
    if not key.is_file():
        raise Problems([Problem(str(key), "the key beside the linkage log is gone", RESTORE)])
    _close(key)
    try:
        read = bytes.fromhex(key.read_text("ascii").strip())
    except ValueError:
        read = b""
    if len(read) != BYTES:
        raise Problems([Problem(str(key), "the key beside the linkage log is damaged", RESTORE)])
    return read


def _close(key: Path) -> None:
    """Close a key that a backup put back open; where it cannot be closed (a disk that is read only) it is left."""
    if key.stat().st_mode & 0o077:
        with suppress(OSError):
            key.chmod(OWNER_ALONE)


def _make(key: Path) -> None:
    """Make a key in one step, unless another process was first."""
    part = key.with_name(f".{key.name}.{os.getpid()}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, OWNER_ALONE)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(BYTES) + "\n")
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(part, key)
    part.unlink()
    sync_folder(key.parent)
