"""What the tables of the validation page are made from."""

import pandas as pd

from chart2paper.printed import printed
from chart2paper.validation.scenarios import SCENARIOS, Scenario

# value and mc_error by estimator and measure, for each scenario that was run.
Results = list[tuple[Scenario, pd.DataFrame]]


def results_of(performance: pd.DataFrame) -> Results:
    """Return each scenario with its measures (rows: estimator and measure), in the order they are declared."""
    by_name = {name: rows for name, rows in performance.groupby("scenario")}
    return [
        (scenario, by_name[name].set_index(["estimator", "measure"]))
        for name, scenario in SCENARIOS.items()
        if name in by_name
    ]


def with_error(measures: pd.DataFrame, measure: tuple[str, str], places: int) -> str:
    """Return a value with its Monte Carlo standard error in brackets; a dash when there is none."""
    value, error = measures.loc[measure, ["value", "mc_error"]]
    if pd.isna(value):
        return "-"
    return printed(value, places) + ("" if pd.isna(error) else f" ({printed(error, places)})")


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table whose columns after the second are set flush right."""
    rule = ["---", "---", *["--:"] * (len(head) - 2)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *rows])
