"""The outcomes: the scale that each is measured on, and which way on it is better."""

from dataclasses import dataclass
from typing import Literal, TypeVar

# A number, a column or an array of them.
Points = TypeVar("Points")


@dataclass(frozen=True)
class Outcome:
    """All that is known of one outcome.

    low, high: the ends of its scale. ticks: the distance of the marks on its axis. unit: in the data dictionary.
    scale: how the scale is written in texts. label: on an axis. better: which way on the scale is better.
    noticeable: least change, in points, that people notice as slightly better, with its source. similar: differences
    between two results below this, in points, are called about the same.
    """

    name: str
    low: float
    high: float
    ticks: int
    unit: str
    scale: str
    label: str
    better: Literal["lower", "higher"]
    noticeable: float
    noticeable_source: str
    similar: float

    @property
    def width(self) -> float:
        """The number of points from one end of the scale to the other."""
        return self.high - self.low

    def gain(self, change: Points) -> Points:
        """Return changes counted so that more is better: of pain, how far it fell."""
        return -change if self.better == "lower" else change  # type: ignore[operator]

    def gains(self, low: float, high: float) -> tuple[float, float]:
        """Return an interval of changes as one of gains, its lower limit first."""
        first, second = sorted((self.gain(low), self.gain(high)))
        return first, second


PAIN = Outcome(
    name="pain",
    low=0,
    high=10,
    ticks=2,
    unit="0-10 NRS",
    scale="0–10",
    label="Pain score (0-10)",
    better="lower",
    noticeable=1.0,
    noticeable_source="Salaffi 2004",
    similar=0.25,
)
