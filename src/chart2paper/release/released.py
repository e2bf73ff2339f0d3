"""What the figures of a release are drawn from: its tables as frames, and what stands around the drawings."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from chart2paper.release.cell import COARSE, HELD, MANY, Cell
from chart2paper.release.control import Control, lines_out
from chart2paper.release.rounding import WITHHELD
from chart2paper.release.sheets import Sheet
from chart2paper.tables.contract import Table
from chart2paper.tables.read_write import shape
from chart2paper.writing.values import Values

Lines = list[dict[str, Cell]]
# A figure and the numbers that it shows.
Drawn = tuple[Figure, pd.DataFrame]
# The passage with the words of figures that are drawn otherwise than those of the paper.
FIGURES = "release/figures"


@dataclass(frozen=True)
class Page:
    """What stands around a figure: the study as plain values, the banner, and the passages."""

    study: Mapping[str, Any]
    banner: str
    words: Values

    @property
    def short(self) -> str:
        """Return what the drug is called in figures."""
        return str(self.study["exposure"]["short_name"])

    def title(self, analysis: str) -> str:
        """Return the title of an analysis."""
        return str(self.study["analyses"][analysis]["title"])

    def part(self, part: str) -> str:
        """Return the words of a note or of an axis."""
        return self.words.words(f"{FIGURES}#{part}")


class Released:
    """The tables of a release by analysis and stem, as frames for drawing."""

    def __init__(self, control: Control, sheets: list[Sheet]):
        self._lines: dict[tuple[str, str], Lines] = {}
        for sheet in sheets:
            stem = Path(sheet.file).stem
            self._lines[(sheet.analysis, stem)] = list(lines_out(control, sheet))

    def has(self, analysis: str, stem: str) -> bool:
        """Return whether a table is released."""
        return (analysis, stem) in self._lines

    def frame(self, analysis: str, stem: str, table: Table | None = None) -> pd.DataFrame:
        """Return a released table; what is withheld is empty. `table` gives its declared columns and types."""
        words = {c.name for c in table.columns if c.type == "text"} if table else set()
        rows = [
            {name: _value(cell, name in words) for name, cell in line.items()}
            for line in self._lines[(analysis, stem)]
        ]
        frame = pd.DataFrame(rows)
        return shape(frame, table) if table else frame


def _value(cell: Cell, word: bool) -> Any:
    if cell.state == HELD or cell.text in ("", WITHHELD):
        return None
    if word:
        return cell.text
    if cell.number is not None:
        return cell.number
    if cell.state in (COARSE, MANY):
        # "over 10" people, "<0.001", "at most 0.1": a bound in the place of a number is none that can be drawn.
        return None
    try:
        return float(cell.text)
    except ValueError:
        return cell.text
