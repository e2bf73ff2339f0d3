"""Write the manifest of the run from the records its jobs left."""

import json
from pathlib import Path

from chart2paper.audit.manifest import build_manifest, read_records
from chart2paper.job import job

with job(snakemake) as (inputs, outputs, params):
    records = read_records(Path(params.results, "logs"), params.rules)
    manifest = build_manifest(records, params.study, inputs.lock, params.prints["id"])
    Path(outputs.manifest).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
