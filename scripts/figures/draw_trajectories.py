"""Draw the individual trajectories of one analysis."""

import pandas as pd

from chart2paper.cohort.scores import daily_scores
from chart2paper.figures.draw_trajectories import draw_trajectories
from chart2paper.figures.save import save
from chart2paper.figures.trajectories import TWIN, alt_text, trajectories_frame
from chart2paper.jobs.job import job
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table

COLUMNS = ["person_id", "measurement_date", "pain_kind", "value_as_number"]

with job(snakemake) as (inputs, outputs, params):
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    locked = [("measurement_date", "<=", pd.Timestamp(params.data_lock_date))]
    charted = pd.read_parquet(inputs.measurement, columns=COLUMNS, filters=locked)
    charted = charted[charted["person_id"].isin(people["person_id"])]
    frame = trajectories_frame(people, daily_scores(charted, params.kinds), params.outcome["window_days"])
    figure = draw_trajectories(frame, params.title, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
