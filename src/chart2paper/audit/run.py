"""A finished run as the audit reads it: its jobs, what each read and wrote, and the paper's numbers."""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from chart2paper.audit.manifest import job_key, read_records
from chart2paper.problems import Problem, raise_if_any

# The pages do not tell of the job that builds them, nor of those after it, of which an earlier run left records.
UNTOLD = ("build_audit", "write_manifest", "write_crate")
CODE = (".py", ".smk")


@dataclass(frozen=True)
class Run:
    """A run: results folder, protocol, records of its jobs, values, places, and its rules.

    `records` are those of `chart2paper.jobs.job.record`; `values` and `places` the content of the files of that
    name; `rules` what `workflow_rules.describe` returns.
    """

    results: str
    study: dict[str, Any]
    records: list[dict[str, Any]]
    values: dict[str, Any]
    places: dict[str, Any]
    rules: dict[str, dict[str, Any]]

    @cached_property
    def jobs(self) -> dict[str, dict[str, Any]]:
        """The record of each job by its key: the rule, and its wildcards after dots."""
        return {job_key(record): record for record in self.records}

    @cached_property
    def makers(self) -> dict[str, str]:
        """The key of the job that made each file, by its path."""
        return {path: key for key, record in self.jobs.items() for path in record["outputs"]}

    @cached_property
    def readers(self) -> dict[str, list[str]]:
        """The keys of the jobs that read each file, by its path, in the order of the records."""
        found: dict[str, list[str]] = {}
        for key, record in self.jobs.items():
            for path in record["inputs"]:
                found.setdefault(path, []).append(key)
        return found

    @cached_property
    def fingerprints(self) -> dict[str, dict[str, Any]]:
        """The fingerprint of every file that a job read or wrote, by its path, sorted."""
        found: dict[str, dict[str, Any]] = {}
        for record in self.records:
            found |= record["inputs"] | record["outputs"]
        return dict(sorted(found.items()))

    def data_inputs(self, key: str) -> list[str]:
        """Return the files that a job read, without the code it ran."""
        return [path for path in self.jobs[key]["inputs"] if not path.endswith(CODE)]

    def way_back(self, path: str) -> list[str]:
        """Return the keys of all jobs from the one that made `path` back to those that read the raw files.

        A job stands before every job that made one of its inputs.
        """
        order: list[str] = []
        done: set[str] = set()

        def visit(file: str) -> None:
            key = self.makers.get(file)
            if key is None or key in done:
                return
            done.add(key)
            for source in self.data_inputs(key):
                visit(source)
            order.append(key)

        visit(path)
        return order[::-1]

    def inside(self, path: str) -> str | None:
        """Return a file's path within the results folder; None where it lies elsewhere."""
        return (
            Path(path).relative_to(self.results).as_posix()
            if Path(path).is_relative_to(self.results)
            else None
        )

    def is_identifiable(self, path: str) -> bool:
        """Return whether a file holds what identifies people: the export as it came, or the linkage log."""
        private = (self.study["clinic"]["raw_folder"], "data/linkage")
        return any(Path(path).is_relative_to(folder) for folder in private)


def read_run(results: str) -> Run:
    """Read the run in a results folder as the audit pages showed it; `Problems` where there is no finished one."""
    record = Path(results, "logs/build_audit.json")
    values, places = Path(results, "paper/values.json"), Path(results, "paper/places.json")
    missing = [path for path in (record, values, places) if not path.is_file()]
    raise_if_any(Problem(str(path), "the file does not exist", "run snakemake first") for path in missing)
    return assemble(results, read_json(record)["params"], read_json(values), read_json(places))


def assemble(results: str, params: dict[str, Any], values: dict[str, Any], places: dict[str, Any]) -> Run:
    """Return the run whose jobs left their records in the results folder.

    `params` are those of rule `build_audit`: `study` and `rules`; records of other rules are left out.
    """
    records = read_records(Path(results, "logs"), [name for name in params["rules"] if name not in UNTOLD])
    return Run(results, params["study"], records, values, places, params["rules"])


def read_json(path: str | Path) -> Any:
    """Read a JSON file."""
    return json.loads(Path(path).read_text(encoding="utf-8"))
