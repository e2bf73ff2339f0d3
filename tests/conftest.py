"""What every room's tests share."""

import gc
from pathlib import Path

import pytest

from small_export import Clinic

ROOT = Path(__file__).parents[1]


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
    """Start whole runs first: they take longest, and the short tests fill the other core meanwhile."""
    items.sort(key=lambda item: "workflow" not in item.path.parts)


def pytest_collection_finish() -> None:
    """Leave the modules and tests that stay to the end out of every later search for garbage (libraries start many)."""
    gc.collect()
    gc.freeze()
