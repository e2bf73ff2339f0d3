"""The numbers of the validation figure: where both designs land beside the truth, and coverage."""

import pandas as pd

from chart2paper.contract import Column, Table
from chart2paper.tables import shape
from chart2paper.validation.performance import PRIMARY, REPLICATION
from chart2paper.validation.scenarios import SCENARIOS

# The bar for coverage, in percent.
COVERAGE = (93.0, 97.0)
# Middle 95 % of a normal distribution.
WIDE = 1.96

DESCRIPTION = (
    "Simulated clinics: for each scenario the true effect, the mean estimate of the target trial and of the "
    "replication with the range of 95% of clinics, and the coverage of the target trial's 95% interval."
)


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


def plotted(performance: pd.DataFrame) -> pd.DataFrame:
    """Return the plotted numbers (TWIN rows), one per scenario of `performance` (PERFORMANCE rows)."""
    values = performance.set_index(["scenario", "estimator", "measure"])
    rows = []
    for place, scenario in enumerate(SCENARIOS.values()):
        if scenario.name not in values.index.get_level_values("scenario"):
            continue
        own = values.loc[scenario.name]
        rows.append(
            {
                "scenario": scenario.name,
                "size": scenario.size,
                "title": scenario.title,
                "place": place,
                "truth": own.loc[(PRIMARY, "truth"), "value"],
                **_range(
                    "target_trial", own, (PRIMARY, "mean_estimate"), own.loc[(PRIMARY, "empirical_se"), "value"]
                ),
                **_range(
                    "replication", own, (REPLICATION, "difference"), own.loc[(REPLICATION, "empirical_se"), "value"]
                ),
                **_range("coverage", own, (PRIMARY, "coverage"), own.loc[(PRIMARY, "coverage"), "mc_error"]),
            }
        )
    return shape(pd.DataFrame(rows), TWIN)


def _range(name: str, values: pd.DataFrame, measure: tuple[str, str], spread: float) -> dict[str, float]:
    middle = values.loc[measure, "value"]
    return {name: middle, f"{name}_low": middle - WIDE * spread, f"{name}_high": middle + WIDE * spread}
