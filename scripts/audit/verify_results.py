"""Check a run: every fingerprint, every value, every paper, every figure; name what does not agree."""

import sys
from pathlib import Path

from chart2paper.audit.verify.checks import verify
from chart2paper.audit.verify.report import verify_report
from chart2paper.jobs.prints import Prints

results = snakemake.params.results
if not Path(results, "manifest.json").exists() and not Path(results, "logs").exists():
    text = f"{results}/manifest.json does not exist: run snakemake first.\n"
    Path(snakemake.log[0]).write_text(text, encoding="utf-8")
    sys.exit(1)

evidence, found = verify(results, snakemake.params.study, Prints(**snakemake.params.prints))
text = verify_report(evidence, found, public_key="")
# What stops here is said at the end of the run, below everything that Snakemake says of a job that failed.
if found:
    Path(snakemake.log[0]).write_text(f"{text}\n", encoding="utf-8")
    sys.exit(1)
print(text, file=sys.stderr)
