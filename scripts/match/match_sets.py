"""Match exposed people with comparators and write the sets, and who could not be matched."""

from chart2paper.dictionary import COHORT, MATCHES, UNMATCHED
from chart2paper.job import job
from chart2paper.match.candidates import read_candidates
from chart2paper.match.sets import match_sets
from chart2paper.tables import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    setting = params.matching
    cohort = read_table(COHORT, inputs.cohort)
    covariates = [*setting["exact"], *setting["calipers"], *setting["distance_on"]]
    matches, unmatched = match_sets(
        exposed=cohort[cohort["role"] == "exposed"],
        candidates=read_candidates(inputs.candidates, covariates),
        **setting,
    )
    write_table(matches, MATCHES, outputs.matches)
    write_table(unmatched, UNMATCHED, outputs.unmatched)
