"""Tell how much of each column was read, what was not understood, and what is lost."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.clean.code_lists import read_lists
from chart2paper.data_quality.run import report_on_run
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.data_quality import LOSSES, READINGS, UNREAD
from chart2paper.tables.read_write import write_table

with job(snakemake) as (inputs, outputs, params):
    lists = read_lists(inputs.drugs, inputs.score_words, inputs.pain_conditions, OUTCOMES[params.scale])
    report, losses = report_on_run(inputs, params, load_mapping(inputs.mapping), lists)
    write_table(report.readings, READINGS, outputs.readings)
    write_table(report.unread, UNREAD, outputs.unread)
    write_table(losses, LOSSES, outputs.losses)
