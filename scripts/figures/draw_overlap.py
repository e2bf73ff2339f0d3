"""Draw how far the arms of one analysis overlap."""

from chart2paper.figures.draw_overlap import draw_overlap
from chart2paper.figures.overlap import TWIN, alt_text, overlap_frame
from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.match import OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    overlap = read_table(OVERLAP, inputs.overlap)
    summary = read_table(OVERLAP_SUMMARY, inputs.overlap_summary)
    frame = overlap_frame(overlap, summary, params.equipoise)
    figure = draw_overlap(frame, params.title, params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
