"""Count missing outcomes, and estimate the effect under each way of handling them."""

from chart2paper.jobs.job import job
from chart2paper.model.missing.handling import Records, handle_missing
from chart2paper.tables.clean import VISIT
from chart2paper.tables.missing import EVENTS, MISSING_OUTCOMES, TIPPING_POINT
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, SCORES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    records = Records(
        people=read_table(ANALYSIS_SET, inputs.analysis_set),
        scores=read_table(SCORES, inputs.scores),
        events=read_table(EVENTS, inputs.events),
        visits=read_table(VISIT, inputs.visit_occurrence),
    )
    handled = handle_missing(records, params.analysis, params)
    write_table(handled.missing_outcomes, MISSING_OUTCOMES, outputs.missing_outcomes)
    write_table(handled.estimates, ESTIMATES, outputs.missing_estimates)
    write_table(handled.tipping_point, TIPPING_POINT, outputs.tipping_point)
