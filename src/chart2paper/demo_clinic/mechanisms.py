"""Numbers of mechanisms that the shipped clinic does without: what real clinics may do otherwise."""

from dataclasses import dataclass, field
from typing import Any


def number(default: float, unit: str, meaning: str, moves: str = "") -> Any:
    """Return a parameter: its default, its unit, its meaning and what it moves."""
    return field(default=default, metadata={"unit": unit, "meaning": meaning, "moves": moves})


@dataclass(frozen=True)
class Mechanisms:
    """Each is off in the shipped clinic, or as it is there, and then draws no random number."""

    calendar_pain: float = number(0.0, "points per year", "change of everyone's pain per calendar year")
    heaping_share: float = number(0.0, "share", "answers given as the nearest of 0, 2, 5, 8 and 10")
    extra_visits_days: float = number(
        100.0, "days", "time after the start of LDN with visits at the early interval (0 = no extra visits)"
    )
    visit_pain: float = number(
        0.0,
        "log-odds per point",
        "coming on one of four possible days per interval, per point of hidden pain that day (0 = fixed days)",
    )
    start_per_point_rise: float = number(
        0.0, "log-odds per point", "starting LDN, per point by which the score is above the one before"
    )
    start_per_point_recent: float = number(
        0.0, "log-odds per point", "starting LDN, per point of the mean of the last four scores above 6"
    )
    start_delay_days: float = number(
        0.0, "days", "LDN starts by telephone 1 to so many days after the visit (0 = at the visit)"
    )
    start_physician: float = number(
        0.0, "log-odds per SD", "starting LDN, per SD of the preference of the person's physician"
    )
    onset_delay_days: float = number(0.0, "days", "time after the start before the effect begins to grow")
    leave_per_point_change: float = number(
        0.0,
        "log-odds per point",
        "leaving while taking LDN, per point of change of the score since the start",
    )
    drop_out_share: float = number(
        0.0, "share", "appointments from which somebody with pain `mean_pain` stays away for good"
    )
    drop_out_per_point: float = number(
        0.0, "log-odds per point", "the same, per point of hidden pain that day above `mean_pain`"
    )
