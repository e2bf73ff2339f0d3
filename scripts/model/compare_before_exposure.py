"""Look for differences where there should be none, and for regression to the mean."""

from chart2paper.jobs.job import job
from chart2paper.model.explain.negative_controls import negative_controls
from chart2paper.model.explain.regression_to_mean import regression_to_mean
from chart2paper.statistics.results import rows_frame
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, SCORES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    scores = read_table(SCORES, inputs.scores)
    controls = negative_controls(people, scores, params.adjust_for, params.explanations)
    write_table(rows_frame(controls, params.analysis), ESTIMATES, outputs.negative_controls)
    write_table(
        rows_frame(regression_to_mean(people), params.analysis), ESTIMATES, outputs.regression_to_mean
    )
