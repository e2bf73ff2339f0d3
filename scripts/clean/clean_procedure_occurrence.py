"""Clean the table procedure_occurrence."""

from chart2paper.clean.others import clean_procedure
from chart2paper.clean.outcome import write_cleaned
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import PERSON, PROCEDURE
from chart2paper.tables.extract import EXTRACT_PROCEDURE
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_procedure(
        read_table(EXTRACT_PROCEDURE, inputs.table),
        read_table(PERSON, inputs.person),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, PROCEDURE, outputs)
