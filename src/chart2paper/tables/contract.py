"""What a declared table promises. Free of pandas, so that reading a protocol stays quick."""

from dataclasses import dataclass, replace
from typing import Literal

from chart2paper.catalogue.outcomes import Outcome

Type = Literal["text", "integer", "number", "date", "datetime", "flag"]


@dataclass(frozen=True)
class Column:
    """A column's contract: its name, type, meaning, unit and what values it may take.

    `required` means no value may be missing. `values` is the closed list of allowed texts. `scored`: a score of the
    study's outcome, whose record has its unit and its ends (see `Table.on`).
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    scored: bool = False


@dataclass(frozen=True)
class Table:
    """A table's contract: what one row is, its columns in order, and the key its rows are sorted by."""

    name: str
    one_row_is: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def column_names(self) -> list[str]:
        """Column names in their declared order."""
        return [column.name for column in self.columns]

    def on(self, outcome: Outcome) -> "Table":
        """Return the table of a study with this outcome: its scores have the unit and the ends of the scale."""
        return replace(self, columns=tuple(_on(column, outcome) for column in self.columns))


def _on(column: Column, outcome: Outcome) -> Column:
    if not column.scored:
        return column
    return replace(column, unit=outcome.unit, low=outcome.low, high=outcome.high, scored=False)
