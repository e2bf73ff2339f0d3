"""One run at a time in a folder, with a lock that dies with the run that holds it."""

import fcntl
from pathlib import Path
from typing import IO

from chart2paper.problems import Problem, Problems


class RunLock:
    """A lock file held while a run lasts.

    Snakemake's own lock outlives a run that is killed and then has to be removed by hand; the operating
    system releases this one, so a killed run is simply started again.
    """

    def __init__(self, path: str | Path):
        self.path = Path(path)
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock; raise `Problems` when another run holds it."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("w", encoding="utf-8")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            what = "another run is at work in this folder"
            raise Problems([Problem(str(self.path), what, "wait until it has ended")]) from None
