"""Compare exposed people and comparators on every covariate, before and after matching."""

from chart2paper.dictionary.cohort import COHORT
from chart2paper.dictionary.match import BALANCE, MATCHES
from chart2paper.job import job
from chart2paper.match.balance import assess_balance
from chart2paper.match.candidates import read_candidates
from chart2paper.tables import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    balance = assess_balance(
        cohort=read_table(COHORT, inputs.cohort),
        candidates=read_candidates(inputs.candidates, params.covariates),
        matches=read_table(MATCHES, inputs.matches),
        covariates=params.covariates,
        rules=params.rules,
    )
    write_table(balance, BALANCE, outputs.balance)
