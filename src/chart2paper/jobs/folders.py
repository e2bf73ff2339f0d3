"""Folders that are about single patients."""

from pathlib import Path


def make_private(folder: str | Path) -> None:
    """Make a folder that only its owner may open (mode 0700); one that is there stays as it is.

    Whoever wants colleagues to read the results opens the folder to them once, and it stays open.
    """
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
