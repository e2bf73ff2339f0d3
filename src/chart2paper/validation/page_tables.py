"""The tables of the page about the target trial: the bar, all measures, what was simulated, what was changed."""

from chart2paper.validation.measured import Measured
from chart2paper.validation.performance import EARLY, NOW, PRIMARY, VISITS, WEIGHTED
from chart2paper.validation.scenario_table import TABLES, scenario_table
from chart2paper.validation.scenarios import EARLY_FIRST_DAY
from chart2paper.validation.verdict import verdict
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values


def performance_tables(found: list[Measured], words: Values) -> dict[str, str]:
    """Return the tables (Markdown) by their name in the passage of the page."""
    reached = {met: words.words(f"{TABLES}#met", {"reached": met}) for met in (True, False)}
    tuned = {chosen: words.words(f"{TABLES}#tuned", {"tuned": chosen}) for chosen in (True, False)}
    none = words.words(f"{TABLES}#none")
    cells = {
        "bar": [[*_bar(one, reached), tuned[one.scenario.tuned]] for one in found],
        "measures": [_measures(one) for one in found],
        "clinics": [_clinics(one, none) for one in found],
    }
    # The protocol as it was before is run in tuned scenarios alone.
    chosen_on = [one for one in found if one.scenario.tuned]
    changes = [_changes(one) for one in chosen_on]
    return {
        **{f"{name}_table": scenario_table(found, name, rows, words) for name, rows in cells.items()},
        "changes_table": scenario_table(
            chosen_on, "changes", changes, words, early_first_day=str(EARLY_FIRST_DAY)
        ),
    }


def _bar(one: Measured, reached: dict[bool, str]) -> list[str]:
    judged, rejected = verdict(one), one.shown(PRIMARY, "rejected", 1)
    cells = [
        one.shown(PRIMARY, "truth", 3),
        one.shown(PRIMARY, "bias", 3),
        one.shown(PRIMARY, "bias_percent", 1),
        reached[judged.bias],
        one.shown(PRIMARY, "coverage", 1),
        reached[judged.coverage],
    ]
    if judged.rejected is None:
        return [*cells, "", "", rejected]
    return [*cells, rejected, reached[judged.rejected], ""]


def _measures(one: Measured) -> list[str]:
    return [
        one.shown(PRIMARY, "empirical_se", 3),
        one.shown(PRIMARY, "reported_se", 3),
        one.shown(PRIMARY, "se_error_percent", 1),
        one.shown(PRIMARY, "coverage_own", 1),
        one.shown(WEIGHTED, "bias", 3),
        printed(one.value(PRIMARY, "not_estimable"), 0),
    ]


def _clinics(one: Measured, none: str) -> list[str]:
    changes = ", ".join(f"`{name}` {value:g}" for name, value in one.scenario.changes) or none
    counts = ("n_exposed", "n_comparator", "seen_exposed", "seen_comparator")
    people = [printed(one.value(PRIMARY, name), 1) for name in counts]
    alone = one.shown(PRIMARY, "untreated_change", 2)
    return [changes, f"{one.scenario.size.n_persons:,}", alone, *people]


def _changes(one: Measured) -> list[str]:
    return [
        one.shown(way, measure, places)
        for way in (EARLY, VISITS, NOW)
        for measure, places in (("bias", 3), ("bias_percent", 1))
    ]
