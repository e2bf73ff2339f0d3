"""What every room's tests share."""

import gc
from pathlib import Path

import pytest

from small_export import Clinic

ROOT = Path(__file__).parents[1]
# Files of tests/workflow, the longest first. The first makes the run that others share; the next three need none of it.
LONGEST = (
    "demo_run",
    "small_and_empty",
    "leaks",
    "changes",
    "second_release",
    "release_words",
    "protocol_first",
)


@pytest.fixture
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture
def clinic(tmp_path):
    """A folder with a small export and its mapping, which the test may change."""
    return Clinic(tmp_path)


@pytest.fixture(scope="session")
def new_clinic(tmp_path_factory):
    """A function that makes one more clinic, for tests that need many."""
    return lambda: Clinic(tmp_path_factory.mktemp("clinic"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start whole runs first, the longest of all before others: the short tests fill the other core meanwhile."""
    names = [f"test_{name}.py" for name in LONGEST]
    place = {name: number for number, name in enumerate(names)}
    items.sort(key=lambda item: ("workflow" not in item.path.parts, place.get(item.path.name, len(place))))


def pytest_collection_finish() -> None:
    """Leave the modules and tests that stay to the end out of every later search for garbage (libraries start many)."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """Let the interpreter clear up at its end; libraries written in C complain of what is left."""
    gc.unfreeze()
