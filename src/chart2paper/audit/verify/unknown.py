"""Is there anything in the results folder that no rule made, and may others reach it?"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from chart2paper.audit.verify.evidence import ON_DEMAND, Evidence
from chart2paper.problems import Problem

# Snakemake's own empty mark in a folder that a rule made, and the report that it writes on demand.
MARK, REPORT = ".snakemake_timestamp", "report.html"
OUT = "move it out of the results folder"
OTHERS = stat.S_IROTH | stat.S_IWOTH | stat.S_IXOTH


def unknown_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield everything in the results folder that no rule made: files however named, links, folders, devices."""
    known = _known(evidence)
    folders = {str(parent) for path in known for parent in Path(path).parents}
    for folder, names, files in os.walk(evidence.results):
        names.sort()
        for name in sorted([*names, *files]):
            path = Path(folder, name)
            yield from _one(path, str(path) in (folders if name in names else known))


def _known(evidence: Evidence) -> set[str]:
    """Return the path of everything that may be there; a mark stands only in a folder that holds results."""
    results = Path(evidence.results)
    made = {*evidence.files(), *evidence.records, *(str(file) for file in _reports(results))}
    fixed = {"manifest.json", "manifest.json.minisig", "ro-crate-metadata.json", REPORT}
    marks = {str(folder / MARK) for path in made for folder in Path(path).parents if folder != results}
    return made | {str(results / name) for name in fixed} | marks


def _reports(results: Path) -> list[Path]:
    """Reports of jobs on demand that failed; a record that cannot be read has been told already."""
    return [file for file in results.glob("logs/*.json") if file.name.split(".")[0] in ON_DEMAND]


def _one(path: Path, known: bool) -> Iterator[Problem]:
    mode = path.lstat().st_mode
    if stat.S_ISLNK(mode):
        yield Problem(str(path), "a link to another place: no rule makes one", OUT)
    elif stat.S_ISDIR(mode):
        if not known:
            yield Problem(str(path), "a folder that no rule made", OUT)
    elif not stat.S_ISREG(mode):
        yield Problem(str(path), "neither a file nor a folder: no rule makes one", OUT)
    elif not known:
        yield Problem(str(path), "not made by a rule", OUT)
    elif path.name == MARK and path.stat().st_size:
        yield Problem(str(path), "edited: Snakemake's mark is an empty file", "delete it")


def mode_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield where everybody on this machine may read the results, or others than the owner may change them."""
    results = Path(evidence.results)
    if results.stat().st_mode & OTHERS:
        yield Problem(str(results), "open to everybody on this machine", f"run: chmod o-rwx {results}")
    if results.stat().st_mode & stat.S_IWGRP:
        yield Problem(str(results), "others than its owner may change it", f"run: chmod g-w {results}")
    for path in sorted(results.rglob("*")):
        if not path.is_symlink() and path.stat().st_mode & stat.S_IWOTH:
            yield Problem(str(path), "everybody on this machine may change it", f"run: chmod o-w {path}")
