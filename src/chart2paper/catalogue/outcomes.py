"""The outcomes: the scale that each is measured on, which way on it is better, and the words for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

# A number, a column or an array of them.
Points = TypeVar("Points")
Better = Literal["lower", "higher"]


@dataclass(frozen=True)
class Outcome:
    """All that is known of one outcome.

    low, high: the ends of its scale. ticks: the distance of the marks on its axis. unit: in the data dictionary.
    scale: how the scale is written in texts. label: on an axis. better: which way on the scale is better.
    noticeable: least change, in points, that people notice as slightly better. response_percent: improvements from
    baseline that are accepted as worthwhile for one person; empty where none is. The sources (points_source: of
    improvements in points) are works of reports/methods.bib. similar: differences between two results below this, in
    points, are called about the same.
    The words stand in the middle of a sentence: noun (`pain`), instrument and out_of (the scale, and its highest
    number), improvement (`pain reduction`), gained and lost (`less` pain, or `worse` function).
    """

    name: str
    low: float
    high: float
    ticks: int
    unit: str
    scale: str
    label: str
    better: Better
    noticeable: float
    noticeable_source: str
    response_percent: tuple[float, ...]
    response_source: str
    points_source: str
    similar: float
    noun: str
    instrument: str
    out_of: str
    improvement: str
    gained: str
    lost: str

    @property
    def width(self) -> float:
        """The number of points from one end of the scale to the other."""
        return self.high - self.low

    @property
    def points(self) -> str:
        """What differences are counted in, as figures and lists of published results write it: `0-10 points`."""
        return f"{self.low:g}-{self.high:g} points"

    @property
    def middle(self) -> float:
        """The point half way between the ends of the scale."""
        return (self.low + self.high) / 2

    def gain(self, change: Points) -> Points:
        """Return changes counted so that more is better: of pain, how far it fell."""
        return -change if self.better == "lower" else change  # type: ignore[operator]

    def gains(self, low: float, high: float) -> tuple[float, float]:
        """Return an interval of changes as one of gains, its lower limit first."""
        first, second = sorted((self.gain(low), self.gain(high)))
        return first, second

    @property
    def score(self) -> str:
        """What one number on the scale is called."""
        return f"{self.noun} score"


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
    noticeable_source="salaffi2004",
    response_percent=(30, 50),
    response_source="dworkin2008",
    points_source="farrar2001",
    similar=0.25,
    noun="pain",
    instrument="0–10 numeric rating scale",
    out_of="ten",
    improvement="pain reduction",
    gained="less",
    lost="more",
)
FUNCTION = Outcome(
    name="function",
    low=0,
    high=100,
    ticks=20,
    unit="0-100 points",
    scale="0–100",
    label="Function score (0-100)",
    better="higher",
    noticeable=5.0,
    noticeable_source="hays2001",
    response_percent=(),
    response_source="",
    points_source="",
    similar=1.25,
    noun="function",
    instrument="0–100 physical functioning scale",
    out_of="a hundred",
    improvement="gain in function",
    gained="better",
    lost="worse",
)
OUTCOMES = {outcome.name: outcome for outcome in (PAIN, FUNCTION)}


def outcome_of(study: Mapping[str, Any]) -> Outcome:
    """Return the outcome that a study (plain values) names."""
    return OUTCOMES[study["outcome"]["value"]]
