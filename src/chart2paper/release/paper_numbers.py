"""The values of the released paper as lists: for the manuscript, and as tables that leave with it."""

import json
from collections.abc import Mapping
from typing import Any

from chart2paper.release.cell import HELD, Cell
from chart2paper.writing.about import About, about
from chart2paper.writing.values import Values, slug, text_slug

Value = Mapping[str, Any]

# Columns of the table of balance that are too narrow for the word.
NARROW = ("ks", "variance_ratio")
# Counts and shares of all matched people of an arm.
OF_ARM = {
    ("count", "matched"): ("", "n"),
    ("count", "with outcome"): ("", "with_outcome"),
    ("count", "missing"): ("", "missing"),
    ("share", "missing"): ("", "missing_percent"),
}
NO_TEMPLATES = json.dumps({}) + "\n"


def variables(cells: Mapping[str, Cell], values: Mapping[str, Value], banner: str) -> str:
    """Return `_variables.yml` with the controlled texts; the banner says on every page what copy this is."""
    out = Values()
    for identifier, cell in cells.items():
        short = cell.state == HELD and values[identifier]["column"] in NARROW
        out.add(identifier, None, banner if identifier == "study.banner" else "*" if short else cell.text)
    return out.as_variables()


def numbers_table(cells: Mapping[str, Cell]) -> list[dict[str, str]]:
    """Return every value of the released paper: its id, its text, and what was done to it."""
    return [
        {"id": identifier, "text": cell.text, "control": cell.state}
        for identifier, cell in sorted(cells.items())
        if cell.text
    ]


def characteristics(
    cells: Mapping[str, Cell], values: Mapping[str, Value], analysis: str
) -> list[dict[str, str]]:
    """Return Table 1 and the follow-up as rows: arm, characteristic, statistic and its text."""
    rows = []
    for identifier, cell in sorted(cells.items()):
        subject = about(values[identifier])
        named = _statistic(subject) if subject and subject.analysis == analysis and subject.role else None
        if subject and named:
            what = {"role": subject.role, "characteristic": named[0], "statistic": named[1]}
            rows.append({**what, "value": cell.text})
    return rows


def _statistic(subject: About) -> tuple[str, str] | None:
    """Return what the list calls a characteristic of the people of an arm, and its statistic."""
    match subject.kind, subject.group:
        case ("mean" | "sd") as kind, _:
            return subject.covariate, kind
        case "quantile", _:
            return "days", subject.level
        case ("count" | "share") as kind, "level":
            return f"{subject.covariate} {text_slug(subject.level)}", {"count": "count", "share": "percent"}[
                kind
            ]
        case "count", "known":
            return subject.covariate, "n"
        case "count", "missing" if subject.reason:
            return "missing_because", slug(subject.reason)
        case _:
            return OF_ARM.get((subject.kind, subject.group))
