"""Files that must survive a kill: written whole or not at all, and on the disk when the call returns."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Modes of what nobody but its owner may read: a file, a folder.
OWNER_ALONE, FOLDER_OF_OWNER = 0o600, 0o700


@contextmanager
def alone_in(folder: str | Path) -> Iterator[None]:
    """Keep every other process that asks for it out of a folder, which is made where it is missing.

    The operating system lets go when this process dies.
    """
    Path(folder).mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def replace_file(file: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Put a file with this content in place of the old one, in one step; nobody else can read it before that."""
    handle, temporary = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(content.encode() if isinstance(content, str) else content)
            new.flush()
            os.fsync(new.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(file)
        sync_folder(file.parent)
    finally:
        Path(temporary).unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Bring the names of the files in a folder to the disk, as `fsync` of a file does not."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
