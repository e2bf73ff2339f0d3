"""The whole comparison of two runs, as tables."""

from dataclasses import dataclass
from typing import Any

import duckdb
import pandas as pd

from chart2paper.changes.matches import compare_matches
from chart2paper.changes.numbers import Split, compare_numbers
from chart2paper.changes.people import compare_people
from chart2paper.changes.raw_rows import compare_rows, count_rows
from chart2paper.changes.readings import compare_readings
from chart2paper.changes.recompute import Lists
from chart2paper.changes.run import Run
from chart2paper.changes.settings import compare_settings
from chart2paper.changes.steps import Data, Recomputed, Steps, data_changes, steps_of


@dataclass(frozen=True)
class Comparison:
    """Two runs, and the tables of the dictionary that say what differs between them."""

    before: Run
    now: Run
    row_counts: pd.DataFrame
    raw_rows: pd.DataFrame
    readings: pd.DataFrame
    people: pd.DataFrame
    matches: pd.DataFrame
    settings: pd.DataFrame
    numbers: pd.DataFrame
    data: Data
    steps: dict[str, Steps]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return the tables by name."""
        return {
            "row_counts": self.row_counts,
            "raw_rows": self.raw_rows,
            "readings": self.readings,
            "people_changes": self.people,
            "match_changes": self.matches,
            "settings": self.settings,
            "numbers": self.numbers,
        }


def compare(before: Run, now: Run, lists: Lists, places: dict[str, Any]) -> Comparison:
    """Return everything that differs between two runs. places: `places.json` of this run's paper."""
    with duckdb.connect() as db:
        raw = compare_rows(db, before, now)
        counts = count_rows(db, before, now)
        readings = compare_readings(db, before, now)
    data = data_changes(raw, before, now)
    recomputed = Recomputed(before, now, lists)
    both = [name for name in now.analyses if name in before.analyses]
    steps = {name: steps_of(name, before, now, data, recomputed) for name in both}
    return Comparison(
        before=before,
        now=now,
        row_counts=counts,
        raw_rows=raw,
        readings=readings,
        people=compare_people(before, now, raw, readings),
        matches=compare_matches(before, now),
        settings=compare_settings(before, now),
        numbers=compare_numbers(Split(before, now, steps, data), places),
        data=data,
        steps=steps,
    )
