"""Where a value of the paper comes from: its file, the row that holds it, and the values it is made from."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.run import Run
from chart2paper.tables.formula_guard import unguarded
from chart2paper.writing.about import about
from chart2paper.writing.value import made_as
from chart2paper.writing.values import PROGRAM, PROTOCOL

# Origins of values that are no file of the run, in words.
NO_FILES = {PROTOCOL: "The protocol", PROGRAM: "The program itself"}
# Where the paper keeps its copies of the figures, which some values name without their folder.
COPIES = "paper/generated/figures/"


def file_of(run: Run, value: dict[str, Any]) -> str:
    """Return the path of the file a value names; a bare name is that of a figure in the paper."""
    file = str(value["file"])
    if not file or file in run.fingerprints:
        return file
    copy = f"{run.results}/{COPIES}{file}"
    return copy if copy in run.fingerprints else file


def numbers_by_file(run: Run) -> dict[str, list[str]]:
    """Return the ids of the paper's values that come straight from each file, by its path."""
    found: dict[str, list[str]] = {}
    for identifier, value in run.values.items():
        found.setdefault(file_of(run, value), []).append(identifier)
    return found


def origins(values: dict[str, Any], identifier: str) -> list[str]:
    """Return the ids of the values with a file from which a value is made, in order; itself where it has one."""
    found: dict[str, None] = {}
    done: set[str] = set()

    def visit(one: str) -> None:
        if one in done or one not in values:
            return
        done.add(one)
        if values[one]["file"]:
            found[one] = None
        for source in values[one]["sources"]:
            visit(source)

    visit(identifier)
    return list(found)


def used_by(values: dict[str, Any]) -> dict[str, list[str]]:
    """Return the ids of the values that are made from each value, by its id."""
    found: dict[str, list[str]] = {}
    for identifier, value in values.items():
        for source in value["sources"]:
            found.setdefault(source, []).append(identifier)
    return found


def shown_within(run: Run, users: dict[str, list[str]], identifier: str) -> list[str]:
    """Return the ids of the nearest values made from a value that the paper shows; none where it shows itself.

    `users` is what `used_by` returns.
    """
    level, seen = [identifier], {identifier}
    while level and identifier not in run.places:
        level = [user for one in level for user in users.get(one, []) if user not in seen]
        seen |= set(level)
        found = [user for user in dict.fromkeys(level) if user in run.places]
        if found:
            return found
    return []


def ranked(run: Run) -> list[str]:
    """Return all value ids, those first that a reader most likely means.

    The primary analysis comes before the others, an estimate before its limits and counts, and then what stands in
    the paper most often, by itself or as a part of another value.
    """
    users, primary = used_by(run.values), run.study["primary_analysis"]
    shown = {identifier: len(run.places.get(identifier, [])) for identifier in run.values}

    def rank(identifier: str) -> tuple[bool, bool, bool, int, str]:
        value = run.values[identifier]
        subject = about(value)
        of_primary = made_as(value) == "repeated" or (subject is not None and subject.analysis == primary)
        is_estimate = subject is not None and subject.cell == "estimate"
        often = shown[identifier] + sum(shown[user] for user in users.get(identifier, []))
        return not value["text"], not of_primary, not is_estimate, -often, identifier

    return sorted(run.values, key=rank)


def rows_behind(run: Run, ids: Iterable[str]) -> dict[str, list[list[str]]]:
    """Return for each value with a row in a CSV the cells of that row: [column, text] in the file's order.

    Files that identify people are never opened.
    """
    wanted: dict[str, dict[int, list[str]]] = {}
    for identifier in ids:
        value = run.values[identifier]
        file = file_of(run, value)
        if value["row"] and file.endswith(".csv") and not run.is_identifiable(file) and Path(file).is_file():
            wanted.setdefault(file, {}).setdefault(int(value["row"]), []).append(identifier)
    return {identifier: cells for file, rows in wanted.items() for identifier, cells in _cells(file, rows)}


def _cells(file: str, rows: dict[int, list[str]]) -> Iterator[tuple[str, list[list[str]]]]:
    with Path(file).open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        head = next(reader, [])
        for number, row in enumerate(reader, 2):
            for identifier in rows.get(number, []):
                yield identifier, [[name, unguarded(cell)] for name, cell in zip(head, row, strict=True)]
