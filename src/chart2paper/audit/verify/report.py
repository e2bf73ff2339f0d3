"""What `verify` says: the manifest's fingerprint, what was compared, and every finding, with a count."""

from chart2paper.audit.manifest import manifest_print, signature_of
from chart2paper.audit.verify.cells import counts
from chart2paper.audit.verify.evidence import Evidence
from chart2paper.problems import Problem

LIMITS = """What this cannot show: whoever rewrites everything at once, or runs the workflow on other records, leaves
results that agree. Only a signature, or a fingerprint that was deposited elsewhere, shows that
(docs/audit_pages.md)."""


def verify_report(evidence: Evidence, found: list[Problem], public_key: str) -> str:
    """Return the whole text: findings last, so that they stand below everything else."""
    head = [_manifest(evidence), _signature(evidence, public_key, found)]
    if found:
        listed = [f"{number:3d}. {finding}" for number, finding in enumerate(found, 1)]
        total = f"{len(found)} finding{'s' if len(found) != 1 else ''} in {evidence.results}/."
        return "\n".join([*head, "", *listed, "", total])
    return "\n".join([*head, *_compared(evidence), "", LIMITS])


def _manifest(evidence: Evidence) -> str:
    file = evidence.manifest_file
    return f"{file}: SHA-256 {manifest_print(file) if file.is_file() else 'none, the file is missing'}"


def _signature(evidence: Evidence, public_key: str, found: list[Problem]) -> str:
    place = signature_of(evidence.manifest_file)
    if public_key:
        bad = {str(place), str(public_key)} & {finding.file for finding in found}
        return f"Signature: {'NOT the one of' if bad else 'by the owner of'} {public_key}"
    there = f"{place}, not checked: name the public key (chart2paper verify --key FILE.pub)"
    return f"Signature: {there if place.is_file() else 'none'}"


def _compared(evidence: Evidence) -> list[str]:
    count = counts(evidence)
    return [
        f"All {len(evidence.files())} files in {evidence.results}/ are what the rules made.",
        "Figures, values, papers, protocol and audit pages were made again from what they show: the same bytes.",
        f"{sum(count.values()):,} values: {count['cells']:,} are the cell (file, row, column) they name, "
        f"{count['settings']:,} the setting; {count['made']:,} are made from other values.",
        f"The other {count['other'] + count['program']:,} (counts over whole tables, words) have no cell and were "
        "computed again.",
        "Every number in the papers (HTML, PDF, Word) is the one of values.json, in its place.",
    ]
