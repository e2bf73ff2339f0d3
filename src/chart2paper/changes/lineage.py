"""What a file of a run was made from, all the way back, and what of it differs between two runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chart2paper.changes.run import Run

# Packages that numbers depend on; others only draw and render.
NUMERIC = ("python", "pandas", "numpy", "pyarrow", "duckdb", "scipy", "statsmodels")
# Folders of the results, by the stage that fills them. Stages keep their names; how their work is cut into rules may
# be another in an earlier run.
STAGES = (
    "extract",
    "clean",
    "data_quality",
    "cohort",
    "match",
    "model",
    "figures",
    "paper",
    "protocol",
    "audit",
)


@dataclass(frozen=True)
class Source:
    """A file that no rule made, or a setting, as one stage used it. `kind`: data, list, code, setting or other."""

    stage: str
    kind: str
    name: str
    content: str


def sources_of(run: Run, file: str) -> frozenset[Source]:
    """Return everything a file (as the manifest calls it) was made from, directly or through other files."""
    found: set[Source] = set()
    todo, seen = [file], set()
    while todo:
        name = todo.pop()
        entry = run.manifest["files"].get(name)
        if entry is None or name in seen:
            continue
        seen.add(name)
        found.update(_direct(run, stage_of(name), entry))
        todo += entry["inputs"]
    return frozenset(found)


def stage_of(path: str) -> str:
    """Return the stage that a file of the results belongs to, by its folder; empty for none."""
    return next((folder for folder in Path(path).parts[:-1] if folder in STAGES), "")


def _direct(run: Run, stage: str, entry: dict[str, Any]) -> Iterator[Source]:
    for name, sha in entry["inputs"].items():
        if name not in run.manifest["files"]:
            yield Source(stage, kind_of(run, name), _without_folder(run, name), sha)
    for name, value in entry["params"].items():
        yield Source(stage, "setting", name, repr(value))


def kind_of(run: Run, path: str) -> str:
    """Return what kind of source a path is, by the run's own protocol: data, list, code or other."""
    study = run.study
    if path.startswith(f"{study['clinic']['raw_folder']}/"):
        return "data"
    if path in (study["clinic"]["mapping"], *study["codelists"].values()):
        return "list"
    return "code" if path.endswith(".py") else "other"


def _without_folder(run: Run, path: str) -> str:
    """The folder of an export may have another name each year; its files keep theirs."""
    return path.removeprefix(f"{run.study['clinic']['raw_folder']}/")


@dataclass(frozen=True)
class Differences:
    """Sources that are not the same in two runs (or only in one), of one file."""

    sources: frozenset[Source]
    software: tuple[str, ...]

    def names(self, kind: str, stages: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> list[str]:
        """Return the names of differing sources of a kind; only of some stages, or of all `but` some."""
        return sorted(
            {
                source.name
                for source in self.sources
                if source.kind == kind and (not stages or source.stage in stages) and source.stage not in but
            }
        )

    def has(self, kind: str, stages: tuple[str, ...] = (), but: tuple[str, ...] = ()) -> bool:
        """Return whether sources of a kind differ; other versions of packages count as other code."""
        return bool(self.names(kind, stages, but)) or (kind == "code" and bool(self.software))


def differences(before: Run, now: Run, inside: str) -> Differences:
    """Return what differs between two runs in what a file of the results folder was made from."""
    one, two = sources_of(before, before.name(inside)), sources_of(now, now.name(inside))
    return Differences(one ^ two, software_changes(before, now))


def software_changes(before: Run, now: Run) -> tuple[str, ...]:
    """Return `package: old, now new` for each package that numbers depend on and whose version differs."""
    old, new = before.manifest["software"], now.manifest["software"]
    return tuple(
        f"{name}: {old.get(name, 'none')}, now {new.get(name, 'none')}"
        for name in NUMERIC
        if old.get(name) != new.get(name)
    )
