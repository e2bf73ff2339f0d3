"""A Markdown table with a row for each scenario."""

from chart2paper.validation.kinds import DEMO
from chart2paper.validation.measured import Measured
from chart2paper.validation.scenarios import Scenario
from chart2paper.writing.values import Values

# The passage of the heads of tables and of the words in their cells.
TABLES = "validation/tables"


def title(scenario: Scenario, words: Values) -> str:
    """Return what the clinics of a scenario have in common, in words."""
    effect = words.words(f"{TABLES}#effect", {"effect": scenario.effect})
    if scenario.kind == DEMO:
        return effect
    p = scenario.parameters(1)
    days = {name: f"{getattr(p, name):g}" for name in ("fluctuation_days", "onset_days", "onset_delay_days")}
    return words.words(f"{TABLES}#title", {"kind": scenario.kind}, what=effect, **days)


def scenario_table(
    found: list[Measured], head: str, cells: list[list[str]], words: Values, **texts: str
) -> str:
    """Return a table: size and title of each scenario, then its cells, set flush right.

    head: the part of the passage with the heads of the cells; texts: the values in it.
    """
    heads = words.words(f"{TABLES}#{head}", None, **texts).split("|")
    lines = [
        [*words.words(f"{TABLES}#scenario").split("|"), *heads],
        ["---", "---", *["--:"] * len(heads)],
        *(
            [one.scenario.size.shown, title(one.scenario, words), *row]
            for one, row in zip(found, cells, strict=True)
        ),
    ]
    return "\n".join(f"| {' | '.join(map(str.strip, line))} |" for line in lines)
