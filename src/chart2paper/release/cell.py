"""What a cell of a table, or a value of the paper, says outside."""

from dataclasses import dataclass

from chart2paper.release.rounding import WITHHELD

AS_IT_STANDS, ROUNDED, AGAIN, COARSE, HELD, MANY = (
    "as it stands",
    "rounded",
    "worked out again",
    "coarsened",
    "withheld",
    "only that many",
)


@dataclass(frozen=True)
class Cell:
    """What a cell says outside; `number` is what it can be worked on with, a multiple of `step` where it has one."""

    text: str
    state: str
    number: float | None = None
    step: float | None = None

    @property
    def plain(self) -> str:
        """Return the text as a program reads it: a count without commas."""
        return f"{self.number:.0f}" if self.state == ROUNDED and self.number is not None else self.text


WITHHELD_CELL = Cell(WITHHELD, HELD)
