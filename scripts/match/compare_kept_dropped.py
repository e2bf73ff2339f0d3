"""Compare the exposed people for whom a comparator was found with those for whom none was."""

from chart2paper.jobs.job import job
from chart2paper.match.kept_dropped import compare_kept_with_dropped
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import KEPT_DROPPED, UNMATCHED
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    kept_dropped = compare_kept_with_dropped(
        cohort=read_table(COHORT, inputs.cohort),
        unmatched=read_table(UNMATCHED, inputs.unmatched),
        covariates=params.covariates,
    )
    write_table(kept_dropped, KEPT_DROPPED, outputs.kept_dropped)
