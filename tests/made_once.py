"""Material that takes long to make: made by the first worker that asks for it, and shared by all that only look."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path

import pytest


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder `name` that `make` filled, once for all workers of this run of the tests.

    Raises AssertionError where another worker failed to make it; why stands with that worker's test.
    """
    folders = factory.getbasetemp()
    # Below it each worker has a folder of its own.
    folder = (folders.parent if "PYTEST_XDIST_WORKER" in os.environ else folders) / f"shared_{name}"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        finished = folder.with_suffix(".finished")
        if not finished.exists():
            assert not folder.exists(), f"{name} could not be made by the worker that tried first"
            folder.mkdir()
            make(folder)
            finished.touch()
    return folder
