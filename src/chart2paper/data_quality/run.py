"""The report on the tables that a run has extracted and cleaned, one table in memory at a time."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from chart2paper.clean.code_lists import Lists
from chart2paper.clean.outcome import Cleaned
from chart2paper.data_quality.exposed import Exposure
from chart2paper.data_quality.fates import Part
from chart2paper.data_quality.losses import judged, of_people
from chart2paper.data_quality.report import TableReport, joined, losses_of, report_on
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.clean import CLEAN_TABLES, CLEANING_LOG, MEASUREMENT, PERSON
from chart2paper.tables.extract import EXTRACT_TABLES, QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import read_table


def report_on_run(
    inputs: Any, params: Any, mapping: Mapping, lists: Lists
) -> tuple[TableReport, pd.DataFrame]:
    """Return the report on all tables and the LOSSES rows of the records, whatever the analyses.

    `inputs` and `params` are those of the rule `report_data_quality`.
    """
    exposure = Exposure.of(params.exposure)
    report = joined(report_on(part, lists, mapping, exposure) for part in _parts(inputs))
    cleaned = {Path(path).stem: path for path in inputs.cleaned}
    person = read_table(PERSON, cleaned["person"], ["birth_date", "over_89"])
    scores = read_table(MEASUREMENT, cleaned["measurement"], ["score_kind"])
    ledger = read_table(ROW_LEDGER, inputs.extract_ledger)
    quarantine = read_table(QUARANTINE, inputs.extract_quarantine, ["table", "source_file", "reason"])
    losses = losses_of(report, ledger, quarantine, of_people(person, scores, params.kinds))
    return report, judged(losses, mapping.accepted_losses)


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
