"""Trace the share of responders over all thresholds, in each arm and between them."""

from chart2paper.jobs.job import job
from chart2paper.model.responder_curve import responder_curve, responder_difference
from chart2paper.tables.model import ANALYSIS_SET, RESPONDER_CURVE, RESPONDER_DIFFERENCE
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    curve = responder_curve(read_table(ANALYSIS_SET, inputs.analysis_set))
    write_table(curve, RESPONDER_CURVE, outputs.responder_curve)
    write_table(responder_difference(curve), RESPONDER_DIFFERENCE, outputs.responder_difference)
