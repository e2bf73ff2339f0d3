"""Compare this run with an earlier one: a page and its tables."""

import json
from pathlib import Path

from chart2paper.catalogue.outcomes import outcome_of
from chart2paper.changes.comparison import compare
from chart2paper.changes.earlier import open_earlier
from chart2paper.changes.html import style_of
from chart2paper.changes.page import write_page
from chart2paper.changes.recompute import Lists
from chart2paper.changes.run import read_run
from chart2paper.changes.summary import summary
from chart2paper.jobs.job import job
from chart2paper.jobs.prints import Prints
from chart2paper.tables.changes import CHANGES
from chart2paper.tables.read_write import write_table
from chart2paper.terminal import print_lines
from chart2paper.writing.text_files import passages_from
from chart2paper.writing.values import Values

with job(snakemake) as (inputs, outputs, params):
    now = read_run(params.results)
    before = open_earlier(params.previous, now, Prints(**params.prints))
    outcome = outcome_of(params.study)
    lists = Lists(inputs.mapping, inputs.pain_conditions, inputs.drugs, inputs.score_words, outcome)
    places = json.loads(Path(inputs.places).read_text(encoding="utf-8"))
    found = compare(before, now, lists, places)
    style = style_of(Path(inputs.style).read_text(encoding="utf-8"), Path(inputs.fonts[0]).parent)
    words = Values(passages_from(inputs, params))
    top = summary(found, words)
    page = write_page(found, top, words, style)
    for name, table in found.tables().items():
        write_table(table, CHANGES[name], getattr(outputs, name))
    Path(outputs.page).write_text(page, encoding="utf-8")
    print_lines(
        [
            "",
            f"The comparison is in {outputs.page}.",
            "",
            *(f"  {text}" for text in top[:1]),
            "",
        ]
    )
