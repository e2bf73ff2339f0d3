"""The page that shows how well the method does, written from the measured performance."""

import pandas as pd

from chart2paper.validation.measured import Measured, measured
from chart2paper.validation.page_replication import replication_part
from chart2paper.validation.page_texts import AFTER, BEFORE, CHANGED, SCENARIOS_TEXT
from chart2paper.validation.performance import EARLY, NOW, PRIMARY, VISITS, WEIGHTED
from chart2paper.validation.scenario_table import scenario_table
from chart2paper.validation.scenarios import CLINICS
from chart2paper.validation.verdict import verdict
from chart2paper.writing.printed import printed


def page(performance: pd.DataFrame) -> str:
    """Return `docs/validation/README.md` from PERFORMANCE rows."""
    found = measured(performance)
    parts = [
        BEFORE,
        "## Does the target trial meet the bar?",
        _answer(found),
        scenario_table(found, _BAR, _bar),
        AFTER,
        "## All measures",
        scenario_table(found, _MEASURES, _all_measures),
        "## What was simulated",
        SCENARIOS_TEXT,
        scenario_table(found, _CLINICS, _clinics),
        "## What was changed, and why",
        CHANGED,
        scenario_table(found, _CHANGES, _changes),
        replication_part(found),
    ]
    return "\n\n".join(parts) + "\n"


def _answer(found: list[Measured]) -> str:
    missed = [one.scenario for one in found if not verdict(one).met]
    known = [one.clinics(PRIMARY, "bias") for one in found]
    simulated = [n + int(one.value(PRIMARY, "not_estimable")) for n, one in zip(known, found, strict=True)]
    met = f"{len(found) - len(missed)} of {len(found)} scenarios"
    text = (
        f"It meets the bar in **{met}** ({_range(known)} clinics each with an estimate, of {_range(simulated)} "
        "simulated)."
    )
    if min(simulated) < CLINICS:
        text = (
            f"**Interim result: {_range(simulated)} of {CLINICS:,} clinics a scenario are simulated.** {text}"
        )
    if missed:
        text += f" It misses it in: {'; '.join(f'{one.size}, {one.title}' for one in missed)}."
    return text


def _range(numbers: list[int]) -> str:
    """Return `1,000`, or `998 to 1,000`."""
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


_BAR = ["truth", "bias", "bias, % of effect", "met", "coverage, %", "met"]
_BAR += ["type I error, %", "met", "power, %"]


def _bar(one: Measured) -> list[str]:
    judged, rejected = verdict(one), one.shown(PRIMARY, "rejected", 1)
    cells = [
        one.shown(PRIMARY, "truth", 3),
        one.shown(PRIMARY, "bias", 3),
        one.shown(PRIMARY, "bias_percent", 1),
        _mark(judged.bias),
        one.shown(PRIMARY, "coverage", 1),
        _mark(judged.coverage),
    ]
    if judged.rejected is None:
        return [*cells, "", "", rejected]
    return [*cells, rejected, _mark(judged.rejected), ""]


def _mark(met: bool) -> str:
    return "yes" if met else "**no**"


_MEASURES = ["empirical SE", "mean reported SE", "error of reported SE, %"]
_MEASURES += ["coverage of the clinic's own truth, %", "bias, weighted for missing outcomes", "not estimable"]


def _all_measures(one: Measured) -> list[str]:
    return [
        one.shown(PRIMARY, "empirical_se", 3),
        one.shown(PRIMARY, "reported_se", 3),
        one.shown(PRIMARY, "se_error_percent", 1),
        one.shown(PRIMARY, "coverage_own", 1),
        one.shown(WEIGHTED, "bias", 3),
        printed(one.value(PRIMARY, "not_estimable"), 0),
    ]


_CLINICS = ["parameters that differ from the demo clinic", "persons"]
_CLINICS += ["change without LDN", "exposed", "comparators", "exposed seen", "comparators seen"]


def _clinics(one: Measured) -> list[str]:
    changes = ", ".join(f"`{name}` {value:g}" for name, value in one.scenario.changes) or "none"
    counts = ("n_exposed", "n_comparator", "seen_exposed", "seen_comparator")
    people = [printed(one.value(PRIMARY, name), 1) for name in counts]
    alone = one.shown(PRIMARY, "untreated_change", 2)
    return [changes, f"{one.scenario.n_persons:,}", alone, *people]


_CHANGES = [
    "bias, window from day 45",
    "%",
    "bias, matched on visits too",
    "%",
    "bias, protocol as it is",
    "%",
]


def _changes(one: Measured) -> list[str]:
    return [
        one.shown(way, measure, places)
        for way in (EARLY, VISITS, NOW)
        for measure, places in (("bias", 3), ("bias_percent", 1))
    ]
