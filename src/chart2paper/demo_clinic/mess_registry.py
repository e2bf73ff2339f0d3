"""All kinds of mess of the demo clinic, in the order in which they are made."""

import pandas as pd

from chart2paper.demo_clinic.function_scores import FUNCTION_MESS
from chart2paper.demo_clinic.mess import MessKind, Tables
from chart2paper.demo_clinic.mess_codes import CODE_MESS
from chart2paper.demo_clinic.mess_dates import DATE_MESS
from chart2paper.demo_clinic.mess_drugs import DRUG_MESS
from chart2paper.demo_clinic.mess_rows import PEOPLE_MESS, ROW_MESS
from chart2paper.demo_clinic.mess_scores import SCORE_MESS

# Cells first, while dates and scores are still plain; then people, so that both registrations of a person
# are written alike; then repeated rows.
MESS: tuple[MessKind, ...] = (
    *SCORE_MESS,
    *FUNCTION_MESS,
    *CODE_MESS,
    *DRUG_MESS,
    *DATE_MESS,
    *PEOPLE_MESS,
    *ROW_MESS,
)


def make_mess(tables: Tables, seed: int) -> Tables:
    """Return the text tables with every kind of mess in them."""
    for kind in MESS:
        tables = kind.make(tables, seed)
    return tables


def mess_table(tables: Tables) -> str:
    """Return the kinds of mess as a Markdown table: what, file and column, rows that show it, an example."""
    head = ["| kind | what | file, column | rows | example |", "|---|---|---|---|---|"]
    return "\n".join([*head, *(_row(kind, tables) for kind in MESS)])


def _row(kind: MessKind, tables: Tables) -> str:
    found: pd.Series = kind.find(tables)
    rows = tables[kind.file][found.astype(bool)]
    first = rows.iloc[0]
    cell = first[kind.column].replace("\n", "⏎").replace("|", "\\|") or "(blank)"
    place = f"`{kind.file}.csv`, {kind.column}"
    return f"| {kind.name} | {kind.what} | {place} | {len(rows)} | `{cell}` in `{first.iloc[0]}` |"
