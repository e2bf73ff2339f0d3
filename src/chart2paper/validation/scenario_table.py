"""A Markdown table with a row for each scenario."""

from collections.abc import Callable

from chart2paper.validation.measured import Measured


def scenario_table(found: list[Measured], head: list[str], cells: Callable[[Measured], list[str]]) -> str:
    """Return a table: size and title of each scenario, then its `cells` under `head`, set flush right."""
    lines = [
        ["size", "scenario", *head],
        ["---", "---", *["--:"] * len(head)],
        *([one.scenario.size, one.scenario.title, *cells(one)] for one in found),
    ]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
