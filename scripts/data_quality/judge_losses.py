"""Stop the run where more is lost than the mapping accepts; all such losses are told at once."""

from pathlib import Path

from chart2paper.data_quality.gate import PASSED, problems_of
from chart2paper.jobs.job import job
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.data_quality import LOSSES
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    losses = read_table(LOSSES, inputs.losses)
    raise_if_any(problems_of(losses, load_mapping(inputs.mapping), inputs.mapping))
    Path(outputs.passed).write_text(PASSED, encoding="utf-8")
