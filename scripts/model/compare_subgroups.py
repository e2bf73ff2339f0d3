"""Test whether the effect differs between kinds of people."""

from chart2paper.jobs.job import job
from chart2paper.model.interactions import interactions
from chart2paper.tables.harms import SUBGROUPS
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    write_table(interactions(analysis_set, params.contrasts, params.estimation), SUBGROUPS, outputs.subgroups)
