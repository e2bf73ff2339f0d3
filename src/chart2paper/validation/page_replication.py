"""The part of the page that says how far the replication lands from the truth, and why."""

from chart2paper.validation.measured import Measured
from chart2paper.validation.page_texts import REPLICATION_TEXT
from chart2paper.validation.performance import REPLICATION
from chart2paper.validation.scenario_table import scenario_table
from chart2paper.writing.printed import printed

# What stands between the truth and the difference that the replication finds, and how each is made up.
REASONS = {
    "60 days of use": "the effect about day 90 in people who stayed on LDN for 60 days, minus that in all who started",
    "last visit, LDN": "what LDN does at the last visit minus what it does about day 90, in the same people",
    "first visit": "regression to the mean from the first score, exposed minus comparators",
    "trend": "slow change over the time between both visits, exposed minus comparators",
    "last visit, other": "how much worse than usual the last score is for other reasons, exposed minus comparators",
}
FOUND = ["people compared", "exposed, %", "comparators, %", "difference, percentage points"]
FOUND += ["truth, % of first score", "p < 0.05, % of clinics"]


def replication_part(found: list[Measured]) -> str:
    """Return the section as Markdown."""
    return "\n\n".join(
        [
            "## How far the replication is from the truth, and why",
            REPLICATION_TEXT,
            scenario_table(found, FOUND, _found),
            "In points, from the truth to what it finds:",
            scenario_table(found, ["truth", *REASONS, "found"], _points),
            "The same in percent of the mean first score of the exposed:",
            scenario_table(found, ["truth", *REASONS, "found"], _percent),
            "\n".join(f"- *{name}*: {meaning}." for name, meaning in REASONS.items()),
        ]
    )


def reasons(one: Measured) -> dict[str, float]:
    """Return, in points, each reason why the replication's difference in change is not the truth.

    They add up to the difference minus the truth in all who started.
    """

    def apart(part: str) -> float:
        return one.value(REPLICATION, f"{part}_exposed") - one.value(REPLICATION, f"{part}_comparator")

    day_90 = one.value(REPLICATION, "effect_day_90")
    return {
        "60 days of use": day_90 - one.value(REPLICATION, "truth_starters"),
        "last visit, LDN": one.value(REPLICATION, "ldn_exposed") - day_90,
        "first visit": apart("regression"),
        "trend": apart("trend"),
        "last visit, other": apart("last_visit"),
    }


def _found(one: Measured) -> list[str]:
    counts = [printed(one.value(REPLICATION, name), 0) for name in ("n_exposed", "n_comparator")]
    return [
        ":".join(counts),
        one.shown(REPLICATION, "percent_exposed", 1),
        one.shown(REPLICATION, "percent_comparator", 1),
        one.shown(REPLICATION, "percent_difference", 1),
        _percent(one)[0],
        one.shown(REPLICATION, "rejected", 1),
    ]


def _points(one: Measured) -> list[str]:
    parts = [one.value(REPLICATION, "truth_starters"), *reasons(one).values()]
    return [*(printed(part, 2) for part in parts), one.shown(REPLICATION, "difference", 2)]


def _percent(one: Measured) -> list[str]:
    unit = one.value(REPLICATION, "baseline_exposed") / 100
    parts = [one.value(REPLICATION, "truth_starters"), *reasons(one).values()]
    return [printed(part / unit, 1) for part in [*parts, one.value(REPLICATION, "difference")]]
