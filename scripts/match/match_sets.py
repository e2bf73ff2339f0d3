"""Match exposed people with comparators; write the sets, who could not be matched, and who else was near."""

from chart2paper.jobs.job import job
from chart2paper.match.candidates import read_candidates
from chart2paper.match.nearest_table import nearest_comparators
from chart2paper.match.sets import match_pairs, sets_of
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import MATCHES, NEAREST, UNMATCHED
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    setting = params.matching
    cohort = read_table(COHORT, inputs.cohort)
    covariates = [*setting["exact"], *setting["calipers"], *setting["distance_on"]]
    matching = match_pairs(
        exposed=cohort[cohort["role"] == "exposed"],
        candidates=read_candidates(inputs.candidates, covariates),
        **setting,
    )
    matches, unmatched = sets_of(matching)
    write_table(matches, MATCHES, outputs.matches)
    write_table(unmatched, UNMATCHED, outputs.unmatched)
    write_table(nearest_comparators(matching), NEAREST, outputs.nearest)
