"""The declared tables of what figures show."""

from importlib import import_module

from chart2paper.catalogue.figures import FIGURES, Figure
from chart2paper.tables.contract import Table


def twin_of(figure: Figure) -> Table:
    """Return the declared table of a figure's plotted numbers, from the module that its record names."""
    twin: Table = import_module(figure.numbers[0]).TWIN
    return twin


def twins() -> tuple[Table, ...]:
    """Return the table of every figure, in the order of the catalogue."""
    return tuple(map(twin_of, FIGURES.values()))
