"""Collect every score of the matched people around their index date."""

from chart2paper.cohort.scores import daily_scores
from chart2paper.jobs.job import job
from chart2paper.model.scores import scores_around
from chart2paper.tables.clean import MEASUREMENT
from chart2paper.tables.model import ANALYSIS_SET, SCORES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    scores = scores_around(
        read_table(ANALYSIS_SET, inputs.analysis_set),
        daily_scores(read_table(MEASUREMENT, inputs.measurement), params.kinds),
        params.outcome,
        params.data_lock_date,
    )
    write_table(scores, SCORES, outputs.scores)
