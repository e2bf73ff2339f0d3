"""What the sentences about the sensitivity grid are chosen by: how many analyses say the same."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.tables.closed_lists import POINTS, SHARE

Verdict = Literal[
    "firm_better",
    "firm_worse",
    "mostly_clear",
    "fragile",
    "direction_depends",
    "never_clear",
    "sometimes_clear",
    "contradictory",
    "alone",
    "no_primary",
]


@dataclass(frozen=True)
class Tally:
    """What the analyses of a grid say, the primary one among them.

    all: how many there are. estimable: those with an estimate and an interval. benefit, harm: estimable ones that point
    there. clear_benefit, clear_harm: those whose interval leaves out zero. equal: variations with exactly the primary
    numbers. primary: which way the primary one points, empty when it is not estimable.
    """

    all: int
    estimable: int
    benefit: int
    harm: int
    clear_benefit: int
    clear_harm: int
    equal: int
    primary: Literal["benefit", "harm", ""]
    primary_clear: bool

    @property
    def same(self) -> int:
        """How many point the same way as the primary analysis."""
        return {"benefit": self.benefit, "harm": self.harm, "": 0}[self.primary]

    @property
    def clear_same(self) -> int:
        """How many of those have an interval that leaves out zero."""
        return {"benefit": self.clear_benefit, "harm": self.clear_harm, "": 0}[self.primary]


def tally(grid: pd.DataFrame, outcome: Outcome) -> Tally:
    """Count what the analyses of a grid (rows of SENSITIVITY) say. A better outcome or more responders is a benefit."""
    known = grid.dropna(subset=["estimate", "ci_low", "ci_high"])
    sign = np.where(known["unit"] == SHARE, 1.0, outcome.gain(1.0))
    gain = sign * known["estimate"].to_numpy("float64")
    ends = np.sort(sign[:, None] * known[["ci_low", "ci_high"]].to_numpy("float64"), axis=1)
    low, high = ends[:, 0], ends[:, 1]
    first = known["is_primary"].eq(1).to_numpy(dtype=bool)
    numbers = known[["estimate", "ci_low", "ci_high"]].to_numpy("float64")
    primary = float(gain[first].sum())  # 0 when there is none
    return Tally(
        all=len(grid),
        estimable=len(known),
        benefit=int((gain > 0).sum()),
        harm=int((gain < 0).sum()),
        clear_benefit=int((low > 0).sum()),
        clear_harm=int((high < 0).sum()),
        equal=int((numbers[~first] == numbers[first]).all(axis=1).sum()) if first.any() else 0,
        primary="benefit" if primary > 0 else "harm" if primary < 0 else "",
        primary_clear=bool((first & ((low > 0) | (high < 0))).any()),
    )


def verdict(counts: Tally) -> Verdict:
    """Return what the grid says of the primary result."""
    if not counts.primary:
        return "no_primary"
    if counts.estimable == 1:
        return "alone"
    if not counts.primary_clear:
        clear = counts.clear_benefit, counts.clear_harm
        return "contradictory" if all(clear) else "sometimes_clear" if any(clear) else "never_clear"
    if counts.same < counts.estimable:
        return "direction_depends"
    if counts.clear_same == counts.estimable:
        return "firm_better" if counts.primary == "benefit" else "firm_worse"
    return "mostly_clear" if 2 * counts.clear_same > counts.estimable else "fragile"


def furthest(grid: pd.DataFrame) -> dict[str, int]:
    """Return the positions of the lowest and highest estimate in points and of the single change that shifts it most.

    Empty when there is nothing to compare. Of equal estimates the first in the protocol counts.
    """
    drawn = (grid["unit"].eq(POINTS) & grid["estimate"].notna()).to_numpy(dtype=bool)
    first = drawn & grid["is_primary"].eq(1).to_numpy(dtype=bool)
    single = drawn & ~first & grid["question"].ne("crossed").to_numpy(dtype=bool)
    if not first.any() or not single.any():
        return {}
    estimate = grid["estimate"].to_numpy("float64")
    primary = int(first.argmax())
    shift = np.abs(estimate - estimate[primary])
    return {
        "lowest": int(np.where(drawn, estimate, np.inf).argmin()),
        "highest": int(np.where(drawn, estimate, -np.inf).argmax()),
        "primary": primary,
        "mover": int(np.where(single, shift, -np.inf).argmax()),
    }
