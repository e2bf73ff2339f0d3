"""Values of the paper that are a cell of a file, as they leave: as that cell does in its table."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, WITHHELD_CELL, Cell
from chart2paper.release.control import Control, cell
from chart2paper.release.sheets import Sheet
from chart2paper.release.written import like

Value = Mapping[str, Any]
# Columns of the truth of simulated records that say nothing about the people in them.
TRUE_EFFECT = re.compile(r"(att|per_protocol)_.*")


class CellsOfFiles:
    """Finds the cell that a value is, and how it leaves. A cell of a file without a rule does not."""

    def __init__(
        self, control: Control, sheets: list[Sheet], public: tuple[str, ...], truth: str | None
    ) -> None:
        """Take the tables of a release. public: files that hold nothing about the clinic's people."""
        self._control, self._public, self._truth = control, public, truth
        self._places = {
            (sheet.file, row): (sheet, place) for sheet in sheets for place, row in enumerate(sheet.places)
        }

    def of(self, value: Value, is_finding: bool) -> Cell:
        """Return how a value leaves. is_finding: that this row is meant was found from the numbers of all rows."""
        file = value["file"]
        if self._truth and file == self._truth:
            return _as_it_stands(value) if TRUE_EFFECT.fullmatch(value["column"]) else WITHHELD_CELL
        if any(file == public or Path(public) in Path(file).parents for public in self._public):
            return _as_it_stands(value)
        return WITHHELD_CELL if value["row"] is None else self._of_row(value, is_finding)

    def _of_row(self, value: Value, is_finding: bool) -> Cell:
        sheet, place = self._places.get((value["file"], value["row"]), (None, 0))
        if sheet is None:
            return WITHHELD_CELL
        column, text, row = value["column"], value["text"], sheet.rows[place]
        if column in sheet.rule.labels:
            rests = sheet.rule.rests(sheet.analysis, row, self._control.counts)
            is_shown = not (is_finding or sheet.rule.labels_rest) or self._control.stands(rests)
            text = sheet.texts[place][column] if column in sheet.rule.disk_names else text
            return Cell(text, AS_IT_STANDS) if is_shown else WITHHELD_CELL
        found = cell(self._control, sheet, place, column)
        if column in sheet.rule.words and text != found.text:
            # Why something could not be estimated, or what was left out of a model, may count people.
            return WITHHELD_CELL
        if found.state in (AGAIN, COARSE):
            return written_again(value, found)
        return Cell(text, AS_IT_STANDS, found.number) if found.state == AS_IT_STANDS else found


def written_again(value: Value, found: Cell) -> Cell:
    """Return a cell whose number is written as the paper writes the exact one, with its own digits."""
    return Cell(like(value["text"], float(value["value"]), found), found.state, found.number, found.step)


def _as_it_stands(value: Value) -> Cell:
    number = value["value"]
    return Cell(value["text"], AS_IT_STANDS, float(number) if isinstance(number, int | float) else None)
