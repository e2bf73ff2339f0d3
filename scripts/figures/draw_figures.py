"""Draw the figures of one analysis, each table read once."""

from functools import cache

import pandas as pd

from chart2paper.figures.of_analysis import FIGURES, TABLES
from chart2paper.figures.save import Files, save
from chart2paper.jobs.job import job
from chart2paper.tables.cohort import DAILY_SCORES
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):

    @cache
    def read(name: str) -> pd.DataFrame:
        """Return a table by its name."""
        if name == "scores":
            matched = {"person_id": set(read("analysis_set")["person_id"])}
            return read_table(DAILY_SCORES, inputs.daily_scores, only=matched)
        table, columns = TABLES[name]
        return read_table(table, getattr(inputs, name), columns)

    for name, *files in zip(params.figures, outputs.svg, outputs.png, outputs.csv, strict=True):
        save(*FIGURES[name](read, params), Files(*files))
