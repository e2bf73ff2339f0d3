"""The whole export read, cleaned and counted in memory: nothing is written, and no linkage log is touched."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from chart2paper.clean.all_tables import Settings, clean_tables
from chart2paper.cohort.design import Design
from chart2paper.cohort.records import COLUMNS, TABLE_NAMES
from chart2paper.data_quality.date_formats import formats_of
from chart2paper.data_quality.exposed import Exposure
from chart2paper.data_quality.fates import Part
from chart2paper.data_quality.left import Left, left_of
from chart2paper.data_quality.losses import Loss, judged, of_analysis, of_people
from chart2paper.data_quality.report import TableReport, joined, losses_of, report_on
from chart2paper.extract.export import extract_tables
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.problems import Problem
from chart2paper.tables.extract import EXTRACT_TABLES

# Names of the clean tables in `chart_up_to_lock`.
IN_CHART = {table: name for name, table in TABLE_NAMES.items()}


@dataclass(frozen=True)
class WholeExport:
    """What a run would find: the report on all tables, losses, who is left, row counts and problems.

    formats: per file and date column, how many dates are written in which format.
    ledger, quarantine: ROW_LEDGER and QUARANTINE rows of the stage extract.
    """

    report: TableReport
    losses: pd.DataFrame
    left: dict[str, Left]
    ledger: pd.DataFrame
    quarantine: pd.DataFrame
    formats: dict[tuple[str, str], dict[str, int]]
    people: int
    problems: list[Problem]


def read_whole_export(
    folder: str | Path,
    settings: Settings,
    designs: dict[str, Design],
    tell: Callable[[str], None] = lambda _: None,
) -> WholeExport:
    """Read, clean and count the export in `folder`; `tell` hears what is being done.

    Scores after the index date are not looked at, not even whether there are any: outcomes are opened by the run.
    """
    problems: list[Problem] = []
    linkage = link_persons(
        read_person_rows(settings.mapping, folder), settings.mapping.filling("person")[0][1].same_person
    )
    tell("Reading the files")
    reports, clean = [], {}
    ledgers: list[pd.DataFrame] = []
    quarantines: list[pd.DataFrame] = []
    formats: dict[tuple[str, str], dict[str, int]] = {}
    design = next(iter(designs.values()))
    exposure = Exposure(design.ingredients, design.routes, design.max_daily_dose_mg)

    def tables() -> Iterator[tuple[str, pd.DataFrame]]:
        for extracted in extract_tables(settings.mapping, folder, linkage):
            ledgers.append(extracted.row_ledger)
            quarantines.append(extracted.quarantine)
            yield extracted.table, extracted.rows

    for table, rows, cleaned in clean_tables(tables(), settings, problems):
        tell(f"Cleaned {table}")
        formats |= formats_of(rows, settings.mapping)
        if cleaned is None:
            continue
        part = Part(EXTRACT_TABLES[table], rows, cleaned)
        reports.append(report_on(part, settings.lists, settings.mapping, exposure))
        if name := IN_CHART.get(table):
            clean[name] = cleaned.table[COLUMNS[name][1]]
    report, ledger, quarantine = joined(reports), pd.concat(ledgers), pd.concat(quarantines)
    left = left_of(clean, designs, tell) if len(clean) == len(COLUMNS) else {}
    people: list[Loss] = []
    if {"person", "measurement"} <= set(clean):
        people = list(of_people(clean["person"], clean["measurement"], design.kinds))
    lost = losses_of(report, ledger, quarantine, people)
    for name, one in left.items():
        lost += of_analysis(name, one.attrition, one.roles, one.design)
    losses = judged(lost, settings.mapping.accepted_losses)
    people_kept = len(clean.get("person", ()))
    return WholeExport(report, losses, left, ledger, quarantine, formats, people_kept, problems)
