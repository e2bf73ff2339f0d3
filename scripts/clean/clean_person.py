"""Clean the table person."""

from chart2paper.clean.outcome import write_cleaned
from chart2paper.clean.persons import clean_person
from chart2paper.dictionary.clean import PERSON
from chart2paper.dictionary.extract import EXTRACT_PERSON, EXTRACT_VISIT
from chart2paper.job import job
from chart2paper.mapping import load_mapping
from chart2paper.tables import read_table

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
