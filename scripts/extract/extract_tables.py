"""Turn the clinic's export into canonical tables, with a ledger and a quarantine for every row."""

import pandas as pd

from chart2paper.extract.export import extract_tables
from chart2paper.extract.file_checks import check_files
from chart2paper.extract.linkage_log import read_linkage
from chart2paper.jobs.job import job
from chart2paper.reading.mapping import load_mapping
from chart2paper.tables.extract import EXTRACT_TABLES, QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import write_table

with job(snakemake) as (inputs, outputs, params):
    mapping = load_mapping(inputs.mapping)
    check_files(mapping, params.raw_folder)
    ledgers, quarantines = [], []
    for extracted in extract_tables(mapping, params.raw_folder, read_linkage(params.linkage)):
        write_table(extracted.rows, EXTRACT_TABLES[extracted.table], getattr(outputs, extracted.table))
        ledgers.append(extracted.row_ledger)
        quarantines.append(extracted.quarantine)
    write_table(pd.concat(ledgers), ROW_LEDGER, outputs.row_ledger)
    write_table(pd.concat(quarantines), QUARANTINE, outputs.quarantine)
