"""The controlled copy of a run, in a folder: tables, figures, the paper's parts, and what was decided."""

import csv
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

from chart2paper.release.cell import HELD, Cell
from chart2paper.release.control import Control, lines_out
from chart2paper.release.figures import draw_all
from chart2paper.release.paper_numbers import NO_TEMPLATES, characteristics, numbers_table, variables
from chart2paper.release.paper_parts import Parts, captions_out
from chart2paper.release.released import Page, Released
from chart2paper.release.rounding import WITHHELD, rounded
from chart2paper.release.sheets import Sheet
from chart2paper.tables.formula_guard import guarded
from chart2paper.writing.values import Values

Value = Mapping[str, Any]

# Tables that say whether the comparison may be believed.
OF_DIAGNOSTICS = ("balance", "diagnostics", "overlap", "overlap_summary", "weighted_balance")
COPY_BANNER = "Disclosure-controlled copy"


def write_tables(control: Control, sheets: list[Sheet], folder: Path) -> dict[str, Counter[str]]:
    """Write every released table as CSV; return how many cells of each were treated how."""
    treated: dict[str, Counter[str]] = {}
    for sheet in sheets:
        room = "diagnostics" if Path(sheet.file).stem in OF_DIAGNOSTICS else "tables"
        name = f"{room}/{sheet.analysis or 'records'}/{Path(sheet.file).stem}.csv"
        lines = list(lines_out(control, sheet))
        write_rows([{column: cell.plain for column, cell in line.items()} for line in lines], folder / name)
        treated[name] = Counter(cell.state for line in lines for cell in line.values() if cell.text)
    return treated


def write_rows(rows: list[dict[str, str]], path: Path) -> None:
    """Write rows of texts as CSV, formulas guarded; a table without rows is an empty file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        if rows:
            returns = any("\r" in text for row in rows for text in row.values())
            quoted: Literal[0, 1] = 1 if returns else 0  # all cells, or those that need it
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n", quoting=quoted)
            writer.writeheader()
            writer.writerows({name: guarded(text) for name, text in row.items()} for row in rows)


def write_paper_parts(
    generated: Path,
    values: Mapping[str, Value],
    cells: Mapping[str, Cell],
    control: Control,
    words: Values,
    analyses: Iterable[str],
    banner: str,
    folder: Path,
) -> None:
    """Write the paper's parts with controlled values; `words` are the passages.

    Of the generated folder only texts, tables, the authors and the references are taken; figures are drawn anew and
    values are written here.
    """
    captions = captions_out(words, analyses, bool(banner))
    parts = Parts(words, values, cells, control.threshold, control.base, captions)
    for path in sorted(generated.rglob("*.md")):
        name = path.relative_to(generated).as_posix()
        text = parts.controlled(name, path.read_text("utf-8"))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("references.bib", "authors.yml"):
        (folder / name).write_text((generated / name).read_text("utf-8"), encoding="utf-8")
    line = f"{COPY_BANNER} - {banner}" if banner else COPY_BANNER
    (folder / "_variables.yml").write_text(variables(cells, values, line), encoding="utf-8")
    (folder / "_templates.json").write_text(NO_TEMPLATES, encoding="utf-8")


def write_draft(
    control: Control,
    sheets: list[Sheet],
    values: Mapping[str, Value],
    cells: Mapping[str, Cell],
    words: Values,
    study: Mapping[str, Any],
    banner: str,
    generated: Path,
    folder: Path,
) -> dict[str, Any]:
    """Write the controlled copy into `folder`; return what was decided, for the report and the register."""
    analyses = list(study["analyses"])
    treated = write_tables(control, sheets, folder / "release")
    for analysis in analyses:
        name = f"tables/{analysis}/characteristics.csv"
        rows = characteristics(cells, values, analysis)
        write_rows(rows, folder / "release" / name)
        treated[name] = Counter(HELD if row["value"] == WITHHELD else "shown" for row in rows)
    write_rows(numbers_table(cells), folder / "release" / "paper" / "numbers.csv")
    figures = folder / "generated" / "figures"
    wanted = frozenset(path.stem for path in (generated / "figures").glob("*.svg"))
    drawn = draw_all(Released(control, sheets), Page(study, banner, words), figures, wanted)
    write_paper_parts(generated, values, cells, control, words, analyses, banner, folder / "generated")
    return {
        "threshold": control.threshold,
        "base": control.base,
        "shown": shown(control),
        "exact": {name: control.counts.numbers[name] for name in shown(control)},
        "groups_near": sorted(group.text for group in control.near.near),
        "moved": sorted(control.near.moved),
        "withheld": dict(sorted(control.decision.withheld.items())),
        "lost": list(control.decision.lost),
        "cells": {name: dict(sorted(states.items())) for name, states in sorted(treated.items())},
        "values": dict(sorted(Counter(cell.state for cell in cells.values() if cell.text).items())),
        "figures": sorted(drawn),
    }


def shown(control: Control) -> dict[str, int]:
    """Return every count that may be shown, as it is printed."""
    return {
        name: rounded(number, control.base, control.threshold)
        for name, number in sorted(control.counts.numbers.items())
        if control.decision.shows(name)
    }


def as_json(content: Any) -> str:
    """Return content as JSON with a line per entry."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def mechanisms_of(codes: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return the pain mechanism of each pain group, from the rows of the code list."""
    return {row["pain_group"]: row["mechanism"] for row in codes}
