"""Compare exposed people and comparators on every covariate, before and after matching.

Of the primary analysis also: how far the arms overlap in how likely a person was to be exposed, and how the exposed
people for whom a comparator was found differ from those for whom none was.
"""

from chart2paper.jobs.job import job
from chart2paper.match.balance import assess_balance
from chart2paper.match.candidates import read_candidates
from chart2paper.match.kept_dropped import compare_kept_with_dropped
from chart2paper.match.overlap import assess_overlap
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import BALANCE, KEPT_DROPPED, MATCHES, OVERLAP, OVERLAP_SUMMARY, UNMATCHED
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    covariates, compared = params.covariates, params.compared
    cohort, matches = read_table(COHORT, inputs.cohort), read_table(MATCHES, inputs.matches)
    candidates = read_candidates(inputs.candidates, compared)
    balance = assess_balance(cohort, candidates, matches, compared, params.rules)
    write_table(balance, BALANCE, outputs.balance)
    if params.is_primary:
        overlap, summary = assess_overlap(
            cohort, candidates, matches, covariates, params.rules["equipoise_limits"]
        )
        write_table(overlap, OVERLAP, outputs.overlap)
        write_table(summary, OVERLAP_SUMMARY, outputs.overlap_summary)
        unmatched = read_table(UNMATCHED, inputs.unmatched)
        kept_dropped = compare_kept_with_dropped(cohort, unmatched, covariates)
        write_table(kept_dropped, KEPT_DROPPED, outputs.kept_dropped)
