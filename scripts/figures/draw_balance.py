"""Draw the love plot of one analysis."""

from chart2paper.figures.balance import TWIN, alt_text, balance_frame
from chart2paper.figures.draw_balance import draw_balance
from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.match import BALANCE
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    frame = balance_frame(read_table(BALANCE, inputs.balance), params.smd_threshold)
    figure = draw_balance(frame, params.title, params.banner)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
