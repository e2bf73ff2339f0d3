"""Build the audit pages from the records of the run's jobs and what they made."""

from pathlib import Path

from chart2paper.audit.manifest import read_records
from chart2paper.audit.pages import build_audit
from chart2paper.audit.run import Run, read_json
from chart2paper.job import job

with job(snakemake) as (inputs, outputs, params):
    run = Run(
        results=params.results,
        study=params.study,
        records=read_records(Path(params.results, "logs"), list(params.rules)),
        values=read_json(inputs.values),
        places=read_json(Path(params.results, "paper/places.json")),
        rules=params.rules,
    )
    build_audit(run, Path(str(outputs.audit)))
    print(f"The audit pages are in {params.results}/audit/: open index.html")
