"""Clean the table condition_occurrence."""

from chart2paper.clean.code_lists import read_pain_conditions
from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.outcome import write_cleaned
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import CONDITION, PERSON
from chart2paper.tables.extract import EXTRACT_CONDITION
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_condition(
        read_table(EXTRACT_CONDITION, inputs.table),
        read_table(PERSON, inputs.person),
        read_pain_conditions(inputs.pain_conditions),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, CONDITION, outputs)
