"""Estimate the primary effect by resampling: cluster bootstrap and permutation within sets."""

from chart2paper.jobs.job import job
from chart2paper.model.resampling.estimates import resampling_estimates
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    estimates = resampling_estimates(analysis_set, params.analysis, params.estimation, params.resampling)
    write_table(estimates, ESTIMATES, outputs.estimates)
