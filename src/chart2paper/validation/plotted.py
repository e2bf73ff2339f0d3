"""The numbers of the validation figure: where both designs land beside the truth, and coverage."""

import pandas as pd

from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import shape
from chart2paper.validation.measured import measured
from chart2paper.validation.performance import PRIMARY, REPLICATION
from chart2paper.validation.scenario_table import title
from chart2paper.writing.values import Values

# Middle 95 % of a normal distribution.
WIDE = 1.96


def _numbers(name: str, meaning: str, unit: str) -> tuple[Column, ...]:
    return tuple(
        Column(f"{name}{end}", "number", f"{meaning}{words}", unit=unit)
        for end, words in (("", ""), ("_low", ", lower end"), ("_high", ", upper end"))
    )


TWIN = Table(
    "plotted",
    "one scenario of the validation figure",
    (
        Column("scenario", "text", "what was simulated", required=True),
        Column("size", "text", "exposed : comparators", required=True),
        Column("title", "text", "what the clinics have in common", required=True),
        Column("place", "integer", "order in the figure", required=True, low=0),
        Column("truth", "number", "mean true effect in the exposed who were matched", unit="points"),
        *_numbers("target_trial", "mean estimate; ends: 95 % of clinics", "points"),
        *_numbers("replication", "mean difference in change; ends: 95 % of clinics", "points"),
        *_numbers("coverage", "coverage; ends: 95 % Monte Carlo interval", "%"),
    ),
    key=("place",),
)


def plotted(performance: pd.DataFrame, words: Values) -> pd.DataFrame:
    """Return the plotted numbers (TWIN rows), one per scenario of `performance` (PERFORMANCE rows).

    words: the passages of the page.
    """
    rows = [
        {
            "scenario": found.scenario.name,
            "size": found.scenario.size.shown,
            "title": title(found.scenario, words),
            "place": place,
            "truth": found.value(PRIMARY, "truth"),
            **_range(
                "target_trial", found.value(PRIMARY, "mean_estimate"), found.value(PRIMARY, "empirical_se")
            ),
            **_range(
                "replication",
                found.value(REPLICATION, "difference"),
                found.value(REPLICATION, "empirical_se"),
            ),
            **_range("coverage", found.value(PRIMARY, "coverage"), found.error(PRIMARY, "coverage")),
        }
        for place, found in enumerate(measured(performance))
    ]
    return shape(pd.DataFrame(rows), TWIN)


def _range(name: str, middle: float, spread: float) -> dict[str, float]:
    return {name: middle, f"{name}_low": middle - WIDE * spread, f"{name}_high": middle + WIDE * spread}
