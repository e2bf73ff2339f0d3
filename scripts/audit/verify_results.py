"""Recompute every fingerprint, read the printed papers, and name what does not agree."""

import json
import sys
from pathlib import Path

from chart2paper.audit.printed import printed_findings
from chart2paper.audit.verify import findings
from chart2paper.prints import Prints
from chart2paper.problems import Problems

results = snakemake.params.results
manifest_file = Path(results, "manifest.json")
if not manifest_file.is_file():
    Path(snakemake.log[0]).write_text(
        f"{manifest_file} does not exist: run snakemake first.\n", encoding="utf-8"
    )
    sys.exit(1)

manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
found = findings(manifest, snakemake.params.study, results, Prints(**snakemake.params.prints))
paper = Path(results, "paper")
papers = [paper / f"paper.{kind}" for kind in ("html", "pdf", "docx")]
# A paper that is gone or stale has been told already, and a stale one may not fit the present manuscript; its
# numbers are compared when all of it is there.
if all(path.exists() for path in (*papers, paper / "generated", paper / "values.json")):
    try:
        found += printed_findings(papers, Path("reports"), paper / "generated", paper / "values.json")
    except Problems as problems:
        found += [] if found else problems.problems
# What stops here is said at the end of the run, below everything that Snakemake says of a job that failed.
if found:
    listed = "".join(f"{number:3d}. {finding}\n" for number, finding in enumerate(found, 1))
    total = f"{len(found)} finding(s) in {results}/."
    Path(snakemake.log[0]).write_text(f"{listed}\n{total}\n", encoding="utf-8")
    sys.exit(1)
print(f"All {len(manifest['files'])} files in {results}/ are what the rules made.", file=sys.stderr)
print(
    "Every number in the papers (HTML, PDF, Word) is the one of values.json, in its place.", file=sys.stderr
)
