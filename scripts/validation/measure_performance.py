"""Put the blocks together and measure how well each estimate does."""

import pandas as pd

from chart2paper.jobs.job import job
from chart2paper.tables.read_write import read_table, write_table
from chart2paper.tables.validation import CLINICS, PERFORMANCE
from chart2paper.validation.performance import performance

with job(snakemake) as (inputs, outputs, params):
    clinics = pd.concat([read_table(CLINICS, path) for path in inputs.blocks], ignore_index=True)
    write_table(clinics, CLINICS, outputs.clinics)
    write_table(performance(clinics), PERFORMANCE, outputs.performance)
