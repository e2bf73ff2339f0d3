"""Any figure of the catalogue: its plotted numbers, its picture and its description, by the functions of its record."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from inspect import signature
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from chart2paper.catalogue.figures import Figure as Record
from chart2paper.catalogue.figures import Source
from chart2paper.tables.contract import Table
from chart2paper.tables.figures import TWINS
from chart2paper.tables.read_write import read_table, shape
from chart2paper.writing.values import Values


class Drawn(NamedTuple):
    """A figure with its plotted numbers, what these must look like, and its description for who cannot see it."""

    figure: Figure
    frame: pd.DataFrame
    twin: Table
    description: str


def drawn(
    figure: Record, tables: Sequence[pd.DataFrame], settings: Mapping[str, Any], words: Values
) -> Drawn:
    """Draw a figure from its tables, in the order of its record.

    Each of its functions is handed, by their names, the settings that it asks for; KeyError for one that is not there.
    The passages (`words`) and the study's outcome count as settings.
    """
    outcome = words.outcome
    given = {**dict(settings.items()), "words": words, "outcome": outcome}
    frame = _called(_named(figure.numbers), tables, given)
    picture = _called(_named(figure.drawing), [frame], given)
    return Drawn(picture, frame, TWINS[figure.name].on(outcome), _called(_alt_text(figure), [frame], given))


def settings_of(figure: Record) -> set[str]:
    """Return the names of the settings of a study that the functions of a figure ask for."""
    names = (
        *_settings(_named(figure.numbers), len(figure.sources)),
        *_settings(_named(figure.drawing), 1),
        *_settings(_alt_text(figure), 1),
    )
    return {*names} - {"words", "outcome"}


def read_source(source: Source, paths: Sequence[str], people: set[str]) -> pd.DataFrame:
    """Return a table that figures are drawn from, of all files that hold its rows; empty where there is none.

    people: the matched people.
    """
    table: Table = _named(source.table)
    only = {"person_id": people} if source.matched_only else None
    parts = [read_table(table, path, list(source.columns) or None, only) for path in paths]
    return pd.concat(parts, ignore_index=True) if parts else shape(pd.DataFrame(), table)


def _named(address: tuple[str, str]) -> Any:
    module, name = address
    return getattr(import_module(module), name)


def _alt_text(figure: Record) -> Callable[..., str]:
    described: Callable[..., str] = import_module(figure.numbers[0]).alt_text
    return described


def _called(function: Callable[..., Any], tables: Sequence[pd.DataFrame], settings: Mapping[str, Any]) -> Any:
    return function(*tables, **{name: settings[name] for name in _settings(function, len(tables))})


def _settings(function: Callable[..., Any], tables: int) -> list[str]:
    """Return the names of the settings that a function takes behind so many tables."""
    return list(signature(function).parameters)[tables:]
