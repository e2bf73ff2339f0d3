"""Estimate the effect from every score of the outcome window: mixed model and GEE."""

from chart2paper.jobs.job import job
from chart2paper.model.repeated.estimates import repeated_estimates
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, SCORES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    people, scores = read_table(ANALYSIS_SET, inputs.analysis_set), read_table(SCORES, inputs.scores)
    estimates = repeated_estimates(people, scores, params.analysis, params.estimation, params.target_day)
    write_table(estimates, ESTIMATES, outputs.estimates)
