"""Recompute every fingerprint of the manifest and name what does not agree."""

import json
import sys
from pathlib import Path

from chart2paper.audit.verify import findings

results = snakemake.params.results
manifest_file = Path(results, "manifest.json")
if not manifest_file.is_file():
    sys.exit(f"\n{manifest_file} does not exist: run snakemake first.\n")

manifest = json.loads(manifest_file.read_text(encoding="utf-8"))
found = findings(manifest, snakemake.params.study, results)
for number, finding in enumerate(found, 1):
    print(f"{number:3d}. {finding}", file=sys.stderr)
if found:
    sys.exit(f"\n{len(found)} finding(s) in {results}/.\n")
print(f"All {len(manifest['files'])} files in {results}/ are what the rules made.", file=sys.stderr)
