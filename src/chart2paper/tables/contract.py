"""What a declared table promises. Free of pandas, so that reading a protocol stays quick."""

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "number", "date", "datetime", "flag"]


@dataclass(frozen=True)
class Column:
    """A column's contract: its name, type, meaning, unit and what values it may take.

    `required` means no value may be missing. `values` is the closed list of allowed texts.
    """

    name: str
    type: Type
    meaning: str
    unit: str = ""
    required: bool = False
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()


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
