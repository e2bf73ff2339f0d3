"""Fill the checklists from a run: tables for the supplement and one table of all answers."""

import re

import pandas as pd

from chart2paper.paper.checklists.answers import target_trial
from chart2paper.paper.checklists.item import Checklist, addressed, answer
from chart2paper.paper.checklists.record import RECORD
from chart2paper.paper.checklists.record_pe import RECORD_PE
from chart2paper.paper.checklists.strobe import STROBE
from chart2paper.paper.checklists.target import TARGET
from chart2paper.tables.paper import CHECKLISTS
from chart2paper.tables.read_write import shape
from chart2paper.writing.material import Material
from chart2paper.writing.tables import group, table

ALL = (STROBE, RECORD, RECORD_PE, TARGET)


def checklists_of(material: Material) -> list[Checklist]:
    """Return the checklists that apply to a study: TARGET where the primary analysis emulates a trial."""
    return [checklist for checklist in ALL if checklist is not TARGET or target_trial(material)]


def checklist_tables(material: Material) -> dict[str, str]:
    """Return each checklist as a table of the supplement, by its id; empty where it does not apply."""
    applied = checklists_of(material)
    return {checklist.id: _table(checklist, material) if checklist in applied else "" for checklist in ALL}


def _table(checklist: Checklist, material: Material) -> str:
    rows: list[list[str]] = []
    for section, items in checklist.sections.items():
        rows.append(group(section, 3, at=1))
        rows += [[item.number, item.recommendation, answer(item, material)] for item in items]
    head = ["Item", "Recommendation (shortened)", "Where"]
    identifier = f"suptbl-{checklist.id.replace('_', '-')}"
    return table(head, rows, f"{checklist.title}.", identifier, [9, 45, 46], note=checklist.note)


def filled_checklists(material: Material) -> pd.DataFrame:
    """Return every item with its answer (CHECKLISTS); references become addresses in the HTML paper."""
    rows = [
        {
            "checklist": checklist.id,
            "section": section,
            "item": item.number,
            "recommendation": item.recommendation,
            "where": re.sub(r"@([\w-]+)", r"paper.html#\1", where),
            "addressed": addressed(where),
        }
        for checklist in checklists_of(material)
        for section, items in checklist.sections.items()
        for item in items
        for where in [answer(item, material)]
    ]
    return shape(pd.DataFrame(rows).assign(order=range(len(rows))), CHECKLISTS)
