"""Clean the table visit_occurrence."""

from chart2paper.clean.outcome import write_cleaned
from chart2paper.clean.visits import clean_visit
from chart2paper.dictionary.clean import PERSON, VISIT
from chart2paper.dictionary.extract import EXTRACT_VISIT
from chart2paper.job import job
from chart2paper.mapping import load_mapping
from chart2paper.tables import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_visit(
        read_table(EXTRACT_VISIT, inputs.table),
        read_table(PERSON, inputs.person),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, VISIT, outputs)
