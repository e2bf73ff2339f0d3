"""Files that a mapping or a study names: each must be an ordinary file in the place where such files belong.

A name that leads elsewhere (../../linkage/…, /etc/passwd, a symbolic link) would bring what it holds into results and
paper; one that is no file (a pipe, a device) would never end.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from chart2paper.problems import Problem

# What identifies people, and what vouches for a study: no export and no setting.
NEVER = ("data/linkage", "data/register", ".snakemake", ".git")
PROJECT = Path()
# More than this is no list, text or bibliography that somebody wrote.
MOST_MEGABYTES = 50


def mistake_in_file_name(name: str) -> str | None:
    """Return what is wrong with the name of an export's file in a mapping; None for a plain name."""
    if not name.strip() or name in (".", "..") or any(sign in name for sign in "/\\"):
        return f'"{name}" is not the name of a file in the raw folder: give the name alone, without a folder'
    if any(sign in name for sign in "{}*?[]") or not name.isprintable():
        return (
            f'"{name}" holds signs that no name of a file should: rename the file to letters, digits and -_.'
        )
    return None


def problem_of_export(folder: str | Path, name: str) -> Problem | None:
    """Return why a file of the export may not be read; None where it is an ordinary file in its folder, or missing."""
    path = Path(folder) / name
    if not path.exists() and not path.is_symlink():
        return None
    if not path.resolve().is_relative_to(Path(folder).resolve()):
        what = "this is a symbolic link that leads out of the raw folder"
        return Problem(name, what, "put the file itself into the raw folder")
    if not path.is_file():
        return Problem(name, "this is no ordinary file", "put the export's file there, as it came")
    return None


def problem_of_raw_folder(folder: str | Path, results: str) -> Problem | None:
    """Return why a folder cannot be that of an export: it is where the workflow keeps what it makes."""
    place = Path(folder).resolve()
    if any(place.is_relative_to(Path(kept).resolve()) for kept in (*NEVER, results)):
        what = "the workflow keeps its own files there, such as who is which study id"
        return Problem(str(folder), what, "put the export into a folder below data/raw")
    return None


def problems_of_settings(
    named: Iterable[tuple[str, str]], file: str, elsewhere: Iterable[str]
) -> Iterator[Problem]:
    """Yield what is wrong with files and folders that a study names, given as (setting, path); missing ones are left.

    They must lie in the project, outside of NEVER and `elsewhere` (the raw folder, the results).
    """
    for setting, name in named:
        path = Path(name)
        for each in [path, *(sorted(path.rglob("*")) if path.is_dir() else [])]:
            wrong = _wrong(each, elsewhere)
            if wrong:
                yield Problem(file, f"{each}: {wrong[0]}", wrong[1], column=setting)


def _wrong(path: Path, elsewhere: Iterable[str]) -> tuple[str, str] | None:
    place = path.resolve()
    if not place.is_relative_to(PROJECT.resolve()):
        return "it lies outside the project", "copy it into the project's folder, and name it from there"
    if any(place.is_relative_to(Path(kept).resolve()) for kept in (*NEVER, *elsewhere)):
        return (
            "patients' data or the workflow's own files lie there",
            "name a file that somebody wrote for the study",
        )
    if path.exists() and not (path.is_file() or path.is_dir()):
        return "this is no ordinary file", "name a file"
    if path.is_file() and path.stat().st_size > MOST_MEGABYTES * 1_000_000:
        return f"it is larger than {MOST_MEGABYTES} MB", "check that it is the right file"
    return None
