"""Clean the table visit_occurrence."""

from chart2paper.clean.outcome import write_cleaned
from chart2paper.clean.visits import clean_visit
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import PERSON, VISIT
from chart2paper.tables.extract import EXTRACT_VISIT
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_visit(
        read_table(EXTRACT_VISIT, inputs.table),
        read_table(PERSON, inputs.person),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, VISIT, outputs)
