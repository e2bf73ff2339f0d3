"""What kind of function of the people each released number is, and how a number of that kind leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, WITHHELD_CELL, Cell
from chart2paper.release.freedom import printed_p
from chart2paper.release.rounding import effect_step, in_steps, p_to_two_digits, to_step

if TYPE_CHECKING:
    from chart2paper.release.control import Control
    from chart2paper.release.sheets import Sheet

Row = dict[str, Any]
WORDS = ("True", "False", "pass", "warn", "fail", "unknown")

OF_COUNTS, OF_PRINTED, OF_AN_ARM, BETWEEN_ARMS, P_VALUE, WORD, STAYS = (
    "of counts",
    "of printed means",
    "of an arm",
    "between arms",
    "p value",
    "word",
    "stays",
)
# How a number of each kind leaves is said in `reports/text/release/kinds.md`.
KINDS = (OF_COUNTS, OF_PRINTED, OF_AN_ARM, BETWEEN_ARMS, P_VALUE, WORD, STAYS)


@dataclass(frozen=True)
class Position:
    """A cell of a table: the row it is in, and what is decided about the counts."""

    control: Control
    sheet: Sheet
    place: int
    column: str

    @property
    def row(self) -> Row:
        """Return the row of the cell."""
        return self.sheet.rows[self.place]

    @property
    def number(self) -> float:
        """Return the exact number of the cell."""
        return float(self.row[self.column])


@dataclass(frozen=True)
class Kind:
    """A kind of number, and the function that gives its released form."""

    name: str
    leaves: Callable[[Position], Cell]

    @property
    def is_exact_number(self) -> bool:
        """Return whether the exact number is what is printed, more coarsely; otherwise it must not leave anywhere."""
        return self.name not in (OF_COUNTS, OF_PRINTED, STAYS)


NOT_RELEASED = Kind(STAYS, lambda position: WITHHELD_CELL)


def stepped(number: float, step: float, state: str = COARSE) -> Cell:
    """Return a number on a step as a cell."""
    return Cell(in_steps(number, step), state, to_step(number, step), step)


def of_arm(step: float) -> Kind:
    """Return the kind of a mean, quantile or total of one arm that is printed in multiples of `step`.

    A sum of whole numbers is step x n wide: with more than 1 / step people every n has one that fits.
    """
    return Kind(OF_AN_ARM, lambda position: stepped(position.number, step))


def again(work_out: Callable[[Position], float | None], step: float = 0.01) -> Kind:
    """Return the kind of an exact or near function of counts: `work_out` gets it from the printed ones, or None."""

    def leaves(position: Position) -> Cell:
        number = work_out(position)
        return WITHHELD_CELL if number is None else stepped(number, step, AGAIN)

    return Kind(OF_COUNTS, leaves)


def of_printed(work_out: Callable[[Position], float | None], step: float) -> Kind:
    """Return the kind of a number that `work_out` gets from others as they are printed (`beside`), or None."""

    def leaves(position: Position) -> Cell:
        number = work_out(position)
        return WITHHELD_CELL if number is None else stepped(number, step)

    return Kind(OF_PRINTED, leaves)


def beside(position: Position, column: str, place: int | None = None) -> Cell:
    """Return another cell of the table, as it leaves."""
    other = replace(position, column=column, place=position.place if place is None else place)
    rule, analysis = other.sheet.rule, other.sheet.analysis
    if not other.control.stands(rule.rests(analysis, other.row, other.control.counts)):
        return WITHHELD_CELL
    return (
        WITHHELD_CELL
        if other.row.get(column) is None
        else rule.kind(column, analysis, other.row).leaves(other)
    )


def between_arms(low: str = "ci_low", high: str = "ci_high", finest: float = 0.0) -> Kind:
    """Return the kind of an effect, or of a limit of its interval, which stands in the columns `low` and `high`."""

    def leaves(position: Position) -> Cell:
        step = max(finest, effect_step(position.row.get(low), position.row.get(high)))
        return stepped(position.number, step)

    return Kind(BETWEEN_ARMS, leaves)


def p_beside(
    estimate: str = "estimate", low: str = "ci_low", high: str = "ci_high", finest: float = 0.0
) -> Kind:
    """Return the kind of a p value that stands beside an effect and its interval."""

    def leaves(position: Position) -> Cell:
        at, lower, upper = (position.row.get(name) for name in (estimate, low, high))
        step = max(finest, effect_step(lower, upper))
        text = printed_p(at, lower, upper, position.number, step, position.control.threshold)
        return WITHHELD_CELL if text is None else _p_cell(text)

    return Kind(P_VALUE, leaves)


def _p_cell(text: str) -> Cell:
    return Cell(text, COARSE, float(text) if text[0].isdigit() else None)


def side_of(limit: float) -> Kind:
    """Return the kind of a p value of which only the side of `limit` is printed."""
    return Kind(
        P_VALUE,
        lambda position: Cell(f"{'at most' if position.number <= limit else 'more than'} {limit:g}", COARSE),
    )


def p_times(p: Kind, column: str) -> Kind:
    """Return the kind of a p value that is a multiple of the one of kind `p` in `column`: as coarse as that one."""

    def leaves(position: Position) -> Cell:
        other = p.leaves(replace(position, column=column))
        if other.number is not None:
            return _p_cell(p_to_two_digits(position.number))
        return side_of(0.05).leaves(position) if other.state == COARSE else WITHHELD_CELL

    return Kind(P_VALUE, leaves)


def word(stands: Callable[[Position], bool]) -> Kind:
    """Return the kind of a word that judges a number: it leaves where `stands` finds that it tells nothing more."""

    def leaves(position: Position) -> Cell:
        text = position.row[position.column]
        return Cell(text, AS_IT_STANDS) if text in WORDS and stands(position) else WITHHELD_CELL

    return Kind(WORD, leaves)
