"""Measure how long each matched exposed person took the exposure drug, and the share still taking it."""

from chart2paper.cohort.design import design_of
from chart2paper.jobs.job import job
from chart2paper.model.harms.exposure_time import exposure_time
from chart2paper.model.harms.kaplan_meier import time_on_treatment
from chart2paper.tables.clean import DRUG
from chart2paper.tables.harms import EXPOSURE_TIME, TIME_ON_TREATMENT
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    orders = read_table(DRUG, inputs.drug_exposure, only={"person_id": set(analysis_set["person_id"])})
    times = exposure_time(analysis_set, orders, design_of(params))
    write_table(times, EXPOSURE_TIME, outputs.exposure_time)
    write_table(time_on_treatment(times), TIME_ON_TREATMENT, outputs.time_on_treatment)
