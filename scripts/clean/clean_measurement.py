"""Clean the table measurement."""

from chart2paper.clean.code_lists import read_pain_words
from chart2paper.clean.measurements import clean_measurement
from chart2paper.clean.outcome import write_cleaned
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import MEASUREMENT, PERSON, VISIT
from chart2paper.tables.extract import EXTRACT_MEASUREMENT
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_measurement(
        read_table(EXTRACT_MEASUREMENT, inputs.table),
        read_table(PERSON, inputs.person),
        read_table(VISIT, inputs.visit_occurrence),
        read_pain_words(inputs.pain_words),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, MEASUREMENT, outputs)
