"""What a record of an estimand says, and the words it says it in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# What is set against what. Exposed minus comparator, everywhere.
Contrast = Literal["within exposed", "within comparator", "between arms", "interaction"]
# Who is counted beside an estimate: people with an outcome, all matched people, those without an outcome, those with an
# outcome at a level of a covariate, or at either of two.
People = Literal["with outcome", "matched", "missing", "at level", "at levels"]
# What must hold for an estimate to leave: its people are shown, both arms are large, those without an outcome or at
# each of two levels are many; or it never does, but is worked out again.
Rests = Literal["arms shown", "arms large", "missing", "levels large", "never"]
# How its number leaves (`release/kinds.py`).
Leaves = Literal[
    "mean of an arm",
    "change of an arm's means",
    "difference of means",
    "between arms",
    "from counts",
    "withheld",
]


@dataclass(frozen=True)
class Number:
    """A kind of number: how it is written (`writing.numbers`), what it is multiplied by first, and its unit."""

    written: Literal["score", "difference", "percent", "ratio", "nnt"]
    unit: Literal["points", "percentage points of percent change", "share of people", "ratio", "people"]
    times: float = 1.0


MEAN_POINTS = Number("score", "points")
POINTS = Number("difference", "points")
PERCENT_CHANGE = Number("percent", "percentage points of percent change")
# The files hold shares from 0 to 1.
SHARE = Number("percent", "share of people", 100.0)
RATIO = Number("ratio", "ratio")
NNT = Number("nnt", "people")


@dataclass(frozen=True)
class Release:
    """How an estimate leaves the building (`release/rules/estimates.py`)."""

    people: People
    rests: Rests
    leaves: Leaves


MEAN = Release("with outcome", "arms shown", "mean of an arm")
MEAN_OF_CHANGE = Release("with outcome", "arms shown", "change of an arm's means")
# It repeats a mean that another table prints, or would give the sum of scores of those without an outcome.
REPEATED_MEAN = Release("with outcome", "arms shown", "withheld")
OF_MISSING = Release("missing", "missing", "withheld")
AGAINST_MISSING = Release("matched", "missing", "withheld")
DIFFERENCE_OF_MEANS = Release("with outcome", "arms large", "difference of means")
BETWEEN = Release("with outcome", "arms large", "between arms")
BETWEEN_MATCHED = Release("matched", "arms large", "between arms")
# It is made of numbers of one arm each.
OF_ARMS = Release("with outcome", "arms shown", "between arms")
AT_LEVEL = Release("at level", "arms large", "between arms")
OF_LEVELS = Release("at levels", "levels large", "between arms")
COUNTED = Release("matched", "never", "from counts")
COUNTED_KNOWN = Release("with outcome", "never", "from counts")
# By the score equations of the logistic model, adjusted effects on responders give the risks in each arm.
MODELLED_SHARES = Release("matched", "never", "withheld")
MODELLED_SHARES_KNOWN = Release("with outcome", "never", "withheld")


@dataclass(frozen=True)
class ForestLine:
    """A line of the forest plot: its panel, its label, which may name parameters of the estimand, and its marker."""

    panel: Literal["points", "percent", "change"]
    label: str
    marker: Literal["estimate", "subgroup", "exposed", "comparator"]


@dataclass(frozen=True)
class Estimand:
    """All that is known of one kind of row of the tables of estimates.

    outcome, name, method: the row's key; `{level}` and the like stand for a parameter, as in `difference_{level}`.
    label: the estimand in tables, which may name parameters too. part_of: a part of its people that is a group of its
    own in a release. headline: what the estimate is called where it answers an analysis's question; empty = it never
    does. grid: the parameters with which it is in the sensitivity grid, by its name there.
    """

    outcome: str
    name: str
    method: str
    contrast: Contrast
    number: Number
    release: Release
    label: str
    forest: ForestLine | None = None
    part_of: str = ""
    headline: str = ""
    grid: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def arm(self) -> str:
        """The arm that it is a number of; empty = it compares both."""
        return {"within exposed": "exposed", "within comparator": "comparator"}.get(self.contrast, "")


def by_arm(
    outcome: str, name: str, method: str, number: Number, release: Release, label: str
) -> tuple[Estimand, ...]:
    """Return a number of each arm: `{arm}` in its name and label is the arm."""
    contrasts: dict[str, Contrast] = {"exposed": "within exposed", "comparator": "within comparator"}
    return tuple(
        Estimand(outcome, name.format(arm=arm), method, contrast, number, release, label.format(arm=arm))
        for arm, contrast in contrasts.items()
    )
