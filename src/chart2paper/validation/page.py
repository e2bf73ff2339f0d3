"""The page that shows how well the method does, written from the measured performance."""

import pandas as pd

from chart2paper.printed import printed
from chart2paper.validation.page_replication import replication_part
from chart2paper.validation.page_tables import Results, results_of, table, with_error
from chart2paper.validation.page_texts import AFTER, BEFORE, CHANGED, SCENARIOS_TEXT
from chart2paper.validation.performance import EARLY, PRIMARY, WEIGHTED
from chart2paper.validation.scenarios import CLINICS
from chart2paper.validation.verdict import Verdict, verdict


def page(performance: pd.DataFrame) -> str:
    """Return `docs/validation/README.md` from PERFORMANCE rows."""
    found = results_of(performance)
    parts = [
        BEFORE,
        "## Does the target trial meet the bar?",
        _answer(found),
        _bar_table(found),
        AFTER,
        "## All measures",
        _measures_table(found),
        "## What was simulated",
        SCENARIOS_TEXT,
        _scenario_table(found),
        "## What was changed, and why",
        CHANGED,
        _window_table(found),
        replication_part(found),
    ]
    return "\n\n".join(parts) + "\n"


def _answer(found: Results) -> str:
    missed = [scenario for scenario, measures in found if not _verdict(measures).met]
    clinics = {int(measures.loc[(PRIMARY, "bias"), "clinics"]) for _, measures in found}
    number = f"{min(clinics):,}" if len(clinics) == 1 else f"{min(clinics):,} to {max(clinics):,}"
    met = f"{len(found) - len(missed)} of {len(found)} scenarios"
    text = f"It meets the bar in **{met}** ({number} clinics each with an estimate, of {CLINICS:,} simulated)."
    if missed:
        names = "; ".join(f"{scenario.size}, {scenario.title}" for scenario in missed)
        text += f" It misses it in: {names}."
    return text


def _verdict(measures: pd.DataFrame) -> Verdict:
    return verdict(measures["value"])


def _bar_table(found: Results) -> str:
    rows = []
    for scenario, measures in found:
        judged = _verdict(measures)
        rejected = with_error(measures, (PRIMARY, "rejected"), 1)
        rows.append(
            [
                scenario.size,
                scenario.title,
                with_error(measures, (PRIMARY, "truth"), 3),
                with_error(measures, (PRIMARY, "bias"), 3),
                with_error(measures, (PRIMARY, "bias_percent"), 1),
                _mark(judged.bias),
                with_error(measures, (PRIMARY, "coverage"), 1),
                _mark(judged.coverage),
                rejected if judged.rejected is not None else "",
                "" if judged.rejected is None else _mark(judged.rejected),
                rejected if judged.rejected is None else "",
            ]
        )
    head = ["size", "scenario", "truth", "bias", "bias, % of effect", "met"]
    head += ["coverage, %", "met", "type I error, %", "met", "power, %"]
    return table(head, rows)


def _mark(met: bool) -> str:
    return "yes" if met else "**no**"


def _measures_table(found: Results) -> str:
    rows = [
        [
            scenario.size,
            scenario.title,
            with_error(measures, (PRIMARY, "empirical_se"), 3),
            with_error(measures, (PRIMARY, "reported_se"), 3),
            with_error(measures, (PRIMARY, "se_error_percent"), 1),
            with_error(measures, (PRIMARY, "coverage_own"), 1),
            with_error(measures, (WEIGHTED, "bias"), 3),
            printed(measures.loc[(PRIMARY, "not_estimable"), "value"], 0),
        ]
        for scenario, measures in found
    ]
    head = ["size", "scenario", "empirical SE", "mean reported SE", "error of reported SE, %"]
    head += ["coverage of the clinic's own truth, %", "bias when weighted for missing outcomes", "not estimable"]
    return table(head, rows)


def _scenario_table(found: Results) -> str:
    rows = []
    for scenario, measures in found:
        counts = [printed(measures.loc[(PRIMARY, name), "value"], 1) for name in _COUNTS]
        changes = ", ".join(f"`{name}` {value:g}" for name, value in scenario.changes) or "none"
        rows.append([scenario.size, scenario.title, changes, f"{scenario.n_persons:,}", *counts])
    head = ["size", "scenario", "parameters that differ from the demo clinic", "persons"]
    return table([*head, "exposed", "comparators", "exposed seen", "comparators seen"], rows)


_COUNTS = ("n_exposed", "n_comparator", "seen_exposed", "seen_comparator")


def _window_table(found: Results) -> str:
    rows = [
        [
            scenario.size,
            scenario.title,
            with_error(measures, (EARLY, "bias"), 3),
            with_error(measures, (EARLY, "bias_percent"), 1),
            with_error(measures, (PRIMARY, "bias"), 3),
            with_error(measures, (PRIMARY, "bias_percent"), 1),
        ]
        for scenario, measures in found
    ]
    head = ["size", "scenario", "bias, window from day 45", "% of effect", "bias, window of the protocol"]
    return table([*head, "% of effect"], rows)
