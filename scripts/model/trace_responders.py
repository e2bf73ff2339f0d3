"""Trace the share of responders over all thresholds."""

from chart2paper.dictionary import ANALYSIS_SET, RESPONDER_CURVE
from chart2paper.job import job
from chart2paper.model.responder_curve import responder_curve
from chart2paper.tables import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    write_table(responder_curve(analysis_set), RESPONDER_CURVE, outputs.responder_curve)
