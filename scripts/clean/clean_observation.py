"""Clean the table observation."""

from chart2paper.clean.others import clean_observation
from chart2paper.clean.outcome import write_cleaned
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import OBSERVATION, PERSON
from chart2paper.tables.extract import EXTRACT_OBSERVATION
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_observation(
        read_table(EXTRACT_OBSERVATION, inputs.table),
        read_table(PERSON, inputs.person),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, OBSERVATION, outputs)
