"""The manifest: for every file of a run, what it is, what made it and from what."""

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any

from chart2paper.jobs.prints import fingerprint, identity
from chart2paper.problems import Problem, raise_if_any

# The pages' data lie in thousands of pieces: what they were made from stands at the page itself, not at each.
PIECES = "/audit/data/"
TOOLS = (
    "snakemake",
    "pandas",
    "numpy",
    "pyarrow",
    "duckdb",
    "pydantic",
    "scipy",
    "statsmodels",
    "matplotlib",
    "pypandoc-binary",
    "typst",
)


@cache
def version_of(tool: str) -> str:
    """Return the version of Python or of a package; it is read from the disk once. PackageNotFoundError without it."""
    return python_version() if tool == "python" else version(tool)


def build_manifest(
    records: list[dict[str, Any]],
    study: dict[str, Any],
    lock_file: str,
    key_id: str,
    project: dict[str, Any] | None = None,
    record_prints: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Return the manifest of a run from the records its jobs left (see `chart2paper.jobs.job.record`).

    `key_id` tells with which key the fingerprints of all that is not code, settings or lists were made (see `prints`).
    `files` has an entry per file a rule made: fingerprint, rule, wildcards, settings and the fingerprint each
    input had at that time, of code without its comments (settings and inputs are left out for the data pieces of
    the audit pages, which stand beside a page that has them). `sources` has an entry per file that no rule made:
    raw data, code lists, code. `project` has the fingerprints of the files of the project itself (see
    `project_files`), `records` those of the files that hold `records`.
    """
    files = {path: entry for record in records for path, entry in file_entries(record).items()}
    sources: dict[str, Any] = {}
    for record in records:
        sources |= {path: print_ for path, print_ in record["inputs"].items() if path not in files}
    return {
        "study": study,
        "key_id": key_id,
        "software": {tool: version_of(tool) for tool in ("python", *TOOLS)},
        "lock_file": {lock_file: fingerprint(lock_file)},
        "project": project or {},
        "records": record_prints or {},
        "sources": dict(sorted(sources.items())),
        "files": dict(sorted(files.items())),
    }


def file_entries(record: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the manifest's entry of each file that a job made, from the record it left."""
    return {path: _file_entry(path, record) for path in record["outputs"]}


def _file_entry(path: str, record: dict[str, Any]) -> dict[str, Any]:
    if PIECES in path:
        made = {"rule": record["rule"], "wildcards": record["wildcards"], "params": {}, "inputs": {}}
        return {**record["outputs"][path], **made}
    inputs = {name: identity(print_) for name, print_ in record["inputs"].items()}
    return {
        **record["outputs"][path],
        "rule": record["rule"],
        "wildcards": record["wildcards"],
        "params": record["params"],
        "inputs": inputs,
    }


def manifest_print(manifest: str | Path) -> str:
    """Return the SHA-256 of a manifest: one line that stands for every file of a run."""
    return hashlib.sha256(Path(manifest).read_bytes()).hexdigest()


def signature_of(manifest: str | Path) -> Path:
    """Return where the signature of a manifest lies (see `signature`)."""
    return Path(f"{manifest}.minisig")


def job_key(record: dict[str, Any]) -> str:
    """Return the key of a job, after which its record is named: `match_sets.target_trial`."""
    return ".".join([record["rule"], *map(str, record["wildcards"].values())])


def record_files(folder: str | Path, rules: Iterable[str]) -> list[Path]:
    """Return the records in `folder` of the workflow's `rules`, sorted by file name."""
    known = set(rules)
    return [path for path in sorted(Path(folder).glob("*.json")) if path.name.split(".")[0] in known]


def read_records(folder: str | Path, rules: list[str]) -> list[dict[str, Any]]:
    """Read the records that the jobs of the workflow's `rules` left in `folder`, sorted by file name.

    Records of rules that no longer exist are ignored. Raises `Problems` for a record that cannot be read.
    """
    records, problems = [], []
    for path in record_files(folder, rules):
        try:
            records.append(json.loads(path.read_text(encoding="utf-8")))
        except ValueError:
            problems.append(
                Problem(str(path), "this is not the record of a finished job", "run snakemake again")
            )
    raise_if_any(problems)
    return records
