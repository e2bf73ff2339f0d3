"""The audit pages of a small made-up run, and one browser for all tests that look at them."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from audit.made_up_run import made_up_run
from browser import Pages, chromium
from chart2paper.audit.pages import build_audit
from chart2paper.audit.run import Run, read_run


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory) -> Path:
    """The folder of a made-up project with its finished run; do not change it."""
    folder = tmp_path_factory.mktemp("made_up")
    with contextlib.chdir(folder):
        build_audit(made_up_run(folder), folder / "results/audit")
    return folder


@pytest.fixture
def small_run(small_folder, monkeypatch) -> Run:
    """The made-up run, read from its folder, which is the working directory."""
    monkeypatch.chdir(small_folder)
    return read_run("results")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One headless Chromium for all tests of a file: a process drives one at a time, and others start their own."""
    with chromium() as started:
        yield started


@pytest.fixture
def pages(browser, small_folder) -> Iterator[Pages]:
    """The made-up run's audit pages on a wide screen; at the end nothing may have gone wrong in them."""
    shown = Pages(browser, small_folder / "results/audit")
    yield shown
    shown.window.close()
    assert shown.wrong == []


@pytest.fixture
def phone(browser, small_folder) -> Iterator[Pages]:
    """The same on a phone."""
    shown = Pages(browser, small_folder / "results/audit", width=390)
    yield shown
    shown.window.close()
    assert shown.wrong == []
