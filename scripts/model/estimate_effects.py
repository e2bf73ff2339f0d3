"""Estimate the effect in the analysis set of one analysis, and the share of responders at every pain reduction."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.jobs.job import job
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.responder_curve import responder_curve, responder_difference
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES, RESPONDER_CURVE, RESPONDER_DIFFERENCE
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    write_table(estimate_effects(people, params.analysis, params.estimation), ESTIMATES, outputs.estimates)
    curve = responder_curve(people, OUTCOMES[params.estimation["scale"]])
    write_table(curve, RESPONDER_CURVE, outputs.responder_curve)
    write_table(
        responder_difference(curve, shared_comparators(people)),
        RESPONDER_DIFFERENCE,
        outputs.responder_difference,
    )
