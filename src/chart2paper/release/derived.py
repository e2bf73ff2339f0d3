"""Values of the paper that are made from other values, made again from those as they leave."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, HELD, WITHHELD_CELL, Cell
from chart2paper.release.written import NNT, like
from chart2paper.writing.numbers import nnt_interval
from chart2paper.writing.value import Made, made_as

# Which way a value was made -> how its number follows from those it was made from, in their order.
WORKED_OUT: Mapping[Made, Callable[..., float]] = {
    "magnitude": abs,
    "distance": lambda one, other: abs(one - other),
    "furthest": lambda one, *others: max(abs(one - x) for x in others),
    "percent of start": lambda change, end: 100 * change / (end - change),
}


def composed(made: Made, sources: Sequence[Cell], text: str) -> Cell | None:
    """Return an estimate with its interval, or the interval, composed again; None where a value is neither."""
    if made not in ("full", "interval") or not sources:
        return None
    state = AGAIN if any(cell.state == AGAIN for cell in sources) else COARSE
    if made == "full" and sources[0].state != HELD and any(cell.state == HELD for cell in sources[1:]):
        return sources[0]
    if any(cell.state == HELD for cell in sources) or (made == "interval" and _of_nnt(sources, text)):
        return WITHHELD_CELL
    if made == "interval":
        return Cell(f"{sources[0].text} to {sources[1].text}", state)
    low, high = sources[1], sources[2]
    inside = f"{low.text} to {high.text}"
    if _of_nnt(sources, text) and low.number is not None and high.number is not None:
        inside = nnt_interval(low.number, high.number, sources[0].number or 0.0)
    return Cell(f"{sources[0].text} ({inside})", state)


def _of_nnt(sources: Sequence[Cell], text: str) -> bool:
    return any(NNT.search(words) for words in (text, *(cell.text for cell in sources)))


def worked_out(value: Mapping[str, Any], sources: Sequence[Cell]) -> Cell:
    """Return a number made from others. It stays where none of them was changed; otherwise it is worked out from
    their released numbers, or withheld where it was made in no way that is known here."""
    if sources and all(cell.state == AS_IT_STANDS for cell in sources):
        return Cell(value["text"], AS_IT_STANDS, _number(value))
    if any(cell.state not in (AS_IT_STANDS, COARSE) for cell in sources):
        return WITHHELD_CELL
    if made_as(value) == "counted":
        return Cell(value["text"], AS_IT_STANDS, _number(value))
    numbers = [cell.number for cell in sources]
    function = WORKED_OUT.get(made_as(value))
    if function is None or any(number is None for number in numbers):
        return WITHHELD_CELL
    step = max((cell.step or 0.0 for cell in sources), default=0.0)
    number = function(*numbers)
    return Cell(
        like(value["text"], float(value["value"]), Cell("", COARSE, number, step)), COARSE, number, step
    )


def _number(value: Mapping[str, Any]) -> float | None:
    return float(value["value"]) if isinstance(value["value"], int | float) else None
