"""Describe the run as a Workflow Run RO-Crate."""

import json
import shutil
from pathlib import Path

from chart2paper.audit.crate import as_json, crate_of
from chart2paper.jobs.job import job

with job(snakemake) as (inputs, outputs, params):
    manifest = json.loads(Path(inputs.manifest).read_text(encoding="utf-8"))
    shutil.copyfile(inputs.snakefile, outputs.snakefile)
    Path(outputs.crate).write_text(as_json(crate_of(manifest)), encoding="utf-8")
