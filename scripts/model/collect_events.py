"""Collect what happened to the matched people between index date and outcome."""

from chart2paper.cohort.design import design_of
from chart2paper.jobs.job import job
from chart2paper.model.missing.events import collect_events
from chart2paper.model.missing.intercurrent import intercurrent_events
from chart2paper.tables.clean import DRUG, PROCEDURE
from chart2paper.tables.missing import EVENTS, INTERCURRENT_EVENTS
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table, write_table

with job(snakemake) as (inputs, outputs, params):
    people = read_table(ANALYSIS_SET, inputs.analysis_set)
    events = collect_events(
        people,
        read_table(DRUG, inputs.drug_exposure),
        read_table(PROCEDURE, inputs.procedure_occurrence),
        design_of(params),
    )
    write_table(events, EVENTS, outputs.events)
    write_table(intercurrent_events(people, events), INTERCURRENT_EVENTS, outputs.intercurrent_events)
