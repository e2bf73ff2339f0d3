"""Clean the table observation."""

from chart2paper.clean.others import clean_observation
from chart2paper.clean.outcome import write_cleaned
from chart2paper.dictionary.clean import OBSERVATION, PERSON
from chart2paper.dictionary.extract import EXTRACT_OBSERVATION
from chart2paper.job import job
from chart2paper.mapping import load_mapping
from chart2paper.tables import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_observation(
        read_table(EXTRACT_OBSERVATION, inputs.table),
        read_table(PERSON, inputs.person),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, OBSERVATION, outputs)
