"""The tables of the page that show how far the replication lands from the truth, and why."""

from chart2paper.validation.measured import Measured
from chart2paper.validation.performance import LEVEL, REPLICATION
from chart2paper.validation.scenario_table import scenario_table
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values


def replication_tables(found: list[Measured], least_days: float, words: Values) -> dict[str, str]:
    """Return the tables (Markdown) by their name in the passage of the page.

    least_days: how long the people of the replication used LDN, at least.
    """
    days = f"{least_days:g}"
    return {
        "replication_table": scenario_table(
            found, "replication", [_found(one) for one in found], words, level=f"{LEVEL:g}"
        ),
        "points_table": scenario_table(
            found, "reasons", [_points(one) for one in found], words, least_days=days
        ),
        "percent_table": scenario_table(
            found, "reasons", [_percent(one) for one in found], words, least_days=days
        ),
    }


def reasons(one: Measured) -> dict[str, float]:
    """Return, in points, each reason why the replication's difference in change is not the truth.

    They add up to the difference minus the truth in all who started. kept_taking: the effect about day 90 in people
    who stayed on LDN, minus that in all who started. ldn_last_visit: what LDN does at the last visit minus what it
    does about day 90, in the same people. The others are exposed minus comparators: regression to the mean from the
    first score, slow change between both visits, and how much worse than usual the last score is for other reasons.
    """

    def apart(part: str) -> float:
        return one.value(REPLICATION, f"{part}_exposed") - one.value(REPLICATION, f"{part}_comparator")

    day_90 = one.value(REPLICATION, "effect_day_90")
    return {
        "kept_taking": day_90 - one.value(REPLICATION, "truth_starters"),
        "ldn_last_visit": one.value(REPLICATION, "ldn_exposed") - day_90,
        "first_visit": apart("regression"),
        "trend": apart("trend"),
        "other_last_visit": apart("last_visit"),
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
