"""Estimate the primary effect by other methods.

Missing outcomes handled in each way, every score of the outcome window, resampling, without each person in turn, and
weighting everyone eligible.
"""

from chart2paper.jobs.job import job
from chart2paper.model.leave_one_out import leave_one_out
from chart2paper.model.missing.handling import Records, handle_missing
from chart2paper.model.repeated.estimates import repeated_estimates
from chart2paper.model.resampling.estimates import resampling_estimates
from chart2paper.model.weighting.steps import Settings, estimate_steps
from chart2paper.model.weighting.summary import weighted_balance, weights_summary
from chart2paper.model.weighting.weights import models_of
from chart2paper.tables.clean import VISIT
from chart2paper.tables.missing import EVENTS, MISSING_OUTCOMES, TIPPING_POINT
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, INFLUENCE, SCORES
from chart2paper.tables.read_write import read_table, write_table
from chart2paper.tables.weighting import POPULATION, WEIGHTED_BALANCE, WEIGHTS_SUMMARY

with job(snakemake) as (inputs, outputs, params):
    name, estimation, covariates = params.analysis, params.estimation, params.covariates
    people, scores = read_table(ANALYSIS_SET, inputs.analysis_set), read_table(SCORES, inputs.scores)
    events, visits = read_table(EVENTS, inputs.events), read_table(VISIT, inputs.visit_occurrence)
    handled = handle_missing(Records(people, scores, events, visits), name, params)
    write_table(handled.missing_outcomes, MISSING_OUTCOMES, outputs.missing_outcomes)
    write_table(handled.estimates, ESTIMATES, outputs.missing)
    write_table(handled.tipping_point, TIPPING_POINT, outputs.tipping_point)

    repeated = repeated_estimates(people, scores, name, estimation, params.outcome["target_day"])
    write_table(repeated, ESTIMATES, outputs.repeated)
    resampled = resampling_estimates(people, name, estimation, params.resampling)
    write_table(resampled, ESTIMATES, outputs.resampling)
    write_table(leave_one_out(people, estimation), INFLUENCE, outputs.influence)

    everyone = read_table(POPULATION, inputs.population)
    percentile, adjust_for = params.weighting["truncate_percentile"], estimation["adjust_for"]
    models = models_of(everyone, covariates, adjust_for, estimation["least_probability"])
    steps = estimate_steps(everyone, people, models, Settings(covariates, adjust_for, percentile), name)
    write_table(steps, ESTIMATES, outputs.weighting)
    write_table(weights_summary(everyone, models, percentile), WEIGHTS_SUMMARY, outputs.weights_summary)
    weighted = weighted_balance(everyone, models, percentile, covariates)
    write_table(weighted, WEIGHTED_BALANCE, outputs.weighted_balance)
