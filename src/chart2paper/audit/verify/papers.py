"""Do the rendered papers print the numbers of `values.json`, each in its place?"""

from collections.abc import Iterator
from pathlib import Path

from chart2paper.audit.printed import printed_findings
from chart2paper.audit.verify.evidence import Evidence
from chart2paper.problems import Problem

KINDS = ("html", "pdf", "docx")


def paper_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield a `Problem` per number of a paper that is not the one of `values.json` in its place.

    A paper that is gone has been told already; so have values that cannot be read.
    """
    folder = Path(evidence.results, "paper")
    papers = [paper for kind in KINDS if (paper := folder / f"paper.{kind}").is_file()]
    if evidence.values and (folder / "generated").is_dir():
        yield from printed_findings(papers, Path("reports"), folder / "generated", folder / "values.json")
