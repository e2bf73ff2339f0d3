"""All checks of a run, in the order in which they are told: fingerprints first."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from chart2paper.audit.signature import signature_findings
from chart2paper.audit.verify.agreement import closing_findings, crate_findings, record_findings
from chart2paper.audit.verify.cells import cell_findings
from chart2paper.audit.verify.evidence import Evidence, read_evidence
from chart2paper.audit.verify.guard import guarded
from chart2paper.audit.verify.logs import log_findings
from chart2paper.audit.verify.papers import paper_findings
from chart2paper.audit.verify.prints import print_findings
from chart2paper.audit.verify.release_folder import release_findings
from chart2paper.audit.verify.remade import remade_findings
from chart2paper.audit.verify.texts import text_findings
from chart2paper.audit.verify.unknown import mode_findings, unknown_findings
from chart2paper.jobs.prints import Prints
from chart2paper.problems import Problem

Check = Callable[[Evidence], Iterable[Problem]]
# What each check is about, named where it cannot be done, and the check. The cheap ones come first.
CHECKS: tuple[tuple[str, Check], ...] = (
    ("manifest.json", print_findings),
    ("manifest.json", record_findings),
    ("logs", closing_findings),
    ("ro-crate-metadata.json", crate_findings),
    ("", unknown_findings),
    ("", mode_findings),
    ("logs", log_findings),
    ("release.zip", release_findings),
    ("paper/values.json", cell_findings),
    ("paper/values.json", text_findings),
    ("paper", paper_findings),
)


def verify(
    results: str,
    study: dict[str, Any] | None,
    prints: Prints,
    public_key: str = "",
    everything: bool = False,
) -> tuple[Evidence, list[Problem]]:
    """Return what a run left, and everything in it that was edited, is stale, is missing, is too much or disagrees.

    study: the protocol as it is now, None where it cannot be read. prints: how fingerprints are made here.
    public_key: file with the key that must have signed the manifest. everything: do every job again, not only
    those that show results, which takes as long as a run.
    """
    evidence, unreadable = read_evidence(results, study, prints)
    found = [*unreadable]
    if public_key:
        found += guarded(str(evidence.manifest_file), signature_findings(evidence.manifest_file, public_key))
    for inside, check in CHECKS:
        found += guarded(str(Path(results, inside)), check(evidence))
    found = list(dict.fromkeys(found))
    named = {finding.file for finding in found}
    again = guarded(results, remade_findings(evidence, everything))
    # What came out otherwise because it was edited by hand has been told.
    return evidence, [*found, *(finding for finding in again if finding.file not in named)]
