"""Numbers of the design diagram: when each thing is assessed, in days from the index date (Schneeweiss 2019)."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.figures.numbers import rows_of
from chart2paper.tables.figures import DESIGN_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.days import day_text, days_text
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/design"
# A window: its part of the passage, its first, last and meant day, and what it decides.
Window = tuple[str, int | None, int | None, int | None, str]


def design_frame(
    analysis: dict[str, Any], placebo: dict[str, Any] | None, short_name: str, words: Values
) -> pd.DataFrame:
    """Return the windows of one design (DESIGN_FIGURE), from the plain values of the protocol.

    placebo: section `explanations` of the study, for the primary analysis alone.
    """
    texts = {"drug": short_name, "years": f"{analysis['eligibility']['min_age']}"}
    facts = {"rule": analysis["outcome"]["rule"], "time_scale": analysis["time_zero"]["time_scale"]}
    rows = [
        (words.words(f"{DRAWN}#{window}", facts, **texts), *days)
        for window, *days in _windows(analysis, placebo)
    ]
    frame = pd.DataFrame(rows, columns=["window", "first_day", "last_day", "mark_day", "kind"])
    return shape(frame.assign(place=range(1, len(frame) + 1)), DESIGN_FIGURE)


def _windows(analysis: dict[str, Any], placebo: dict[str, Any] | None) -> Iterator[Window]:
    """Give the windows of a design from the top."""
    outcome, least_use = analysis["outcome"], analysis["eligibility"]["min_exposure_days"]
    yield from _eligibility(analysis["eligibility"])
    if analysis["time_zero"]["rule"] == "first_exposure":
        yield "first_order", 0, 0, None, "exposure"
    else:
        yield "order", None, None, None, "exposure"
    if placebo:
        first, last = placebo["placebo_window_days"]
        yield "placebo", first, last, placebo["placebo_target_day"], "outcome"
    yield "baseline", *analysis["baseline"]["window_days"], None, "covariates"
    yield "covariates", None, 0, None, "covariates"
    if least_use is not None:
        yield "use", 0, least_use, None, "exposure"
    first, last = outcome["window_days"]
    yield "outcome", first, last, outcome["target_day"], "outcome"


def _eligibility(eligible: dict[str, Any]) -> Iterator[Window]:
    if eligible["washout_days"] is not None:
        yield "washout", -eligible["washout_days"], -1, None, "eligibility"
    if eligible["under_care_days"] is not None:
        yield "under_care", -eligible["under_care_days"], 0, None, "eligibility"
    if eligible["pain_diagnosis"]:
        yield "diagnosis", None, 0, None, "eligibility"
    yield "age", 0, 0, None, "eligibility"


def alt_text(frame: pd.DataFrame, index_date: str, lock_date: str, words: Values) -> str:
    """Describe the design in one paragraph, from the drawn numbers alone."""
    windows = ". ".join(_described(row, words) for row in rows_of(frame))
    return words.words(f"{DRAWN}#alt", windows=windows, index_date=index_date, lock_date=lock_date)


def _described(row: Any, words: Values) -> str:
    return words.words(f"{DRAWN}#alt_window", has_target(row), window=row.window, **days_of(row, words))


def has_target(row: Any) -> dict[str, bool]:
    """Return, as a fact of the passage, whether a window (row of DESIGN_FIGURE) is meant for one day."""
    return {"target": pd.notna(row.mark_day)}


def days_of(row: Any, words: Values) -> dict[str, str]:
    """Return the days of a window in the texts of the passage."""
    target = {"target_day": day_text(row.mark_day)} if pd.notna(row.mark_day) else {}
    return {"days": days_text(words, row.first_day, row.last_day), **target}
