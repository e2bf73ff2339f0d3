"""Estimate how likely each person was to be exposed, and how far the arms overlap in that."""

from chart2paper.jobs.job import job
from chart2paper.match.candidates import read_candidates
from chart2paper.match.overlap import assess_overlap
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import MATCHES, OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    overlap, summary = assess_overlap(
        cohort=read_table(COHORT, inputs.cohort),
        candidates=read_candidates(inputs.candidates, params.covariates),
        matches=read_table(MATCHES, inputs.matches),
        covariates=params.covariates,
        equipoise=params.equipoise,
    )
    write_table(overlap, OVERLAP, outputs.overlap)
    write_table(summary, OVERLAP_SUMMARY, outputs.overlap_summary)
