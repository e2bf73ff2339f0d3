"""Bound what hidden bias within the matched sets could do."""

from chart2paper.jobs.job import job
from chart2paper.model.explain.rosenbaum import rosenbaum_bounds
from chart2paper.tables.explain import ROSENBAUM_BOUNDS
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    bounds = rosenbaum_bounds(people, params.adjust_for, params.largest_gamma)
    write_table(bounds, ROSENBAUM_BOUNDS, outputs.rosenbaum_bounds)
