"""Draw the forest plot of all analyses beside published results."""

import pandas as pd

from chart2paper.figures.draw_forest import draw_forest
from chart2paper.figures.forest import TWIN, alt_text, forest_frame, judged_title
from chart2paper.figures.literature import LITERATURE
from chart2paper.figures.save import save
from chart2paper.jobs.job import job
from chart2paper.tables.model import DIAGNOSTICS, ESTIMATES
from chart2paper.tables.read_write import read_table, shape

with job(snakemake) as (inputs, outputs, params):
    estimates = pd.concat([read_table(ESTIMATES, path) for path in inputs.estimates], ignore_index=True)
    # A study without a list of published results has an empty input here.
    literature = (
        read_table(LITERATURE, inputs.literature) if inputs.literature else shape(pd.DataFrame(), LITERATURE)
    )
    judged = judged_title(params.analyses[params.primary], read_table(DIAGNOSTICS, inputs.diagnostics))
    titles = params.analyses | {params.primary: judged}
    frame = forest_frame(estimates, literature, titles, params.short_name)
    figure = draw_forest(frame, "", params.banner, params.short_name)
    save(figure, frame, TWIN, alt_text(frame, params.short_name), outputs)
