"""Is each number of `values.json` the one in the cell (file, row, column) that it names?"""

import csv
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.verify.evidence import Evidence
from chart2paper.audit.verify.guard import guarded
from chart2paper.problems import Problem
from chart2paper.writing.value import made_as
from chart2paper.writing.values import PROGRAM, PROTOCOL

DIGITS = re.compile(r"\d+")
Value = dict[str, Any]


def cell_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield a `Problem` per value whose cell holds something else, or is not there.

    Compared are values that name a row of a CSV, and those that name one setting of the protocol.
    """
    tables: dict[str, list[list[str]] | None] = {}
    for identifier, value in evidence.values.items():
        if has_cell(value) and value["file"] not in tables:
            tables[value["file"]] = _rows(value["file"])
        check = (
            _cell(identifier, value, tables.get(value["file"]))
            if has_cell(value)
            else _setting(identifier, value, evidence)
        )
        yield from guarded(f"{evidence.results}/paper/values.json", check)


def has_cell(value: Value) -> bool:
    """Return whether a value names one cell of a CSV."""
    return value["row"] is not None and value["file"].endswith(".csv")


def is_setting(value: Value) -> bool:
    """Return whether a value is a number, or numbers, of the protocol as it stands there (words may be put anew)."""
    number = isinstance(value["value"], int | float | list)
    return value["file"] == PROTOCOL and bool(value["column"]) and value["rule"] == "as it stands" and number


def _rows(file: str) -> list[list[str]] | None:
    """Return all rows of a CSV, or None where it cannot be read."""
    try:
        with Path(file).open(encoding="utf-8", newline="") as lines:
            return list(csv.reader(lines))
    except (OSError, ValueError, csv.Error):
        return None


def _cell(identifier: str, value: Value, rows: list[list[str]] | None) -> Iterator[Problem]:
    file, row, column = value["file"], value["row"], value["column"]
    if rows is None:
        yield Problem(
            file,
            f'it cannot be read, and the value "{identifier}" comes from it',
            "run snakemake again",
            row,
            column,
        )
    elif not 1 < row <= len(rows) or column not in rows[0] or len(rows[row - 1]) != len(rows[0]):
        what = f'the value "{identifier}" names this cell, which is not there'
        yield Problem(file, what, "delete paper/values.json and run snakemake again", row, column)
    elif not agrees(value, rows[row - 1][rows[0].index(column)]):
        what = f'this cell is not the value "{identifier}" of values.json'
        yield Problem(file, what, "delete the file and values.json, and run snakemake again", row, column)


def agrees(value: Value, cell: str) -> bool:
    """Return whether a cell holds a value: numbers with ten significant digits, signs as the value's rule says.

    A value that is a word stands within the cell; one that is a text alone has no digits but those of the cell.
    """
    number = value["value"]
    if isinstance(number, bool):
        return cell.lower() == str(number).lower()
    if isinstance(number, int | float):
        there = _number(cell)
        return there is not None and _equal(there, float(number), made_as(value) == "magnitude")
    if isinstance(number, str):
        infinite = _number(cell)
        return number in cell or (infinite is not None and math.isinf(infinite) and str(infinite) == number)
    return _within(DIGITS.findall(value["text"] or ""), DIGITS.findall(cell))


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def _equal(there: float, number: float, any_sign: bool) -> bool:
    there = float(f"{there:.10g}")
    return abs(there) == abs(number) if any_sign else there == number


def _within(few: list[str], many: list[str]) -> bool:
    """Whether numbers stand among others, in their order (a text may be the beginning of a longer note)."""
    rest = iter(many)
    return all(one in rest for one in few)


def _setting(identifier: str, value: Value, evidence: Evidence) -> Iterator[Problem]:
    if not is_setting(value):
        return
    place: Any = evidence.manifest["study"]
    for name in value["column"].split("."):
        place = place.get(name) if isinstance(place, dict) else None
    if isinstance(place, dict) and "value" in place:
        place = place["value"]
    # A value may be one of a list, such as a threshold.
    there = place if isinstance(place, list) and not isinstance(value["value"], list) else [place]
    if value["value"] not in there:
        what = f'the value "{identifier}" is not this setting of the protocol'
        yield Problem(
            f"{evidence.results}/paper/values.json",
            what,
            "delete it and run snakemake again",
            None,
            value["column"],
        )


def counts(evidence: Evidence) -> dict[str, int]:
    """Return how many values were compared with a cell, a setting, the values they are made from, or nothing."""
    values = evidence.values.values()
    cells = sum(has_cell(value) for value in values)
    settings = sum(is_setting(value) for value in values)
    made = sum(bool(value["sources"]) for value in values)
    program = sum(value["file"] == PROGRAM for value in values)
    return {
        "cells": cells,
        "settings": settings,
        "made": made,
        "program": program,
        "other": len(evidence.values) - cells - settings - made - program,
    }
