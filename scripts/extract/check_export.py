"""Run the readers on a clinic's whole export before the first run; prints a report, writes nothing."""

import sys

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.clean.all_tables import Settings
from chart2paper.clean.code_lists import read_lists
from chart2paper.data_quality.check_export import check_export
from chart2paper.data_quality.designs import designs_of
from chart2paper.jobs.job import job
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.terminal import print_lines

with job(snakemake) as (inputs, _, params):
    outcome = OUTCOMES[params.scale]
    lists = read_lists(inputs.drugs, inputs.score_words, inputs.pain_conditions, outcome)
    settings = Settings(load_mapping(inputs.mapping), lists, params.data_lock_date, outcome)
    designs = designs_of(params.analyses, params.exposure, params.kinds, params.data_lock_date, params.scale)
    checked = check_export(
        params.raw_folder, settings, designs, inputs.mapping, lambda step: print_lines([step], sys.stderr)
    )
    print_lines(checked.text.split("\n"))
    raise_if_any([*checked.problems, *params.not_ready])
