"""The files of the project that decide what a run does, besides those that its jobs read."""

from collections.abc import Iterable
from pathlib import Path

from chart2paper.jobs.folders import files_below

# Rules, scripts, library, environments, texts and lists, in files and folders; what is not there is left out.
PROJECT = (
    "Snakefile",
    "Makefile",
    "pyproject.toml",
    "rules",
    "scripts",
    "src",
    "profiles",
    "envs",
    "reports",
    "data/codelists",
    "data/facts",
    "data/mappings",
)
# What programs leave beside the files they run.
LEAVINGS = ("__pycache__", ".egg-info", ".ipynb_checkpoints")


def project_files(folder: str | Path = ".", more: Iterable[str] = ()) -> list[str]:
    """Return the paths, within the project's folder, of the files that decide what a run does; and `more`, sorted."""
    top = Path(folder)
    found = {file for name in PROJECT for file in _files_in(top / name) if _counts(file)}
    return sorted({file.removeprefix(f"{top}/") for file in found} | set(more))


def _files_in(path: Path) -> list[str]:
    return [str(path)] if path.is_file() else files_below(path)


def _counts(file: str) -> bool:
    return not any(part.endswith(LEAVINGS) for part in file.split("/"))
