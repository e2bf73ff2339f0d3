"""Whole runs, made once and looked at by many tests."""

import pytest

from project_copy import copy_project, run


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A finished run of the shipped demo clinic on four cores."""
    folder = copy_project(tmp_path_factory.mktemp("demo"))
    code, output = run(folder, "--cores", "4")
    assert code == 0, output[-5000:]
    return folder
