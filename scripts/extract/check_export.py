"""Check a clinic's export against its mapping before the first run; prints a report, writes nothing."""

from chart2paper.extract.check_export import check_export
from chart2paper.job import job
from chart2paper.mapping import load_mapping
from chart2paper.problems import raise_if_any

with job(snakemake) as (inputs, _, params):
    print(check_export(load_mapping(inputs.mapping), params.raw_folder))
    raise_if_any(params.not_ready)
