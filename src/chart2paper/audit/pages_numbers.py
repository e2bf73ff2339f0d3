"""The numbers of the paper: value, text, places, the row it comes from and the values it is made from."""

from pathlib import Path
from typing import Any

from chart2paper.audit.pages_pieces import write_keyed
from chart2paper.audit.run import Run
from chart2paper.audit.value_sources import file_of, origins, rows_behind, shown_within, used_by


def write(run: Run, folder: Path) -> None:
    """Write the items of kind `number`, by value id."""
    write_keyed(folder, "number", number_items(run))


def number_items(run: Run) -> dict[str, Any]:
    """Return what the pages say of each value of the paper, by its id."""
    users, rows = used_by(run.values), rows_behind(run, run.values)
    items = {}
    for identifier, value in run.values.items():
        items[identifier] = {
            **value,
            "file": file_of(run, value),
            "sources": [_short(run, source) for source in value["sources"]],
            "used_by": [_short(run, user) for user in users.get(identifier, [])],
            "origins": [] if value["file"] else origin_files(run, identifier),
            "cells": rows.get(identifier, []),
            "places": run.places.get(identifier, []),
            "within": [[user, run.places[user][0]] for user in shown_within(run, users, identifier)],
        }
    return items


def origin_files(run: Run, identifier: str) -> list[str]:
    """Return the files from which a value that is made from others comes, in order."""
    files = (file_of(run, run.values[origin]) for origin in origins(run.values, identifier))
    return list(dict.fromkeys(files))


def _short(run: Run, identifier: str) -> list[str]:
    """Return a value as the pages list it: id and text."""
    return [identifier, run.values[identifier]["text"]] if identifier in run.values else [identifier, ""]
