"""Draw the tipping-point analysis of one analysis."""

from chart2paper.figures.draw_tipping import draw_tipping
from chart2paper.figures.save import save
from chart2paper.figures.tipping import TWIN, alt_text, tipping_frame
from chart2paper.jobs.job import job
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    frame = tipping_frame(read_table(TIPPING_POINT, inputs.tipping_point))
    figure = draw_tipping(frame, params.title, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
