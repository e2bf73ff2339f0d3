"""Draw the cumulative responder curve of one analysis."""

from chart2paper.figures.draw_responders import draw_responders
from chart2paper.figures.responders import TWIN, alt_text, responders_frame
from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.model import RESPONDER_CURVE, RESPONDER_DIFFERENCE
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    frame = responders_frame(
        read_table(RESPONDER_CURVE, inputs.responder_curve),
        read_table(RESPONDER_DIFFERENCE, inputs.responder_difference),
    )
    figure = draw_responders(frame, params.title, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
