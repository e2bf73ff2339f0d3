"""Can the earlier run be compared with this one? Asked before an earlier comparison is deleted."""

from pathlib import Path

from chart2paper.changes.earlier import open_earlier
from chart2paper.changes.run import read_run
from chart2paper.jobs.job import job
from chart2paper.jobs.prints import Prints

with job(snakemake) as (inputs, outputs, params):
    open_earlier(params.previous, read_run(params.results), Prints(**params.prints))
    Path(outputs.can_be_compared).write_text(f"{params.previous} can be compared with\n", encoding="utf-8")
