"""Build the audit pages from the records of the run's jobs and what they made."""

from pathlib import Path

from chart2paper.audit.pages import build_audit
from chart2paper.audit.run import assemble, read_json
from chart2paper.jobs.job import job

with job(snakemake) as (inputs, outputs, params):
    places = read_json(Path(params.results, "paper/places.json"))
    settings = {"study": params.study, "rules": params.rules}
    run = assemble(params.results, settings, read_json(inputs.values), places)
    build_audit(run, Path(str(outputs.audit)))
    print(f"The audit pages are in {params.results}/audit/: open index.html")
