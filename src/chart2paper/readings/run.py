"""The report on the tables that a run has extracted and cleaned, one table in memory at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from chart2paper.clean.outcome import Cleaned
from chart2paper.cohort.records import read_records
from chart2paper.dictionary.clean import CLEAN_TABLES, CLEANING_LOG
from chart2paper.dictionary.extract import EXTRACT_TABLES, QUARANTINE, ROW_LEDGER
from chart2paper.mapping import Mapping
from chart2paper.readings.designs import designs_of
from chart2paper.readings.fates import Part
from chart2paper.readings.left import left_of
from chart2paper.readings.lists import Lists
from chart2paper.readings.losses import of_people
from chart2paper.readings.report import TableReport, joined, losses_of, report_on
from chart2paper.tables import read_table


def report_on_run(
    inputs: Any, params: Any, mapping: Mapping, lists: Lists
) -> tuple[TableReport, pd.DataFrame]:
    """Return the report on all tables and the LOSSES rows.

    `inputs` and `params` are those of the rule `tell_readings`.
    """
    designs = designs_of(params.analyses, params.exposure, params.kinds, params.data_lock_date)
    design = next(iter(designs.values()))
    report = joined(report_on(part, lists, mapping, design) for part in _parts(inputs))
    cleaned = {Path(path).stem: path for path in inputs.cleaned}
    records = read_records(
        person=cleaned["person"],
        visit=cleaned["visit_occurrence"],
        measurement=cleaned["measurement"],
        drug=cleaned["drug_exposure"],
        condition=cleaned["condition_occurrence"],
    )
    people = of_people(records["person"], records["measurement"], params.kinds)
    ledger = read_table(ROW_LEDGER, inputs.extract_ledger)
    quarantine = read_table(QUARANTINE, inputs.extract_quarantine, ["table", "source_file", "reason"])
    left = left_of(records, designs)
    return report, losses_of(report, ledger, quarantine, people, left, mapping.accepted_losses)


def _parts(inputs: Any) -> Iterator[Part]:
    files = zip(inputs.extracted, inputs.cleaned, inputs.logs, inputs.quarantines, strict=True)
    for extracted, cleaned, log, quarantine in files:
        name = Path(extracted).stem
        yield Part(
            EXTRACT_TABLES[name],
            read_table(EXTRACT_TABLES[name], extracted),
            Cleaned(
                read_table(CLEAN_TABLES[name], cleaned),
                read_table(CLEANING_LOG, log),
                read_table(QUARANTINE, quarantine),
                pd.DataFrame(),
            ),
        )
