"""Fill the checklists from a run: tables for the supplement and one table of all answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from chart2paper.paper.checklists.answers import answers
from chart2paper.problems import Problem, Problems
from chart2paper.tables.paper import ADDRESSED, CHECKLIST_NAMES, CHECKLISTS
from chart2paper.tables.read_write import shape
from chart2paper.writing.designs import emulates_trial
from chart2paper.writing.material import Material
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import Values

NOT_AN_ITEM = (
    "this is neither a section (| name |) nor an item (| number | recommendation | addressed | where |)"
)


@dataclass(frozen=True)
class Item:
    """One item: its number as the checklist prints it, its recommendation in short, how far and where it is answered.

    addressed: one of ADDRESSED. where: with references as the manuscript writes them (`@sec-source`).
    """

    section: str
    number: str
    recommendation: str
    addressed: str
    where: str


def checklists_of(material: Material) -> list[str]:
    """Return the checklists that apply to a study: TARGET where the primary analysis emulates a trial."""
    return [name for name in CHECKLIST_NAMES if name != "target" or emulates_trial(material.primary)]


def checklist_tables(material: Material) -> dict[str, str]:
    """Return each checklist as a table of the supplement, by its name; empty where it does not apply."""
    applied = checklists_of(material)
    return {name: _table(name, material) if name in applied else "" for name in CHECKLIST_NAMES}


def items_of(name: str, material: Material) -> list[Item]:
    """Return the items of a checklist, in its order. Raises `Problems` for a row of the passage that is none."""
    values, passage = Values(material.passages), f"checklists/{name}"
    asked = values.declared(passage).values
    made = {key: text for key, text in answers(values, material).items() if key in asked}
    return list(_items(passage, values.markdown(f"{passage}#items", {}, made), values))


def _items(passage: str, rows: str, values: Values) -> Iterator[Item]:
    section = ""
    for row in rows.split("\n"):
        cells = [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|", 3)]
        if len(cells) == 1:
            section = cells[0]
        elif len(cells) == 4 and cells[2] in ADDRESSED:
            number, recommendation, addressed, where = cells
            shown = values.words("checklists/status", {"addressed": addressed}, where=where)
            yield Item(section, number, recommendation, addressed, shown)
        else:
            raise Problems([Problem(f"{passage}.md", f"{NOT_AN_ITEM}: {row}", "correct the row")])


def _table(name: str, material: Material) -> str:
    rows: list[list[str]] = []
    section = ""
    for item in items_of(name, material):
        if item.section != section:
            rows.append(group(item.section, 3, at=1))
            section = item.section
        rows.append([item.number, item.recommendation, item.where])
    words = table_words(Values(material.passages), f"checklists/{name}")
    identifier = f"suptbl-{name.replace('_', '-')}"
    return words.table(identifier, [9, 45, 46], rows)


def filled_checklists(material: Material) -> pd.DataFrame:
    """Return every item with its answer (CHECKLISTS); references become addresses in the HTML paper."""
    rows = [
        {
            "checklist": name,
            "section": item.section,
            "item": item.number,
            "recommendation": item.recommendation,
            "where": re.sub(r"@([\w-]+)", r"paper.html#\1", item.where),
            "addressed": item.addressed,
        }
        for name in checklists_of(material)
        for item in items_of(name, material)
    ]
    return shape(pd.DataFrame(rows).assign(order=range(len(rows))), CHECKLISTS)
