"""What every room's tests share."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def root() -> Path:
    """The folder of the checkout."""
    return ROOT


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Start whole runs first: they take longest, and the short tests fill the other core meanwhile."""
    items.sort(key=lambda item: "workflow" not in item.path.parts)
