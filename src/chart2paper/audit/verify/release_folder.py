"""Is a release that lies in the results what its own manifest, its zip and the register of releases say?"""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.verify.evidence import PRINT, Evidence
from chart2paper.audit.verify.guard import read_or_problem
from chart2paper.jobs.prints import fingerprint
from chart2paper.problems import Problem

AGAIN = "delete it and run snakemake release again; send nothing of it before"
# Snakemake's own empty mark, which is put there after the release is written.
MARK = ".snakemake_timestamp"
FORM: dict[str, Any] = {"files": {...: PRINT}}


def release_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield what does not fit in the release folder and the zip; nothing where there is no release."""
    folder, zipped = Path(evidence.results, "release"), Path(evidence.results, "release.zip")
    if not folder.exists() and not zipped.exists():
        return
    listed, unreadable = read_or_problem(folder / "manifest.json", FORM, AGAIN)
    yield from unreadable
    there = [file for file in sorted(folder.rglob("*")) if file.is_file() and file.name != MARK]
    files = {file.relative_to(folder).as_posix(): file for file in there}
    for name, print_ in (listed or {"files": {}})["files"].items():
        if name not in files:
            yield Problem(str(folder / name), "missing in the release", AGAIN)
        elif fingerprint(files[name]) != print_:
            yield Problem(str(folder / name), "edited: it is not what the release's manifest lists", AGAIN)
    for name in files:
        if listed and name not in listed["files"] and name != "manifest.json":
            yield Problem(str(folder / name), "not in the release's manifest", AGAIN)
    yield from _zip(zipped, folder, files)


def _zip(zipped: Path, folder: Path, files: dict[str, Path]) -> Iterator[Problem]:
    """Yield the files that are others in the zip, which is what is sent, than in the folder, which is what is read."""
    if not zipped.is_file():
        yield Problem(str(zipped), "missing", AGAIN)
        return
    with zipfile.ZipFile(zipped) as archive:
        inside = {name: archive.read(name) for name in archive.namelist()}
    for name in sorted({*inside, *(f"{folder.name}/{name}" for name in files)}):
        file = files.get(name.removeprefix(f"{folder.name}/"))
        if file is None or inside.get(name) != file.read_bytes():
            yield Problem(str(zipped), f"{name} in it is another one than in the folder", AGAIN)
