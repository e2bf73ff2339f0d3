"""Looking at an export as `check_export` does, with the lists and the protocol that ship."""

from pathlib import Path

import pandas as pd

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.all_tables import Settings
from chart2paper.clean.code_lists import Lists, read_lists
from chart2paper.clean.outcome import Cleaned
from chart2paper.data_quality.check_export import Checked, check_export
from chart2paper.data_quality.designs import designs_of
from chart2paper.data_quality.fates import Part
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import values_of
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.clean import CLEANING_LOG
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import EXTRACT_TABLES, QUARANTINE
from chart2paper.tables.read_write import shape

ROOT = Path(__file__).parents[2]
STUDY = load_study(ROOT / "config.yaml")
LOCK = values_of(STUDY.data_lock_date)
DESIGNS = designs_of(
    values_of(STUDY.analyses), values_of(STUDY.exposure), values_of(STUDY.score.kinds), LOCK, PAIN.name
)
DESIGN = DESIGNS["target_trial"]


def lists() -> Lists:
    """The code lists that ship."""
    names = STUDY.codelists.model_dump()
    return read_lists(**{name: str(ROOT / path) for name, path in names.items()}, outcome=PAIN)


def look(mapping: Mapping, folder: str | Path) -> Checked:
    """Check the export in `folder`."""
    return check_export(folder, Settings(mapping, lists(), LOCK, PAIN), DESIGNS, "mapping.yaml")


def what_stops(checked: Checked) -> list[str]:
    """What each problem says, in the order in which they are told."""
    return [problem.what for problem in checked.problems]


def part(
    name: str,
    extracted: list[dict],
    log: list[dict] = (),
    quarantine: list[dict] = (),
    cleaned: tuple[Table, list[dict]] | None = None,
) -> Part:
    """A table made by hand: rows as extracted, and what cleaning is to have logged and set aside.

    Rows come from one file; the rows of a log or a quarantine name the `source_row` they are about.
    """
    table = EXTRACT_TABLES[name]

    def rows(given: list[dict], declared: Table, **common: str) -> pd.DataFrame:
        frame = pd.DataFrame(list(given), columns=None if given else declared.column_names)
        return shape(frame.assign(source_file="a.csv", table=name, **common), declared)

    frame = pd.DataFrame(extracted).assign(source_file="a.csv")
    if "source_row" not in frame:
        frame["source_row"] = range(2, len(frame) + 2)
    if "person_id" not in frame:
        frame["person_id"] = [f"P{number:04d}" for number in range(len(frame))]
    clean = pd.DataFrame() if cleaned is None else rows(cleaned[1], cleaned[0])
    made = Cleaned(
        clean, rows(log, CLEANING_LOG), rows(quarantine, QUARANTINE, stage="clean"), pd.DataFrame()
    )
    return Part(table, shape(frame, table), made)
