"""How a released number is written in the paper: as the number that it takes the place of, with fewer digits."""

import re
from decimal import Decimal

from chart2paper.release.cell import Cell
from chart2paper.writing.numbers import nnt
from chart2paper.writing.printed import as_typed, printed

NUMBER = re.compile(r"[−-]?\d[\d,]*(\.\d+)?")
NNT = re.compile(r"NNT[BH]")


def like(text: str, exact: float, cell: Cell) -> str:
    """Return the text of a value with the released number of `cell` in the place of the exact one.

    text: as the clinic's paper has it ("−1.03", "37.5", "NNTB 5.0"). A share that the text gives in percent stays
    in percent. There are as many decimals as the text has, or fewer where the step of the cell is coarser. A text
    without a number in it, such as "∞", is replaced as a whole; one of a p value at an end ("<0.001") stays.
    """
    if cell.number is None:
        return cell.text
    if text[:1] in "<>":
        return text
    if NNT.search(text):
        return nnt(cell.number)
    found = NUMBER.search(text)
    if not found:
        return printed(cell.number, _places(cell.step or 1.0))
    size = _size(float(as_typed(found[0])), exact)
    places = len(found[1] or ".") - 1
    after = text[found.end() :]
    if cell.step and _places(cell.step * size) < places:
        places = _places(cell.step * size)
        # Further numbers, such as an interval told in the same breath, would keep digits that are not printed.
        after = "" if NUMBER.search(after) else after
    return f"{text[: found.start()]}{printed(cell.number * size, places)}{after}"


def without_zeros(text: str) -> str:
    """Return a text whose decimal numbers have no zeros at their end."""
    return re.sub(r"(\.\d*?)0+(?!\d)", r"\1", text).replace(". ", " ").replace(".)", ")").rstrip(".")


def _size(shown: float, exact: float) -> float:
    """Return 100 where a text gives a share in percent, and 1 otherwise."""
    signless = abs(shown), abs(exact)
    return 100.0 if abs(signless[0] - 100 * signless[1]) < abs(signless[0] - signless[1]) else 1.0


def _places(step: float) -> int:
    return max(0, -int(Decimal(f"{step:.10g}").normalize().as_tuple().exponent))
