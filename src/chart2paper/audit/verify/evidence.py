"""What a finished run left to be judged by: manifest, records of its jobs, values, and the protocol as it is now."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from chart2paper.audit.manifest import build_manifest, file_entries, job_key
from chart2paper.audit.verify.guard import read_or_problem
from chart2paper.jobs.prints import Prints, identity, is_without_records
from chart2paper.problems import Problem, Problems

PRINT: dict[str, Any] = {}
RECORD = {
    "rule": str,
    "wildcards": dict,
    "params": dict,
    "inputs": {...: PRINT},
    "outputs": {...: PRINT},
    "names": {"inputs": dict, "outputs": dict},
}
FILE = {**PRINT, "rule": str, "wildcards": dict, "params": dict, "inputs": {...: str}}
MANIFEST = {
    "study": dict,
    "key_id": str,
    "software": {...: str},
    "lock_file": {...: PRINT},
    "project": {...: PRINT},
    "records": {...: PRINT},
    "sources": {...: PRINT},
    "files": {...: FILE},
}
VALUE = {
    "text": (str, type(None)),
    "file": str,
    "row": (int, type(None)),
    "column": str,
    "rule": str,
    "sources": [str],
    "template": str,
}
# Rules that work after the manifest is written, which therefore cannot hold what they make, and where in the results
# they make it: the last two of a run, and those that are run on demand.
CLOSING = {
    "write_manifest": ("manifest.json",),
    "write_crate": ("ro-crate-metadata.json", "workflow/Snakefile"),
}
ON_DEMAND: dict[str, tuple[str, ...]] = {
    "check_export": (),
    "open_previous": ("changes/",),
    "changes": ("changes/",),
    "control_release": ("release_draft/",),
    "render_release": ("release_paper/",),
    "draw_answers": ("release_answers/",),
    "release": ("release/", "release.zip"),
}
# In place of the fingerprint of a file that only the key could give.
UNKNOWN = "cannot be told without the key"
# In place of that of a file that may not be opened: it equals none.
UNREADABLE = "cannot be read"


@dataclass(frozen=True)
class Evidence:
    """A run as it lies in its folder. What cannot be read is empty, and told apart.

    results: the folder. study: the protocol as it is now; None where it cannot be read. prints: how fingerprints are
    made here. records: by path of the record. rebuilt: whether the manifest cannot be read, so that it was made again
    from the records.
    """

    results: str
    study: dict[str, Any] | None
    prints: Prints
    manifest: dict[str, Any]
    records: dict[str, dict[str, Any]]
    values: dict[str, dict[str, Any]]
    rebuilt: bool

    @cached_property
    def has_key(self) -> bool:
        """Whether the key is here with which the fingerprints of what may hold something of patients were made."""
        try:
            return self.prints.can_check(self.manifest["key_id"])
        except Problems:
            # A damaged key; the finding about it says where it lies and what to do.
            return False

    @cached_property
    def current(self) -> dict[str, str | None]:
        """What tells each file that was made or made from apart from another version of it; see `print_of`."""
        files, sources = self.files(), self.manifest["sources"]
        paths = {*files, *sources, *(name for entry in files.values() for name in entry["inputs"])}
        return {path: self.print_of(path) for path in sorted(paths)}

    def print_of(self, path: str) -> str | None:
        """Return the identity of a file as it is now: None where it is gone, UNKNOWN where the key is missing."""
        if not Path(path).is_file():
            return None
        if not self.has_key and not is_without_records(path):
            return UNKNOWN
        try:
            return identity(self.prints.of(path))
        except OSError:
            return UNREADABLE

    @property
    def manifest_file(self) -> Path:
        """The manifest's path."""
        return Path(self.results, "manifest.json")

    def records_of(self, rules: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Return the records of some rules by path."""
        wanted = set(rules)
        return {path: record for path, record in self.records.items() if record["rule"] in wanted}

    def records_of_run(self) -> dict[str, dict[str, Any]]:
        """Return the records that the manifest is made from, by path."""
        beside = self.records_of((*CLOSING, *ON_DEMAND))
        return {path: record for path, record in self.records.items() if path not in beside}

    def files(self) -> dict[str, Any]:
        """Return the manifest's entry of every file that a rule made, of those beside the manifest too.

        A file that was made on demand counts as long as one file of its job is there.
        """
        entries: dict[str, Any] = {}
        for record in self.records_of((*CLOSING, *ON_DEMAND)).values():
            made = file_entries(record)
            if record["rule"] in CLOSING or any(Path(path).is_file() for path in made):
                entries |= {
                    path: entry for path, entry in made.items() if self.may_make(record["rule"], path)
                }
        every: dict[str, Any] = entries | self.manifest["files"]
        return every

    def may_make(self, rule: str, path: str) -> bool:
        """Return whether a rule that works after the manifest makes files in that place."""
        places = {**CLOSING, **ON_DEMAND}[rule]
        return path.startswith(tuple(f"{self.results}/{place}" for place in places)) and ".." not in path


def read_evidence(
    results: str, study: dict[str, Any] | None, prints: Prints
) -> tuple[Evidence, list[Problem]]:
    """Return what a run left, and a `Problem` per file of it that cannot be read."""
    records, found = _records(Path(results, "logs"))
    manifest, unreadable = read_or_problem(Path(results, "manifest.json"), MANIFEST)
    values, no_values = read_or_problem(Path(results, "paper/values.json"), {...: VALUE})
    evidence = Evidence(results, study, prints, manifest or {}, records, values or {}, manifest is None)
    if evidence.rebuilt:
        of_run = list(evidence.records_of_run().values())
        again = build_manifest(of_run, study or {}, "requirements.lock", prints.id)
        evidence = replace(evidence, manifest=again)
    return evidence, [*unreadable, *found, *no_values]


def _records(folder: Path) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    found: dict[str, dict[str, Any]] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.json")):
        if _is_report(path):
            continue
        record, unreadable = read_or_problem(path, RECORD, "run snakemake again")
        problems += unreadable
        if record is not None and f"{job_key(record)}.json" == path.name:
            found[str(path)] = record
        elif record is not None:
            what = f"edited: it is the record of the job {job_key(record)}, under another name"
            problems.append(Problem(str(path), what, "run snakemake again"))
    return found, problems


def _is_report(path: Path) -> bool:
    """Whether a rule that is run on demand failed and left its report where its record belongs."""
    if path.name.split(".")[0] not in ON_DEMAND or not path.is_file():
        return False
    try:
        return path.read_bytes()[:1].isalnum()
    except OSError:
        return False
