"""Estimate the effect by weighting everyone eligible, beside what the steps before it give."""

from chart2paper.jobs.job import job
from chart2paper.model.weighting.steps import Settings, estimate_steps
from chart2paper.model.weighting.summary import weighted_balance, weights_summary
from chart2paper.model.weighting.weights import models_of
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import read_table, write_table
from chart2paper.tables.weighting import POPULATION, WEIGHTED_BALANCE, WEIGHTS_SUMMARY

with job(snakemake) as (inputs, outputs, params):
    people = read_table(POPULATION, inputs.population)
    matched = read_table(ANALYSIS_SET, inputs.analysis_set)
    percentile = params.weighting["truncate_percentile"]
    settings = Settings(params.covariates, params.adjust_for, percentile)
    models = models_of(people, params.covariates, params.adjust_for, params.least_probability)
    write_table(
        estimate_steps(people, matched, models, settings, params.analysis), ESTIMATES, outputs.estimates
    )
    write_table(weights_summary(people, models, percentile), WEIGHTS_SUMMARY, outputs.weights_summary)
    write_table(
        weighted_balance(people, models, percentile, params.covariates),
        WEIGHTED_BALANCE,
        outputs.weighted_balance,
    )
