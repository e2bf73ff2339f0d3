"""The folder and the zip that leave: fingerprints, the version of the code, and the same bytes each time."""

import hashlib
import shutil
import subprocess
import tempfile
import zipfile
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from chart2paper.audit.manifest import TOOLS
from chart2paper.jobs.prints import fingerprint

# The earliest day that a zip can hold; no time of the run leaves.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def code_version(folder: str | Path) -> dict[str, Any]:
    """Return the commit of the code and whether its files are as committed; without git, that it is not known.

    The register of releases changes with every release and is not looked at.
    """
    try:
        commit = _git(folder, "rev-parse", "HEAD")
        changed = _git(
            folder, "status", "--porcelain", "--untracked-files=no", "--", ".", ":(exclude)data/releases"
        )
    except (OSError, subprocess.CalledProcessError):
        return {"commit": "not known: the code does not lie in a git repository", "as_committed": None}
    return {"commit": commit, "as_committed": changed == ""}


def _git(folder: str | Path, *words: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def software(lock_file: str) -> dict[str, Any]:
    """Return the versions of the tools and the fingerprint of the lock file."""
    tools = {tool: version(tool) for tool in TOOLS}
    return {"python": python_version(), **tools, "lock_file": {Path(lock_file).name: fingerprint(lock_file)}}


def manifest_of(folder: Path) -> dict[str, Any]:
    """Return SHA-256 and size of each file in a release, by its path in it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {"files": {path.relative_to(folder).as_posix(): fingerprint(path) for path in files}}


def put_in_place(made: Path, release: Path) -> None:
    """Put a finished folder or zip where the release belongs; an earlier one goes, so that nothing of it is left."""
    if release.is_dir():
        shutil.rmtree(release)
    release.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(made, release)


def write_zip(folder: Path, path: Path) -> str:
    """Write the files of a folder into a zip under the folder's name; return the SHA-256 of the zip.

    Files are sorted and have no time, owner or mode of their own: the same files give the same bytes.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(file for file in folder.rglob("*") if file.is_file()):
            about = zipfile.ZipInfo(f"{folder.name}/{file.relative_to(folder).as_posix()}", LONG_AGO)
            about.compress_type, about.external_attr, about.create_system = (
                zipfile.ZIP_DEFLATED,
                0o644 << 16,
                3,
            )
            archive.writestr(about, file.read_bytes())
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sha256_of_release(path: Path) -> str | None:
    """Return the SHA-256 of the zip of a release, or of the one that its folder beside it gives, or None."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    folder = path.with_suffix("")
    if not folder.is_dir():
        return None
    with tempfile.TemporaryDirectory() as scratch:
        return write_zip(folder, Path(scratch) / path.name)
