"""Cells of a table as values: one number, or an estimate with its interval, each with the cell it comes from."""

from dataclasses import dataclass
from typing import Any

from chart2paper.writing.material import Sheet
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, is_missing, number, p_value
from chart2paper.writing.values import Values

DASH = "–"


@dataclass(frozen=True)
class Cells:
    """One row of a sheet; what it adds has ids that begin with `id`."""

    values: Values
    sheet: Sheet
    place: int
    row: dict[str, Any]
    id: str

    def number(self, column: str, kind: Kind, times: float = 1.0) -> str:
        """Add a number and return its id; a missing one is a dash."""
        found = self.row[column]
        if is_missing(found):
            return self._add(column, None, DASH)
        whole = int(found) if kind == "count" else float(found)
        return self._add(column, whole, number(whole * times, kind))

    def p(self, column: str) -> str:
        """Add a p value and return its id."""
        found = self.row[column]
        return (
            self._add(column, None, DASH) if is_missing(found) else self._add(column, found, p_value(found))
        )

    def text(self, column: str) -> str:
        """Add a text and return its id; a missing one is a dash."""
        found = self.row[column]
        return self._add(column, None, DASH if is_missing(found) else str(found))

    def interval(self, point: str, low: str, high: str, kind: Kind, times: float = 1.0) -> str:
        """Add `estimate (low to high)` and return its id; "not estimable" when a part is missing."""
        if any(is_missing(self.row[name]) for name in (point, low, high)):
            return self._add(point, None, NOT_ESTIMABLE)
        names = {name: self.number(name, kind, times) for name in (point, low, high)}
        return self.values.sentence(
            f"{self.id}.{point}_full",
            "supplement/cells#interval",
            point=names[point],
            low=names[low],
            high=names[high],
        )

    def _add(self, column: str, value: Any, text: str) -> str:
        identifier = f"{self.id}.{column}"
        return self.values.add(identifier, value, text, file=self.sheet.file, row=self.place, column=column)
