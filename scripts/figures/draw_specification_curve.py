"""Draw the specification curve of the sensitivity grid."""

from chart2paper.figures.draw_specification_curve import draw_specification_curve
from chart2paper.figures.save import save
from chart2paper.figures.specification_curve import TWIN, alt_text, specification_frame
from chart2paper.jobs.job import job
from chart2paper.tables.model import SENSITIVITY
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    frame = specification_frame(read_table(SENSITIVITY, inputs.sensitivity))
    figure = draw_specification_curve(frame, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
