"""Folders: what lies in them, and who may open those that are about single patients."""

import os
from pathlib import Path


def make_private(folder: str | Path) -> None:
    """Make a folder that only its owner may open (mode 0700); one that is there stays as it is.

    Whoever wants colleagues to read the results opens the folder to them once, and it stays open.
    """
    Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)


def files_below(folder: str | Path) -> list[str]:
    """Return the paths of all files in a folder and in those in it, sorted; none where there is no such folder.

    A folder that is a link is not entered. A start looks at a thousand files: `Path.rglob` takes several times as long.
    """
    return sorted(_below(str(Path(folder)))) if Path(folder).is_dir() else []


def _below(folder: str) -> list[str]:
    with os.scandir(folder) as found:
        entries = list(found)
    deeper = [path for entry in entries if entry.is_dir(follow_symlinks=False) for path in _below(entry.path)]
    return [*(entry.path for entry in entries if entry.is_file()), *deeper]
