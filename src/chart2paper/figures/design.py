"""Numbers of the design diagram: when each thing is assessed, in days from the index date (Schneeweiss 2019)."""

from typing import Any

import pandas as pd

from chart2paper.figures.numbers import rows_of
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import shape
from chart2paper.writing.days import day_text, days_text

TWIN = Table(
    "design",
    "a window of days in which something is assessed, from the protocol",
    (
        Column("place", "integer", "order of the rows, from the top", required=True, low=1),
        Column("window", "text", "what is assessed", required=True),
        Column("first_day", "integer", "first day from the index date; empty = any time before", unit="days"),
        Column(
            "last_day", "integer", "last day from the index date; empty = the data lock date", unit="days"
        ),
        Column("mark_day", "integer", "day that the window is meant for; empty = none", unit="days"),
        Column("kind", "text", "who is in, what is known, exposure, or outcome", required=True),
    ),
    key=("place",),
)
ELIGIBILITY, COVARIATES, EXPOSURE, OUTCOME = "who is in", "what is known", "exposure", "outcome"
Row = tuple[str, int | None, int | None, int | None, str]


def design_frame(analysis: dict[str, Any], placebo: dict[str, Any] | None, short_name: str) -> pd.DataFrame:
    """Return the windows of one design (TWIN), from the plain values of the protocol.

    placebo: section `explanations` of the study, for the primary analysis alone.
    """
    eligible, outcome = analysis["eligibility"], analysis["outcome"]
    rows: list[Row] = [*_eligibility(eligible, short_name)]
    if analysis["time_zero"]["rule"] == "first_exposure":
        rows.append((f"Exposure: first order of {short_name}, or none by then", 0, 0, None, EXPOSURE))
    else:
        rows.append((f"Exposure: an order of {short_name}", None, None, None, EXPOSURE))
    if placebo:
        first, last = placebo["placebo_window_days"]
        rows.append(
            (
                "Placebo window: a score the exposure cannot change",
                first,
                last,
                placebo["placebo_target_day"],
                OUTCOME,
            )
        )
    rows.append(
        ("Baseline score: the last in the window", *analysis["baseline"]["window_days"], None, COVARIATES)
    )
    rows.append(("Covariates: the records up to the index date", None, 0, None, COVARIATES))
    if eligible["min_exposure_days"] is not None:
        rows.append(
            (
                f"Length of {short_name} use (a condition on the future)",
                0,
                eligible["min_exposure_days"],
                None,
                EXPOSURE,
            )
        )
    first, last = outcome["window_days"]
    rows.append((_outcome_words(outcome), first, last, outcome["target_day"], OUTCOME))
    names = ("window", "first_day", "last_day", "mark_day", "kind")
    frame = pd.DataFrame([dict(zip(names, row, strict=True)) for row in rows], columns=list(names))
    return shape(frame.assign(place=range(1, len(frame) + 1)), TWIN)


def _eligibility(eligible: dict[str, Any], short_name: str) -> list[Row]:
    rows: list[Row] = []
    if eligible["washout_days"] is not None:
        rows.append((f"Washout: no {short_name}", -eligible["washout_days"], -1, None, ELIGIBILITY))
    if eligible["under_care_days"] is not None:
        rows.append(("Under care: a completed visit", -eligible["under_care_days"], 0, None, ELIGIBILITY))
    if eligible["pain_diagnosis"]:
        rows.append(("Pain diagnosis on the code list", None, 0, None, ELIGIBILITY))
    rows.append((f"Age, at least {eligible['min_age']} years", 0, 0, None, ELIGIBILITY))
    return rows


def _outcome_words(outcome: dict[str, Any]) -> str:
    return {
        "last": "Outcome: the last score in the window",
        "nearest": "Outcome: the score nearest to the target day",
        "mean": "Outcome: the mean of the scores in the window",
    }[outcome["rule"]]


def alt_text(frame: pd.DataFrame, index_date: str, lock_date: str) -> str:
    """Describe the design in one paragraph, from the drawn numbers alone."""
    windows = [
        f"{row.window}, {days_text(row.first_day, row.last_day)}"
        + (f" with target day {day_text(row.mark_day)}" if pd.notna(row.mark_day) else "")
        for row in rows_of(frame)
    ]
    return (
        f"Design diagram. A vertical line marks the index date, day 0: {index_date}. "
        f"Bars mark windows of assessment. {'. '.join(windows)}. Data lock date: {lock_date}."
    )
