"""Simulate one block of clinics and run both analyses on each."""

from chart2paper.clean.code_lists import read_drugs, read_pain_conditions
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.sensitivity.whole_analysis import Setting
from chart2paper.tables.read_write import write_table
from chart2paper.tables.validation import CLINICS
from chart2paper.validation.clinic import Protocol, run_clinics
from chart2paper.validation.extents import BLOCKS
from chart2paper.validation.scenarios import SCENARIOS
from chart2paper.validation.words_read import read_words_of_clinic

with job(snakemake) as (inputs, outputs, params):
    shared = (params.exposure, params.kinds, params.data_lock_date)
    words = read_words_of_clinic(
        read_drugs(inputs.drugs),
        read_pain_conditions(inputs.pain_conditions),
        load_mapping(inputs.mapping),
        params.data_lock_date,
    )
    clinics = run_clinics(
        SCENARIOS[snakemake.wildcards.scenario],
        BLOCKS[snakemake.wildcards.block],
        words,
        Protocol(Setting(params.target_trial, *shared), Setting(params.replication, *shared), params.named),
    )
    write_table(clinics, CLINICS, outputs.clinics)
