"""Write the page and the figure that show whether the method meets its bar."""

from pathlib import Path

from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.read_write import read_table
from chart2paper.tables.validation import PERFORMANCE
from chart2paper.validation.draw_performance import draw_performance
from chart2paper.validation.page import page
from chart2paper.validation.plotted import DESCRIPTION, TWIN, plotted

with job(snakemake) as (inputs, outputs, params):
    performance = read_table(PERFORMANCE, inputs.performance)
    points = plotted(performance)
    save(draw_performance(points), points, TWIN, DESCRIPTION, outputs)
    Path(outputs.page).write_text(page(performance), encoding="utf-8")
