"""Refit the primary estimate without each person in turn."""

from chart2paper.jobs.job import job
from chart2paper.model.leave_one_out import leave_one_out
from chart2paper.tables.model import ANALYSIS_SET, INFLUENCE
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    write_table(leave_one_out(analysis_set, params.estimation), INFLUENCE, outputs.influence)
