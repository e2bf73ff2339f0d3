"""Stop an analysis that is left without people, or that loses too many for what is not known of them."""

from chart2paper.jobs.job import job
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.readings.designs import designs_of
from chart2paper.readings.gate import problems_of
from chart2paper.readings.losses import judged, of_analysis
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.read_write import read_table, write_table
from chart2paper.tables.readings import LOSSES

with job(snakemake) as (inputs, outputs, params):
    mapping, name = load_mapping(inputs.mapping), params.analysis
    designs = designs_of(params.analyses, params.exposure, params.kinds, params.data_lock_date)
    roles = read_table(COHORT, inputs.cohort, ["role"])["role"].value_counts().to_dict()
    found = of_analysis(name, read_table(ATTRITION, inputs.attrition), roles, designs[name])
    losses = judged(found, mapping.accepted_losses)
    raise_if_any(problems_of(losses, mapping, inputs.mapping))
    write_table(losses, LOSSES, outputs.losses)
