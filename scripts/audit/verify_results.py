"""Recompute every fingerprint, read the printed papers, and name what does not agree."""

import json
import sys
from pathlib import Path

from chart2paper.audit.printed import printed_findings
from chart2paper.audit.verify import findings

results = snakemake.params.results
manifest_file = Path(results, "manifest.json")
if not manifest_file.is_file():
    sys.exit(f"\n{manifest_file} does not exist: run snakemake first.\n")

manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
found = findings(manifest, snakemake.params.study, results)
paper = Path(results, "paper")
papers = [paper / f"paper.{kind}" for kind in ("html", "pdf", "docx")]
# A paper that is gone or stale has been told already; its numbers are compared when all of it is there.
if all(path.exists() for path in (*papers, paper / "generated", paper / "values.json")):
    found += printed_findings(papers, Path("reports"), paper / "generated", paper / "values.json")
for number, finding in enumerate(found, 1):
    print(f"{number:3d}. {finding}", file=sys.stderr)
if found:
    sys.exit(f"\n{len(found)} finding(s) in {results}/.\n")
print(f"All {len(manifest['files'])} files in {results}/ are what the rules made.", file=sys.stderr)
print(
    "Every number in the papers (HTML, PDF, Word) is the one of values.json, in its place.", file=sys.stderr
)
