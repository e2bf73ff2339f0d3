"""Clean the table person."""

from chart2paper.clean.outcome import write_cleaned
from chart2paper.clean.persons import clean_person
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import PERSON
from chart2paper.tables.extract import EXTRACT_PERSON, EXTRACT_VISIT
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_person(
        read_table(EXTRACT_PERSON, inputs.table),
        read_table(
            EXTRACT_VISIT,
            inputs.visit_occurrence,
            ["person_id", "visit_start_date", "age_source_value", "source_file"],
        ),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, PERSON, outputs)
