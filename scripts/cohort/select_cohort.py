"""Select who is in an analysis, account for everyone else, and list the possible comparators."""

from chart2paper.cohort.candidates_file import write_candidates
from chart2paper.cohort.chart import chart_up_to_lock
from chart2paper.cohort.design import design_of
from chart2paper.cohort.select import select_cohort
from chart2paper.dictionary import ATTRITION, COHORT, CONDITION, DRUG, MEASUREMENT, PERSON, VISIT
from chart2paper.job import job
from chart2paper.tables import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    design = design_of(params)
    chart = chart_up_to_lock(
        person=read_table(PERSON, inputs.person, ["person_id", "birth_date", "over_89", "sex"]),
        visit=read_table(
            VISIT,
            inputs.visit_occurrence,
            ["person_id", "visit_start_date", "visit_end_date", "visit_status"],
        ),
        measurement=read_table(
            MEASUREMENT,
            inputs.measurement,
            ["person_id", "measurement_date", "pain_kind", "value_as_number"],
        ),
        drug=read_table(
            DRUG,
            inputs.drug_exposure,
            [
                "person_id",
                "drug_exposure_start_date",
                "drug_exposure_end_date",
                "ingredient",
                "drug_class",
                "route",
                "daily_dose_mg",
            ],
        ),
        condition=read_table(
            CONDITION,
            inputs.condition_occurrence,
            ["person_id", "condition_start_date", "pain_group", "mechanism"],
        ),
        design=design,
    )
    selection = select_cohort(chart, design)
    write_table(selection.cohort, COHORT, outputs.cohort)
    write_table(selection.attrition, ATTRITION, outputs.attrition)
    write_candidates(selection.pairs, selection.slots, outputs.candidates)
