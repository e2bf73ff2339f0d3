"""What the readings of one table, and of the whole export, come to."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from chart2paper.clean.code_lists import Lists
from chart2paper.data_quality.exposed import Exposed, Exposure, exposed_people
from chart2paper.data_quality.fates import Part, readings_of
from chart2paper.data_quality.lists import nearest_in, restrictions_of
from chart2paper.data_quality.losses import Loss, of_columns, of_exposure, of_rows
from chart2paper.data_quality.unread import by_frequency, unread_texts
from chart2paper.reading.mapping import Mapping as ClinicMapping
from chart2paper.tables.data_quality import READINGS, UNREAD
from chart2paper.tables.read_write import shape


@dataclass(frozen=True)
class TableReport:
    """READINGS and UNREAD rows of one table, and what it shows of the exposure, of people and of scores."""

    readings: pd.DataFrame
    unread: pd.DataFrame
    exposed: Exposed | None = None


def report_on(part: Part, lists: Lists, mapping: ClinicMapping, exposure: Exposure) -> TableReport:
    """Return what the readings of one table come to."""
    restrictions = restrictions_of(lists)
    drugs = part.table.name == "drug_exposure"
    return TableReport(
        readings_of(part, restrictions),
        unread_texts(part, nearest_in(lists, mapping), restrictions),
        exposed_people(part, lists.drugs, exposure, restrictions) if drugs else None,
    )


def joined(reports: Iterable[TableReport]) -> TableReport:
    """Return the reports on all tables as one."""
    told = list(reports)
    exposed = next((one.exposed for one in told if one.exposed is not None), None)
    return TableReport(
        shape(_all(one.readings for one in told), READINGS),
        by_frequency(shape(_all(one.unread for one in told), UNREAD)),
        exposed,
    )


def _all(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([pd.DataFrame(), *frames], ignore_index=True)


def losses_of(
    report: TableReport, ledger: pd.DataFrame, quarantine: pd.DataFrame, people: Iterable[Loss]
) -> list[Loss]:
    """Return what is lost of the records, whatever the analyses.

    ledger, quarantine: of the stage extract. people: see `losses.of_people`.
    """
    exposed = of_exposure(report.exposed) if report.exposed else ()
    return [*of_rows(ledger, quarantine), *of_columns(report.readings), *exposed, *people]
