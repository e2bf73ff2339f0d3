"""A headless Chromium for tests that look at pages, and the audit pages in it."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextlib.contextmanager
def chromium() -> Iterator[Any]:
    """Start the Chromium of the system; skip the test where there is none."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("there is no Chromium on this machine")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=found, args=FLAGS)
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
