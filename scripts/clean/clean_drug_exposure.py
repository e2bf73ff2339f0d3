"""Clean the table drug_exposure."""

from chart2paper.clean.code_lists import read_drugs
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.outcome import write_cleaned
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import DRUG, PERSON
from chart2paper.tables.extract import EXTRACT_DRUG
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    cleaned = clean_drug(
        read_table(EXTRACT_DRUG, inputs.table),
        read_table(PERSON, inputs.person),
        read_drugs(inputs.drugs),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    write_cleaned(cleaned, DRUG, outputs)
