"""Do the manifest, the records of the jobs and the crate tell the same?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.crate import as_json, crate_of
from chart2paper.audit.manifest import build_manifest
from chart2paper.audit.verify.evidence import CLOSING, ON_DEMAND, Evidence
from chart2paper.audit.verify.guard import AGAIN
from chart2paper.audit.verify.names import names_fit
from chart2paper.jobs.job import as_json as record_as_json
from chart2paper.problems import Problem


def record_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield a `Problem` per file of which manifest and records tell different things, in both directions."""
    if evidence.rebuilt:
        return
    manifest, records = evidence.manifest, evidence.records_of_run()
    # First each record by itself: one that was edited may not be readable as a part of the whole.
    for path in sorted({*manifest["records"], *records}):
        yield from _record(path, manifest["records"].get(path), evidence)
    for path, record in evidence.records.items():
        yield from _spelling(path, record)
        if record.get("key_id") != manifest["key_id"]:
            what = "edited: its fingerprints are not made with the key of the manifest's"
            yield Problem(path, what, "run snakemake again")
    again = build_manifest(list(records.values()), {}, "requirements.lock", "")
    for part in ("files", "sources"):
        for path in sorted({*manifest[part], *again[part]}):
            if manifest[part].get(path) != again[part].get(path):
                told = ", ".join(_records_of(path, records)) or "no record, for no job made or read it"
                yield Problem(
                    path, f"the manifest says another thing of it than {told}", "run snakemake again"
                )


def _records_of(path: str, records: dict[str, Any]) -> list[str]:
    """Return the record of the job that made a file, or those of the jobs that read it."""
    made = [name for name, record in records.items() if path in record["outputs"]]
    return made or [name for name, record in records.items() if path in record["inputs"]]


def _record(path: str, listed: Any, evidence: Evidence) -> Iterator[Problem]:
    if listed is None:
        yield Problem(path, "the record of a job that the manifest does not know", "delete it")
    elif not Path(path).is_file():
        yield Problem(path, "missing: the record of a job", "run snakemake again")
    elif evidence.has_key and not evidence.prints.is_same(path, listed):
        yield Problem(path, "edited: it is not the record that the job left", "run snakemake again")


def _spelling(path: str, record: dict[str, Any]) -> Iterator[Problem]:
    """A record is written in one way only; a blank too many was put there by somebody else."""
    if Path(path).read_bytes() != record_as_json(record).encode():
        yield Problem(path, "edited: a job writes its record in another way", "run snakemake again")


def closing_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield what does not fit in the records of the last jobs, which no manifest holds, and of those on demand."""
    present = evidence.records_of(CLOSING)
    for rule in CLOSING:
        path = str(Path(evidence.results, "logs", f"{rule}.json"))
        if path not in present and not Path(path).is_file():
            yield Problem(path, "missing: the record of a job", "run snakemake again")
    for path, record in evidence.records_of((*CLOSING, *ON_DEMAND)).items():
        yield from _closing(path, record, evidence)


def _closing(path: str, record: dict[str, Any], evidence: Evidence) -> Iterator[Problem]:
    for made in record["outputs"]:
        if not evidence.may_make(record["rule"], made):
            yield Problem(path, f"edited: rule {record['rule']} makes no {made}", "run snakemake again")
    if record["rule"] in CLOSING:
        yield from _last_jobs(path, record, evidence)


def _last_jobs(path: str, record: dict[str, Any], evidence: Evidence) -> Iterator[Problem]:
    """The records of the last jobs stand in no manifest: each thing that they say is compared with what it is about."""
    manifest, prints = evidence.manifest, evidence.prints
    known = manifest["files"] | manifest["sources"] | manifest["project"] | manifest["lock_file"]
    if evidence.has_key:
        known |= {name: prints.of(name) for name in record["outputs"] if Path(name).is_file()}
        known |= {name: prints.of(name) for name in [str(evidence.manifest_file)] if Path(name).is_file()}
    told = {**record["inputs"], **record["outputs"]}
    wrong = [name for name, print_ in told.items() if name in known and not _same(print_, known[name])]
    for name in wrong:
        yield Problem(path, f"edited, or {name} is: they do not fit each other", "run snakemake again")
    rules = sorted({one["rule"] for one in evidence.records_of_run().values()})
    expected: dict[str, Any] = {"results": evidence.results, "study": manifest["study"], "rules": rules}
    settings = expected if record["rule"] == "write_manifest" else {}
    if record["wildcards"] or record["params"] != settings or not names_fit(record):
        yield Problem(path, "edited: its settings or names are not those of this run", "run snakemake again")


def _same(print_: dict[str, Any], entry: dict[str, Any]) -> bool:
    return bool(print_) and all(entry.get(name) == value for name, value in print_.items())


def crate_findings(evidence: Evidence) -> Iterator[Problem]:
    """The crate is written from the manifest alone, so it can be written again and compared."""
    path = Path(evidence.results, "ro-crate-metadata.json")
    if not path.is_file():
        yield Problem(str(path), "missing", "run snakemake again")
    elif not evidence.rebuilt and path.read_bytes() != as_json(crate_of(evidence.manifest)).encode():
        yield Problem(str(path), "edited: it does not describe this run", AGAIN)
    copy = Path(evidence.results, "workflow/Snakefile")
    if not copy.is_file():
        yield Problem(str(copy), "missing", "run snakemake again")
    elif Path("Snakefile").is_file() and copy.read_bytes() != Path("Snakefile").read_bytes():
        yield Problem(str(copy), "edited: it is not the Snakefile of the workflow", AGAIN)
