"""Measure the outcome of everyone eligible before matching."""

from chart2paper.cohort.scores import daily_scores
from chart2paper.jobs.job import job
from chart2paper.model.weighting.population import draw_candidates, population
from chart2paper.tables.clean import MEASUREMENT, VISIT
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.read_write import read_table, write_table
from chart2paper.tables.weighting import POPULATION

with job(snakemake) as (inputs, outputs, params):
    people = population(
        read_table(COHORT, inputs.cohort),
        draw_candidates(inputs.candidates),
        daily_scores(read_table(MEASUREMENT, inputs.measurement), params.kinds),
        read_table(VISIT, inputs.visit_occurrence),
        params.outcome,
        params.data_lock_date,
    )
    write_table(people, POPULATION, outputs.population)
