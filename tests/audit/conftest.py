"""The audit pages of a small made-up run, and one browser for all tests that look at them."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.made_up_run import made_up_run
from chart2paper.audit.pages import build_audit
from chart2paper.audit.run import Run, read_run

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


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


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """A headless Chromium of the system."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield started
        started.close()


class Pages:
    """The pages of one audit folder in a browser window, and everything that went wrong in it."""

    def __init__(self, browser, folder: Path, width: int = 1280):
        self.start = (folder / "index.html").as_uri()
        self.window = browser.new_page(viewport={"width": width, "height": 900})
        self.window.set_default_timeout(15_000)
        self.wrong: list[str] = []
        self.window.on("console", lambda message: self.wrong.append(message.text))
        self.window.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.window.on("request", self._watch)

    def _watch(self, request) -> None:
        if not request.url.startswith("file:"):
            self.wrong.append(f"asked the network for {request.url}")

    def open(self, route: str):
        """Go to a page and wait until it is drawn; return its window."""
        if self.window.url.startswith(self.start):
            self.window.goto("about:blank")
        self.window.goto(f"{self.start}{route}")
        self.window.wait_for_selector(".view h1")
        return self.window

    def heading(self) -> str:
        """The heading of the page that is shown."""
        return self.window.locator("h1").inner_text()


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
