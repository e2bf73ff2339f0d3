"""Draw the share of exposed people still on treatment."""

from chart2paper.figures.draw_time_on_treatment import draw_time_on_treatment
from chart2paper.figures.save import save
from chart2paper.figures.time_on_treatment import TWIN, alt_text, time_on_treatment_frame
from chart2paper.jobs.job import job
from chart2paper.tables.harms import TIME_ON_TREATMENT
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    frame = time_on_treatment_frame(read_table(TIME_ON_TREATMENT, inputs.time_on_treatment))
    figure = draw_time_on_treatment(frame, params.title, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
