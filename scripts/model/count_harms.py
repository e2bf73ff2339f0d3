"""Compare subgroups, count adverse effects and reasons for stopping, and describe dose and response."""

import pandas as pd

from chart2paper.jobs.job import job
from chart2paper.model.harms.adverse_effects import harms
from chart2paper.model.harms.dose import dose_bands, dose_slope, dosed
from chart2paper.model.interactions import interactions
from chart2paper.statistics.results import rows_frame
from chart2paper.tables.clean import OBSERVATION
from chart2paper.tables.harms import DOSE_RESPONSE, EXPOSURE_TIME, HARMS, SUBGROUPS
from chart2paper.tables.model import ANALYSIS_SET, ESTIMATES
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    analysis_set = read_table(ANALYSIS_SET, inputs.analysis_set)
    write_table(interactions(analysis_set, params.contrasts, params.estimation), SUBGROUPS, outputs.subgroups)
    times = read_table(EXPOSURE_TIME, inputs.exposure_time)
    observation = read_table(OBSERVATION, inputs.observation)
    counted = harms(analysis_set, times, observation, params.harms["days_after_stop"], params.data_lock_date)
    write_table(counted, HARMS, outputs.harms)
    people = dosed(analysis_set, times)
    write_table(dose_bands(people, params.harms["dose_bands_mg"]), DOSE_RESPONSE, outputs.dose_response)
    slope = rows_frame([dose_slope(people, params.estimation["adjust_for"])], params.analysis)
    write_table(pd.DataFrame(slope), ESTIMATES, outputs.estimates)
