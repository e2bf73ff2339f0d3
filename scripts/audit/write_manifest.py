"""Write the manifest of the run from the records its jobs left."""

import json
from pathlib import Path

from chart2paper.audit.manifest import build_manifest, read_records, record_files
from chart2paper.jobs.contents import remembered_code
from chart2paper.jobs.job import fingerprints, job
from chart2paper.jobs.prints import Prints

with job(snakemake) as (inputs, outputs, params):
    logs, prints = Path(params.results, "logs"), Prints(**params.prints)
    records = read_records(logs, params.rules)
    code = remembered_code()
    project, kept = (
        fingerprints(files, prints, code) for files in (params.project, record_files(logs, params.rules))
    )
    manifest = build_manifest(records, params.study, inputs.lock, prints.id, project, kept)
    Path(outputs.manifest).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
