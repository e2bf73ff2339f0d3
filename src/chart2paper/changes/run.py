"""A finished run as the comparison sees it: its folder, its manifest, and the files it needs."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chart2paper.jobs.prints import Prints
from chart2paper.tables.clean import CLEAN_TABLES
from chart2paper.tables.extract import EXTRACT_TABLES

# What the comparison reads of a run; all of it is part of a run's results.
SHARED = (
    *(f"extract/{name}.parquet" for name in EXTRACT_TABLES),
    "extract/row_ledger.csv",
    *(f"clean/{name}.parquet" for name in CLEAN_TABLES),
    "clean/quarantine.csv",
    "paper/values.json",
)
# What settings were called in runs of before scores of any outcome were read.
RENAMED = {"pain_score": "score", "pain_words": "score_words"}
PER_ANALYSIS = (
    "cohort/cohort.csv",
    "cohort/candidates.parquet",
    "match/matches.csv",
    "match/unmatched.csv",
    "model/estimates.csv",
)


@dataclass(frozen=True)
class Run:
    """A results folder, wherever it lies now, and the manifest it was made with."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def study(self) -> dict[str, Any]:
        """The protocol the run was made with, its settings by their names of today."""
        named = {RENAMED.get(name, name): setting for name, setting in self.manifest["study"].items()}
        lists = {RENAMED.get(name, name): path for name, path in named["codelists"].items()}
        return {**named, "codelists": lists}

    @property
    def analyses(self) -> list[str]:
        """The names of its analyses, in the protocol's order."""
        return list(self.study["analyses"])

    @cached_property
    def values(self) -> dict[str, dict[str, Any]]:
        """Every number of its paper, by id (see `paper.values`)."""
        return dict(json.loads(self.path("paper/values.json").read_text(encoding="utf-8")))

    def path(self, inside: str) -> Path:
        """Return where a file of the results folder lies now."""
        return self.folder / inside

    def name(self, inside: str) -> str:
        """Return what the manifest calls a file of the results folder."""
        return f"{self.study['results_dir']}/{inside}"

    def needed(self) -> Iterator[str]:
        """Yield the files of the results folder that a comparison reads."""
        yield from SHARED
        for analysis in self.analyses:
            yield from (f"{analysis}/{file}" for file in PER_ANALYSIS)

    @property
    def key_id(self) -> str | None:
        """The id of the key of its fingerprints; None in a run of before they were keyed."""
        return self.manifest.get("key_id")

    def is_as_made(self, inside: str, prints: Prints) -> bool:
        """Return whether a file is still the one that the manifest names."""
        entry = self.manifest["files"].get(self.name(inside))
        return entry is not None and prints.is_same(self.path(inside), entry)


def read_run(folder: str | Path) -> Run:
    """Return the run in a results folder; OSError, ValueError or KeyError where it has no usable manifest."""
    manifest = json.loads(Path(folder, "manifest.json").read_text(encoding="utf-8"))
    if not isinstance(manifest, dict):
        raise ValueError("a manifest has sections")
    for part in ("study", "software", "lock_file", "sources", "files"):
        if not isinstance(manifest[part], dict):
            raise ValueError(f"{part} is not a section")
    for name in ("study", "results_dir", "analyses", "primary_analysis", "clinic"):
        _ = manifest["study"][name]
    return Run(Path(folder), manifest)
