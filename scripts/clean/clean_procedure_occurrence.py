"""Clean the table procedure_occurrence."""

from chart2paper.clean.others import clean_procedure
from chart2paper.clean.outcome import write_cleaned
from chart2paper.dictionary.clean import PERSON, PROCEDURE
from chart2paper.dictionary.extract import EXTRACT_PROCEDURE
from chart2paper.job import job
from chart2paper.mapping import load_mapping
from chart2paper.tables import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_procedure(
        read_table(EXTRACT_PROCEDURE, inputs.table),
        read_table(PERSON, inputs.person),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, PROCEDURE, outputs)
