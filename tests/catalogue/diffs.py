"""The diffs that docs/extending.md shows, put into copies of the project."""

import os
import re
import subprocess
import sys
from pathlib import Path

from project_copy import ROOT, copy_project

PAGE = "docs/extending.md"


def shown_diff(section: str) -> str:
    """Return the diff of a section of the page."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    (part,) = [
        part for part in re.split(r"^## ", page, flags=re.MULTILINE) if part.startswith(f"{section}\n")
    ]
    return "".join(re.findall(r"^```diff\n(.*?)^```$", part, re.MULTILINE | re.DOTALL))


def files_of(diff: str) -> list[str]:
    """Return the files that a diff changes."""
    return re.findall(r"^\+\+\+ b/(\S+)$", diff, re.MULTILINE)


def project_with(diff: str, folder: Path) -> Path:
    """Return a copy of the project with a diff put into it."""
    copy = copy_project(folder)
    command = ["git", "apply", "--whitespace=nowarn", "-"]
    subprocess.run(command, cwd=copy, input=diff, text=True, check=True, env=_apart(copy))
    return copy


def ran_in(copy: Path, *tests: str) -> subprocess.CompletedProcess[str]:
    """Run tests of a copy with its own library."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, env=_apart(copy))


def _apart(copy: Path) -> dict[str, str]:
    """Return the environment of a copy: its library, compiled once, and no repository around it."""
    paths = os.pathsep.join(str(copy / name) for name in ("src", "tests"))
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPATH": paths, "GIT_CEILING_DIRECTORIES": str(copy.parent)}
