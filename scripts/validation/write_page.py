"""Write the page and the figure that show whether the method meets its bar."""

from pathlib import Path

from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.read_write import read_table
from chart2paper.tables.validation import PERFORMANCE
from chart2paper.validation.draw_performance import FIGURE, draw_performance
from chart2paper.validation.page import page
from chart2paper.validation.plotted import TWIN, plotted
from chart2paper.writing.text_files import passages_from
from chart2paper.writing.values import Values

with job(snakemake) as (inputs, outputs, params):
    performance = read_table(PERFORMANCE, inputs.performance)
    words = Values(passages_from(inputs, params))
    points = plotted(performance, words)
    save(draw_performance(points, words), points, TWIN, words.words(f"{FIGURE}#description"), outputs)
    text = page(performance, params.study["analyses"], words, params.extent)
    Path(outputs.page).write_text(text, encoding="utf-8")
