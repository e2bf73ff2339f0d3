"""The part of the page that says how far the replication lands from the truth, and why."""

import pandas as pd

from chart2paper.printed import printed
from chart2paper.validation.page_tables import Results, table, with_error
from chart2paper.validation.page_texts import REPLICATION_TEXT
from chart2paper.validation.performance import REPLICATION

# What stands between the truth and the difference that the replication finds, and how each is made up.
REASONS = {
    "60 days of use": "the effect about day 90 in people who stayed on LDN for 60 days, minus that in all who started",
    "last visit, LDN": "what LDN does at the last visit minus what it does about day 90, in the same people",
    "first visit": "regression to the mean from the first score, exposed minus comparators",
    "trend": "slow change over the time between both visits, exposed minus comparators",
    "last visit, other": "how much worse than usual the last score is for other reasons, exposed minus comparators",
}


def replication_part(found: Results) -> str:
    """Return the section as Markdown."""
    return "\n\n".join(
        [
            "## How far the replication is from the truth, and why",
            REPLICATION_TEXT,
            _found_table(found),
            "In points, from the truth to what it finds:",
            _reasons_table(found),
            "\n".join(f"- *{name}*: {meaning}." for name, meaning in REASONS.items()),
            _largest(found),
        ]
    )


def reasons(measures: pd.DataFrame) -> dict[str, float]:
    """Return, in points, each reason why the replication's difference in change is not the truth.

    They add up to the difference minus the truth in all who started.
    """
    value = measures.loc[REPLICATION, "value"]

    def apart(part: str) -> float:
        return float(value[f"{part}_exposed"] - value[f"{part}_comparator"])

    return {
        "60 days of use": float(value["effect_day_90"] - value["truth_starters"]),
        "last visit, LDN": float(value["ldn_exposed"] - value["effect_day_90"]),
        "first visit": apart("regression"),
        "trend": apart("trend"),
        "last visit, other": apart("last_visit"),
    }


def _found_table(found: Results) -> str:
    rows = []
    for scenario, measures in found:
        value = measures.loc[REPLICATION, "value"]
        truth = 100 * value["truth_starters"] / value["baseline_exposed"]
        rows.append(
            [
                scenario.size,
                scenario.title,
                f"{printed(value['n_exposed'], 0)}:{printed(value['n_comparator'], 0)}",
                with_error(measures, (REPLICATION, "percent_exposed"), 1),
                with_error(measures, (REPLICATION, "percent_comparator"), 1),
                with_error(measures, (REPLICATION, "percent_difference"), 1),
                printed(truth, 1),
                with_error(measures, (REPLICATION, "rejected"), 1),
            ]
        )
    head = ["size", "scenario", "people compared", "exposed, %", "comparators, %"]
    return table([*head, "difference, percentage points", "truth, % of first score", "p < 0.05, % of clinics"], rows)


def _reasons_table(found: Results) -> str:
    rows = []
    for scenario, measures in found:
        value = measures.loc[REPLICATION, "value"]
        parts = [printed(part, 2) for part in reasons(measures).values()]
        rows.append(
            [
                scenario.size,
                scenario.title,
                printed(value["truth_starters"], 2),
                *parts,
                with_error(measures, (REPLICATION, "difference"), 2),
            ]
        )
    return table(["size", "scenario", "truth", *REASONS, "found"], rows)


def _largest(found: Results) -> str:
    """Say which reason weighs most in each scenario, in percent of the first score."""
    lines = []
    for scenario, measures in found:
        parts = reasons(measures)
        name = max(parts, key=lambda part: abs(parts[part]))
        percent = 100 * parts[name] / measures.loc[(REPLICATION, "baseline_exposed"), "value"]
        lines.append(
            f"- {scenario.size}, {scenario.title}: *{name}*, {printed(percent, 1)} % of the mean first score."
        )
    return "\n".join(["What weighs most:", "", *lines])
