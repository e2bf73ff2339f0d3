"""Estimate the effects that the protocol asks for."""

from chart2paper.jobs.job import job
from chart2paper.model.estimates import estimate_effects
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    write_table(
        estimate_effects(analysis_set, params.analysis, params.estimation), ESTIMATES, outputs.estimates
    )
