"""A random key beside the linkage log: it tells the records of one clinic from others, and says nothing about them."""

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from chart2paper.durable import sync_folder

OWNER_ALONE = 0o600
BYTES = 32


def records_id(linkage: str | Path) -> str:
    """Return what stands for the records of a linkage log in files that are committed, such as a register.

    It is made with a random key of 32 bytes that lies beside the log and is made with mode 0600 where there is none, so
    that nobody can guess a row from it.
    """
    key = Path(linkage).with_suffix(".key")
    key.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not key.exists():
        _make(key)
    return hmac.new(bytes.fromhex(key.read_text("ascii").strip()), b"register", hashlib.sha256).hexdigest()


def _make(key: Path) -> None:
    """Make a key in one step, unless another process was first; a killed run leaves none or a whole one."""
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
