"""The settings of the protocol that decide who is in and when their clock starts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from chart2paper.catalogue.outcomes import OUTCOMES


@dataclass(frozen=True)
class Design:
    """Eligibility, time zero, windows and exposure of one analysis (days relative to the index date).

    score: what a score of the outcome is called, such as `pain score`.
    """

    rule: str
    time_scale: str
    within_days: int | None
    min_age: int
    pain_diagnosis: bool
    washout_days: int | None
    under_care_days: int | None
    min_exposure_days: int | None
    outcome_required: bool
    baseline_days: tuple[int, int]
    outcome_days: tuple[int, int | None]
    drug: str
    ingredients: tuple[str, ...]
    routes: tuple[str, ...]
    max_daily_dose_mg: float | None
    gap_days: int
    kinds: tuple[str, ...]
    score: str
    data_lock_date: date
    exact: tuple[str, ...]
    calipers: dict[str, float]


def design_of(params: Any) -> Design:
    """Return the design from the plain values of the protocol that the workflow hands to the script."""
    eligible, exposure = params.eligibility, params.exposure
    return Design(
        rule=params.time_zero["rule"],
        time_scale=params.time_zero["time_scale"],
        within_days=params.time_zero["within_days"],
        min_age=eligible["min_age"],
        pain_diagnosis=eligible["pain_diagnosis"],
        washout_days=eligible["washout_days"],
        under_care_days=eligible["under_care_days"],
        min_exposure_days=eligible["min_exposure_days"],
        outcome_required=eligible["outcome_required"],
        baseline_days=(params.baseline["window_days"][0], params.baseline["window_days"][1]),
        outcome_days=(params.outcome["window_days"][0], params.outcome["window_days"][1]),
        drug=exposure["short_name"],
        ingredients=tuple(exposure["ingredients"]),
        routes=tuple(exposure["routes"]),
        max_daily_dose_mg=exposure["max_daily_dose_mg"],
        gap_days=exposure["gap_days"],
        kinds=tuple(params.kinds),
        score=OUTCOMES[params.scale].score,
        data_lock_date=date.fromisoformat(params.data_lock_date),
        exact=tuple(params.exact),
        calipers=dict(params.calipers),
    )
