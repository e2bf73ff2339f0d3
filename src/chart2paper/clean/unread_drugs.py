"""The lines of the medication list that were not read, commonest first, with the listed name that each may mean."""

import pandas as pd

from chart2paper.clean.drug_hints import Hints
from chart2paper.clean.drug_lines import ingredients_of_line
from chart2paper.clean.drug_names import DrugNames
from chart2paper.clean.drug_reading import READ
from chart2paper.clean.drug_segments import masked
from chart2paper.reading.rules import by_unique


def unread_lines(lines: pd.Series, person_id: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    """Return the distinct lines from which no order was read, the commonest first.

    lines: `drug_source_value` of the extracted orders; person_id: of the same rows; drugs: `read_drugs`.

    Columns: line (in lower case, single spaces), rows, people, why (`not_listed`, `order_not_understood`,
    `several_orders_in_one_line`, `taken_but_not_ordered` or `drug_never_taken`) and hint: the names of the drug
    list that stand in
    the line or are one letter away from one of its words or inside one, joined by `, `; empty where there is
    none. Sorted by
    rows, then line. Empty lines do not count. A caller that prints lines must leave out those of few people.
    """
    read = ingredients_of_line(lines, drugs)
    unread = read["why"].ne(READ) & lines.fillna("").str.strip().ne("")
    rows = pd.DataFrame({"line": read["text"], "why": read["why"], "person_id": person_id})[unread]
    rows = rows.astype({"line": "string", "why": "string"})
    counted = rows.groupby(["line", "why"], as_index=False).agg(
        rows=("line", "size"), people=("person_id", "nunique")
    )
    counted["hint"] = by_unique(counted["line"], lambda texts: _hints(texts, drugs))["hint"].astype("string")
    counted = counted.sort_values(["rows", "line"], ascending=[False, True], ignore_index=True)
    return counted[["line", "rows", "people", "why", "hint"]]


def _hints(texts: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    names, hints = DrugNames(drugs), Hints(drugs)
    return pd.DataFrame(
        {"hint": [_hint(text, names, hints) for text in texts]}, index=texts.index, dtype="string"
    )


def _hint(text: str, names: DrugNames, hints: Hints) -> str:
    found = names.found(text)
    named = {names.drugs["name"][row] for product in found for row in product.rows}
    return ", ".join(sorted(named | set(hints.names_near(masked(text, found)))))
