"""Where everyone stands between two appointments, and the random numbers of one appointment."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import NEVER, People
from chart2paper.statistics.random_streams import Draws

LAST_SCORES = 4


@dataclass
class State:
    """One element per person. `recent`: the last four scores, newest first, missing where there were fewer.

    Nobody keeps them (no columns) where no decision looks at them.
    """

    day: np.ndarray
    fluctuation: np.ndarray
    here: np.ndarray
    last_score: np.ndarray
    recent: np.ndarray
    visits: np.ndarray
    start: np.ndarray
    start_score: np.ndarray
    stop: np.ndarray
    stop_reason: np.ndarray
    rows: list[pd.DataFrame] = field(default_factory=list)

    def record(self, who: np.ndarray, score: np.ndarray) -> None:
        """Note the scores of `who`; missing ones change nothing."""
        scored = ~np.isnan(score)
        someone = who[scored]
        self.last_score[someone] = score[scored]
        if not self.recent.size:
            return
        self.recent[someone, 1:] = self.recent[someone, :-1]
        self.recent[someone, 0] = score[scored]


def first_day(people: People, p: DemoParameters) -> State:
    """Return everyone on the day of their first visit, which is a bad one."""
    n = p.n_persons
    flare = p.fluctuation_sd * (p.entry_flare + Draws(p.seed, n).normal("fluctuation at entry"))
    never = np.full(n, NEVER, dtype="int64")
    kept = LAST_SCORES if p.start_per_point_rise or p.start_per_point_recent else 0
    return State(
        day=people.entry.copy(),
        fluctuation=flare,
        here=np.ones(n, dtype=bool),
        last_score=np.full(n, 6.0),
        recent=np.full((n, kept), np.nan),
        visits=np.zeros(n, dtype="int64"),
        start=never,
        start_score=np.full(n, np.nan),
        stop=never.copy(),
        stop_reason=np.zeros(n, dtype="int64"),
    )


@dataclass(frozen=True)
class Now:
    """Random numbers of one appointment number, for the people who have it."""

    draws: Draws
    number: int
    who: np.ndarray

    def normal(self, name: str) -> np.ndarray:
        """Return numbers of mean 0 and standard deviation 1."""
        drawn: np.ndarray = self.draws.normal(f"{name}/{self.number}")[self.who]
        return drawn

    def uniform(self, name: str) -> np.ndarray:
        """Return numbers between 0 and 1."""
        drawn: np.ndarray = self.draws.uniform(f"{name}/{self.number}")[self.who]
        return drawn

    def chance(self, name: str, share: float | np.ndarray) -> np.ndarray:
        """Return True with probability `share`."""
        return self.uniform(name) < share
