"""The measured performance of one scenario, looked up by estimator and measure."""

import math
from dataclasses import dataclass

import pandas as pd

from chart2paper.validation.scenarios import SCENARIOS, Scenario
from chart2paper.writing.printed import printed


@dataclass(frozen=True)
class Measured:
    """A scenario with value, Monte Carlo standard error and number of clinics by estimator and measure."""

    scenario: Scenario
    rows: dict[tuple[str, str], tuple[float, float, int]]

    def value(self, estimator: str, measure: str) -> float:
        """Return a value; not a number where there is none."""
        return self.rows[estimator, measure][0]

    def error(self, estimator: str, measure: str) -> float:
        """Return its Monte Carlo standard error."""
        return self.rows[estimator, measure][1]

    def clinics(self, estimator: str, measure: str) -> int:
        """Return the number of clinics it is from."""
        return self.rows[estimator, measure][2]

    def shown(self, estimator: str, measure: str, places: int) -> str:
        """Return the value with its Monte Carlo standard error in brackets; a dash when there is none."""
        value, error, _ = self.rows[estimator, measure]
        if math.isnan(value):
            return "-"
        return printed(value, places) + ("" if math.isnan(error) else f" ({printed(error, places)})")


def measured(performance: pd.DataFrame) -> list[Measured]:
    """Return the scenarios in PERFORMANCE rows, in the order in which they are declared."""
    names = set(performance["scenario"])
    return [
        Measured(scenario, _rows(performance[performance["scenario"] == name]))
        for name, scenario in SCENARIOS.items()
        if name in names
    ]


def _rows(performance: pd.DataFrame) -> dict[tuple[str, str], tuple[float, float, int]]:
    keys = zip(performance["estimator"], performance["measure"], strict=True)
    numbers = (performance[name].to_numpy("float64", na_value=math.nan) for name in ("value", "mc_error"))
    counts = performance["clinics"].to_numpy("int64")
    found = zip(*(column.tolist() for column in (*numbers, counts)), strict=True)
    return dict(zip(keys, found, strict=True))
