"""Are the logs that are only ever added to whole: who is who, what was locked, what was released?"""

import json
from collections.abc import Iterator
from pathlib import Path

from chart2paper.audit.verify.evidence import Evidence
from chart2paper.audit.verify.guard import guarded
from chart2paper.extract.linkage_chain import chain_of, has_chain
from chart2paper.extract.linkage_log import read_linkage
from chart2paper.problems import Problem
from chart2paper.protocol.register import RESTORE, read_register
from chart2paper.protocol.sources import register_of


def log_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield what is wrong with the linkage log and the register of locks; a run that has none is not told."""
    study = evidence.manifest["study"].get("study")
    linkage = Path(evidence.prints.key).with_suffix(".csv")
    if isinstance(study, str):
        register = Path(register_of(study))
        yield from guarded(str(register), _register(register, study))
        yield from guarded(str(register.with_suffix(".head")), _head(register))
    # Who was handed results without that folder has neither the log nor the key, which is told once.
    if linkage.exists() or chain_of(linkage).exists() or Path(evidence.prints.key).is_file():
        yield from guarded(str(linkage), _linkage(linkage))


def _head(register: Path) -> Iterator[Problem]:
    """Yield where the file beside a register does not hold the hash of one of its entries, and nothing else."""
    lines = register.read_text(encoding="utf-8").splitlines() if register.is_file() else []
    head = register.with_suffix(".head")
    there = head.read_bytes() if head.is_file() else b""
    hashes = [json.loads(line).get("hash") for line in lines]
    if (lines or there) and there not in [f"{entry}\n".encode() for entry in hashes]:
        yield Problem(
            str(head), "edited or missing: it holds the hash of the register's newest entry", RESTORE
        )


def _register(register: Path, study: str) -> Iterator[Problem]:
    entries = read_register(register, study)
    written = "".join(json.dumps(entry, ensure_ascii=False, sort_keys=True) + "\n" for entry in entries)
    if register.is_file() and register.read_bytes() != written.encode():
        yield Problem(str(register), "edited: something stands between its entries", RESTORE)


def _linkage(linkage: Path) -> Iterator[Problem]:
    if linkage.exists() and not has_chain(linkage):
        what = "missing: without it nobody can tell whether the linkage log was edited"
        yield Problem(
            str(chain_of(linkage)), what, "put it back; a log that never had one gets one in the next run"
        )
    read_linkage(linkage)
