"""The page that shows how well the method does: which passage it is, and the tables and numbers in it."""

from typing import Any

import pandas as pd

from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.truth import DAYS_AROUND_90
from chart2paper.validation.extents import BLOCK, CLINICS, WHOLE
from chart2paper.validation.kinds import LASTING_DAYS
from chart2paper.validation.measured import Measured, measured
from chart2paper.validation.page_replication import replication_tables
from chart2paper.validation.page_tables import performance_tables
from chart2paper.validation.performance import LEVEL, PRIMARY
from chart2paper.validation.scenario_table import TABLES, title
from chart2paper.validation.scenarios import COMPARED, EARLY_FIRST_DAY, SCENARIOS, SIZES, TRIED_FIRST_DAY
from chart2paper.validation.verdict import (
    COVERAGE,
    MOST_BIAS_AT_NULL,
    MOST_BIAS_PERCENT,
    MOST_REJECTED,
    verdict,
)
from chart2paper.writing.values import Values

# As seen from the page: the whole one stands in docs/, smaller ones do not.
GENERATOR_PAGE = {True: "../demo_clinic.md", False: "../../docs/demo_clinic.md"}
COMMAND = "snakemake validate_design --cores 2"


def page(performance: pd.DataFrame, analyses: dict[str, Any], words: Values, extent: str = WHOLE) -> str:
    """Return `docs/validation/README.md` from PERFORMANCE rows.

    analyses: those of the protocol, by name, as plain values. words: the passages of the page. extent: how much was
    simulated, as the command names it.
    """
    found = measured(performance)
    choice, answer = _answer(found, words)
    settings = _settings(analyses)
    tables = {
        **performance_tables(found, words),
        **replication_tables(found, settings["least_days"], words),
    }
    numbers = {name: f"{number:,g}" for name, number in {**_constants(), **settings}.items()}
    parts = {
        "generator_page": GENERATOR_PAGE[extent == WHOLE],
        "command": _commands(extent),
        **answer,
        **numbers,
        **tables,
    }
    return words.markdown("validation/page", choice, parts) + "\n"


def _commands(extent: str) -> str:
    """Return the command of the whole validation, or of a smaller one."""
    smaller = "" if extent == WHOLE else f" --config validation={extent}"
    return f"```\n{COMMAND}{smaller}\n```"


def _answer(found: list[Measured], words: Values) -> tuple[dict[str, bool], dict[str, str]]:
    """Return what decides the words of the answer, and what they print.

    Scenarios that a setting was chosen on are counted apart.
    """
    counted, tuned = ([one for one in found if one.scenario.tuned is known] for known in (False, True))
    missed = [one for one in counted if not verdict(one).met]
    known = [one.clinics(PRIMARY, "bias") for one in found]
    simulated = [n + int(one.value(PRIMARY, "not_estimable")) for n, one in zip(known, found, strict=True)]
    complete = sum(number >= CLINICS for number in simulated)
    texts = {"known": _range(known, words), "simulated": _range(simulated, words)}
    if counted:
        texts |= {"met": str(len(counted) - len(missed)), "scenarios": str(len(counted))}
    if tuned:
        texts |= {
            "tuned_met": str(sum(verdict(one).met for one in tuned)),
            "tuned_scenarios": str(len(tuned)),
        }
    if complete < len(SCENARIOS):
        texts |= {"complete": str(complete), "planned": f"{CLINICS:,}", "all_scenarios": str(len(SCENARIOS))}
    if missed:
        texts["missed_scenarios"] = "; ".join(
            f"{one.size.shown}, {title(one, words)}" for one in (m.scenario for m in missed)
        )
    choice = {
        "interim": complete < len(SCENARIOS),
        "missed": bool(missed),
        "counted": bool(counted),
        "tuned": bool(tuned),
    }
    return choice, texts


def _range(numbers: list[int], words: Values) -> str:
    """Return `1,000`, or `998 to 1,000`."""
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else words.words(f"{TABLES}#range", low=f"{low:,}", high=f"{high:,}")


def _constants() -> dict[str, float]:
    """Return the numbers of the bar, of the truth and of what is simulated."""
    small, large = SIZES
    return {
        "block": BLOCK,
        "compared": COMPARED,
        "bias_percent": MOST_BIAS_PERCENT,
        "bias_at_null": MOST_BIAS_AT_NULL,
        "lowest_coverage": COVERAGE[0],
        "highest_coverage": COVERAGE[1],
        "most_rejected": MOST_REJECTED,
        "level": LEVEL,
        "truth_day": DAYS_AROUND_90[len(DAYS_AROUND_90) // 2],
        "truth_first_day": DAYS_AROUND_90[0],
        "truth_last_day": DAYS_AROUND_90[-1],
        "effect_sd": DemoParameters().effect_sd,
        "demo_days": DemoParameters().fluctuation_days,
        "lasting_days": LASTING_DAYS,
        "small_exposed": small.exposed,
        "small_comparators": small.comparators,
        "small_ratio": round(small.ratio, 2),
        "large_exposed": large.exposed,
        "large_comparators": large.comparators,
        "large_ratio": round(large.ratio, 2),
        "early_first_day": EARLY_FIRST_DAY,
        "tried_first_day": TRIED_FIRST_DAY,
    }


def _settings(analyses: dict[str, Any]) -> dict[str, float]:
    """Return the numbers that the protocol chose."""
    outcome = analyses["target_trial"]["outcome"]
    return {
        "first_day": outcome["window_days"]["value"][0],
        "target_day": outcome["target_day"]["value"],
        "least_days": analyses["replication"]["eligibility"]["min_exposure_days"]["value"],
    }
