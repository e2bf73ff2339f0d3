"""Whole runs, made once and looked at by many tests."""

import pytest

from made_once import made_once
from project_copy import copy_project, copy_run, prints, run, run_in_one_process

# What a run is made from and leaves; what Snakemake and `verify` note of their own is no part of it.
OF_A_RUN = ("results", "data")


def demo_run(folder):
    """Run the shipped demo clinic, with the command that a user gives."""
    code, output = run(copy_project(folder), "--cores", "4")
    assert code == 0, output[-5000:]


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """A finished run of the shipped demo clinic on four cores. All workers share it: who changes it takes a copy."""
    folder = made_once(tmp_path_factory, "demo", demo_run)
    before = [prints(folder / part) for part in OF_A_RUN]
    yield folder
    assert [prints(folder / part) for part in OF_A_RUN] == before, "a test changed the run that all share"


@pytest.fixture(scope="session")
def first_release(demo, tmp_path_factory):
    """The demo clinic released for the first time. All workers share it, too."""

    def release(folder):
        code, output = run_in_one_process(copy_run(demo, folder), "--cores", "2", "release")
        assert code == 0, output[-5000:]

    return made_once(tmp_path_factory, "first_release", release)
