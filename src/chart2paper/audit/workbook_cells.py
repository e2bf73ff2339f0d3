"""Cells of a workbook: each is written as the text or the number that it is, never as what it looks like."""

import math
import re
from collections.abc import Sequence
from typing import Any

from chart2paper.not_shown import NOT_SHOWN

# The longest text that a cell holds, and the digits that a number keeps (ECMA-376; IEEE 754 double).
LONGEST, DIGITS = 32_767, 15
CUT = " … (cut: the whole text is in the file)"
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def write_row(
    sheet: Any, place: int, row: Sequence[str | None], numbers: Sequence[bool], look: Any = None
) -> None:
    """Write one row of texts; where `numbers` says so, a text that is a number is written as one.

    `look` is the format of its texts, where it is another than that of the columns.
    """
    for column, (text, is_number) in enumerate(zip(row, numbers, strict=True)):
        if not text:
            continue
        number = as_number(text) if is_number else None
        if number is None:
            sheet.write_string(place, column, shown(text), look)
        else:
            sheet.write_number(place, column, number)


def as_number(text: str) -> float | None:
    """Return a text as a number, None where it is none or would lose digits (or be infinite)."""
    if not NUMBER.fullmatch(text) or sum(sign.isdigit() for sign in re.split("[eE]", text)[0]) > DIGITS:
        return None
    number = float(text)
    return number if math.isfinite(number) else None


def shown(text: str) -> str:
    """Return a text as a cell can hold it: signs that no file of this kind may hold are marked, a long one is cut."""
    visible = NOT_SHOWN.sub("\ufffd", text)
    return (
        visible
        if len(visible) <= LONGEST // 2 or _units(visible) <= LONGEST
        else visible[: (LONGEST - len(CUT)) // 2] + CUT
    )


def _units(text: str) -> int:
    """Return how long a spreadsheet takes a text to be: signs beyond the first plane count twice (UTF-16)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
