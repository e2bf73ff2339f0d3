"""The values of the released paper as lists: for the manuscript, and as tables that leave with it."""

import json
import re
from collections.abc import Mapping

from chart2paper.release.cell import HELD, Cell
from chart2paper.writing.values import Values

# Columns that are too narrow for the word.
NARROW = re.compile(r"balance\..*\.(ks|variance_ratio)")
NO_TEMPLATES = json.dumps({}) + "\n"


def variables(cells: Mapping[str, Cell], banner: str) -> str:
    """Return `_variables.yml` with the controlled texts; the banner says on every page what copy this is."""
    values = Values()
    for identifier, cell in cells.items():
        short = cell.state == HELD and NARROW.fullmatch(identifier)
        values.add(identifier, None, banner if identifier == "study.banner" else "*" if short else cell.text)
    return values.as_variables()


def numbers_table(cells: Mapping[str, Cell]) -> list[dict[str, str]]:
    """Return every value of the released paper: its id, its text, and what was done to it."""
    return [
        {"id": identifier, "text": cell.text, "control": cell.state}
        for identifier, cell in sorted(cells.items())
        if cell.text
    ]


def characteristics(cells: Mapping[str, Cell], analysis: str) -> list[dict[str, str]]:
    """Return Table 1 and the follow-up as rows: arm, characteristic, statistic and its text."""
    start = f"people.{analysis}."
    rows = []
    for identifier, cell in sorted(cells.items()):
        parts = identifier.removeprefix(start).split(".")
        if identifier.startswith(start) and parts[0] in ("exposed", "comparator"):
            what = {"role": parts[0], "characteristic": " ".join(parts[1:-1]), "statistic": parts[-1]}
            rows.append({**what, "value": cell.text})
    return rows
