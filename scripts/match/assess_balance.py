"""Compare exposed people and comparators on every covariate, before and after matching."""

from chart2paper.jobs.job import job
from chart2paper.match.balance import assess_balance
from chart2paper.match.candidates import read_candidates
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import BALANCE, MATCHES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    balance = assess_balance(
        cohort=read_table(COHORT, inputs.cohort),
        candidates=read_candidates(inputs.candidates, params.covariates),
        matches=read_table(MATCHES, inputs.matches),
        covariates=params.covariates,
        rules=params.rules,
    )
    write_table(balance, BALANCE, outputs.balance)
