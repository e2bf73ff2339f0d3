"""Clean every table, and put together what was changed and set aside; what is wrong with any is told at once."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.clean.all_tables import Settings, clean_tables
from chart2paper.clean.code_lists import read_lists
from chart2paper.clean.collect import collect_ledger, collect_log, collect_quarantine
from chart2paper.clean.outcome import write_cleaned
from chart2paper.jobs.job import job
from chart2paper.problems import Problem, raise_if_any
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.clean import CLEAN_TABLES
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.read_write import read_table

with job(snakemake) as (inputs, outputs, params):
    outcome = OUTCOMES[params.scale]
    lists = read_lists(inputs.drugs, inputs.score_words, inputs.pain_conditions, outcome)
    settings = Settings(load_mapping(inputs.mapping), lists, params.data_lock_date, outcome)
    problems: list[Problem] = []
    extracted = zip(EXTRACT_TABLES.items(), inputs.extracted, strict=True)
    rows = ((name, read_table(table, path)) for (name, table), path in extracted)
    by_table = zip(outputs.tables, outputs.logs, outputs.quarantines, outputs.ledgers, strict=True)
    paths = dict(zip(CLEAN_TABLES, by_table, strict=True))
    for name, _, cleaned in clean_tables(rows, settings, problems):
        if cleaned:
            write_cleaned(cleaned, CLEAN_TABLES[name].on(outcome), *paths[name])
    raise_if_any(problems)
    collect_log(outputs.logs, outputs.cleaning_log, outputs.cleaning_summary)
    collect_quarantine(outputs.quarantines, inputs.extract_quarantine, outputs.quarantine)
    collect_ledger(outputs.ledgers, inputs.extract_ledger, outputs.row_ledger)
