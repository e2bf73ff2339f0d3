"""Bound what an unmeasured confounder could do, and set it against the measured ones."""

from chart2paper.jobs.job import job
from chart2paper.model.explain.e_values import e_values
from chart2paper.model.explain.measured import measured_confounders
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS
from chart2paper.tables.match import BALANCE
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    needed = e_values(people, read_table(ESTIMATES, inputs.estimates))
    measured = measured_confounders(
        people, read_table(BALANCE, inputs.balance), needed, params.adjust_for, params.matched_on
    )
    write_table(needed, E_VALUES, outputs.e_values)
    write_table(measured, MEASURED_CONFOUNDERS, outputs.measured_confounders)
