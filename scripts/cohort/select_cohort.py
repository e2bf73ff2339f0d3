"""Select who is in an analysis, account for everyone else, and list the possible comparators."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.cohort.candidates_file import write_candidates
from chart2paper.cohort.chart import chart_up_to_lock, scores_by_date
from chart2paper.cohort.decisions import decisions
from chart2paper.cohort.design import design_of
from chart2paper.cohort.records import read_records
from chart2paper.cohort.select import select_cohort
from chart2paper.jobs.job import job
from chart2paper.tables.cohort import ATTRITION, COHORT, DAILY_SCORES, DECISIONS
from chart2paper.tables.read_write import write_table

with job(snakemake) as (inputs, outputs, params):
    design = design_of(params)
    records = read_records(
        person=inputs.person,
        visit=inputs.visit_occurrence,
        measurement=inputs.measurement,
        drug=inputs.drug_exposure,
        condition=inputs.condition_occurrence,
        observation=inputs.observation,
    )
    chart = chart_up_to_lock(**records, design=design)
    selection = select_cohort(chart, design)
    asked = decisions(selection.considered, selection.cohort["person_id"], design)
    outcome = OUTCOMES[params.scale]
    write_table(selection.cohort, COHORT.on(outcome), outputs.cohort)
    write_table(selection.attrition, ATTRITION, outputs.attrition)
    write_table(asked, DECISIONS, outputs.decisions)
    write_table(scores_by_date(chart), DAILY_SCORES.on(outcome), outputs.daily_scores)
    write_candidates(selection.pairs, selection.slots, outputs.candidates, outcome)
