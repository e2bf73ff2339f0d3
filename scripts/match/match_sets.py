"""Match exposed people with comparators, unless nobody is left; write the sets, who could not be matched, who was near.

An analysis that is left without people, or that loses too many for what is not known of them, stops here.
"""

from chart2paper.data_quality.designs import designs_of
from chart2paper.data_quality.gate import problems_of
from chart2paper.data_quality.losses import judged, of_analysis
from chart2paper.jobs.job import job
from chart2paper.match.candidates import read_candidates
from chart2paper.match.nearest_table import nearest_comparators
from chart2paper.match.sets import match_pairs, sets_of
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.data_quality import LOSSES
from chart2paper.tables.match import MATCHES, NEAREST, UNMATCHED
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    setting, name = params.matching, params.analysis
    cohort, mapping = read_table(COHORT, inputs.cohort), load_mapping(inputs.mapping)
    settings = params.exposure, params.kinds, params.data_lock_date, params.scale
    designs = designs_of({name: params.design}, *settings)
    roles = cohort["role"].value_counts().to_dict()
    found = of_analysis(name, read_table(ATTRITION, inputs.attrition), roles, designs[name])
    losses = judged(found, mapping.accepted_losses)
    raise_if_any(problems_of(losses, mapping, inputs.mapping))
    write_table(losses, LOSSES, outputs.losses)

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
