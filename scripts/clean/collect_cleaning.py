"""Put the logs, quarantines and ledgers of all tables together."""

from chart2paper.clean.collect import collect_ledger, collect_log, collect_quarantine
from chart2paper.jobs.job import job

with job(snakemake) as (inputs, outputs, params):
    collect_log(list(inputs.logs), outputs.cleaning_log, outputs.cleaning_summary)
    collect_quarantine(list(inputs.quarantines), inputs.extract_quarantine, outputs.quarantine)
    collect_ledger(list(inputs.ledgers), inputs.extract_ledger, outputs.row_ledger)
