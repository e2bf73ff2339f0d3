"""Draw figures of one analysis, or of all in one, each table read once."""

from functools import cache

import pandas as pd

from chart2paper.catalogue.figures import ANALYSIS_SET, FIGURES, Source
from chart2paper.figures.drawn import drawn, read_source
from chart2paper.figures.save import Files, save
from chart2paper.given_paths import listed
from chart2paper.jobs.job import job
from chart2paper.writing.text_files import passages_from
from chart2paper.writing.values import Values

with job(snakemake) as (inputs, outputs, params):

    @cache
    def read(source: Source) -> pd.DataFrame:
        """Return a table that figures are drawn from."""
        people = set(read(ANALYSIS_SET)["person_id"]) if source.matched_only else set()
        return read_source(source, listed(getattr(inputs, source.name)), people)

    words = Values(passages_from(inputs, params))
    files = zip(*map(listed, (outputs.svg, outputs.png, outputs.csv)), strict=True)
    for name, paths in zip(params.figures, files, strict=True):
        figure = FIGURES[name]
        save(*drawn(figure, [read(source) for source in figure.sources], params, words), Files(*paths))
