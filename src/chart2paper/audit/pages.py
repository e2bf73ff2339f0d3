"""The audit pages: one folder that opens from disk, its front end copied and its data written in pieces."""

import shutil
from collections.abc import Callable
from pathlib import Path

from chart2paper.audit import (
    pages_files,
    pages_numbers,
    pages_people,
    pages_protocol,
    pages_search,
    pages_stages,
    pages_start,
    workbook,
)
from chart2paper.audit.run import Run

FRONT_END = Path(__file__).with_name("pages")
# What each part of the pages needs to know, written as pieces: (run, folder of the pages) -> nothing.
BUILDERS: tuple[Callable[[Run, Path], None], ...] = (
    pages_start.write,
    pages_numbers.write,
    pages_files.write,
    pages_stages.write,
    pages_people.write,
    pages_protocol.write,
    pages_search.write,
    workbook.write,
)


def build_audit(run: Run, folder: Path) -> None:
    """Write the audit pages of a run to `folder`; they open at `index.html`."""
    shutil.copytree(FRONT_END, folder, dirs_exist_ok=True)
    for write in BUILDERS:
        write(run, folder)
