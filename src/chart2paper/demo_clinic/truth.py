"""The true effect of LDN in the simulated clinic, from both lives of everyone who started it."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.conditions import MECHANISM_OF
from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.pain import (
    expected_score,
    fluctuation_after,
    fluctuation_between,
    pain_without_ldn,
    share_of_effect,
)
from chart2paper.demo_clinic.parameters import DemoParameters, made_with
from chart2paper.demo_clinic.people import EXPORT_END, People
from chart2paper.statistics.random_streams import Draws

DAYS_AROUND_90 = (76, 83, 90, 97, 104)
DESCRIPTION = (
    "SIMULATED DATA. True average effect of starting low-dose naltrexone among the people who started it, "
    "about 90 days after the start (mean of days 76, 83, 90, 97 and 104), on the recorded 0-10 score: expected "
    "score of each starter as they actually lived (early stopping included) minus the expected score of the same "
    "person, with the same random numbers, had they not started. Negative = less pain."
)


def find_truth(people: People, course: Course, p: DemoParameters) -> dict[str, Any]:
    """Return the truth file's content: seed, parameters, and true effects in points on the 0-10 score.

    Starters count when they started by 31 December 2020; being adult, having a pain diagnosis, a scored
    visit on the day and no earlier LDN holds for all of them by construction.
    """
    starters = starters_by_export(course)
    scores = expected_scores(people, course, starters, p)
    mechanism = MECHANISM_OF[people.condition[starters["person"].to_numpy()]]
    effect = scores["started"] - scores["not_started"]
    kept_taking = scores["kept_taking"] - scores["not_started"]
    return {
        "simulated": True,
        "description": DESCRIPTION,
        "seed": p.seed,
        "n_persons": p.n_persons,
        "n_initiators": len(starters),
        "n_initiators_by_mechanism": _by_mechanism(mechanism, effect, len),
        "att_day_90": _mean(effect),
        "att_day_90_by_mechanism": _by_mechanism(mechanism, effect, _mean),
        "per_protocol_day_90": _mean(kept_taking),
        "per_protocol_day_90_by_mechanism": _by_mechanism(mechanism, kept_taking, _mean),
        "mean_start_score": _mean(starters["start_score"].to_numpy()),
        "mean_score_day_90_started": _mean(scores["started"]),
        "mean_score_day_90_not_started": _mean(scores["not_started"]),
        "share_stopped_by_day_60": _mean((starters["stop"] - starters["start"] < 60).to_numpy()),
        "share_stopped_by_day_90": _mean((starters["stop"] - starters["start"] < 90).to_numpy()),
        "parameters": made_with(p),
    }


def starters_by_export(course: Course) -> pd.DataFrame:
    """Return the rows of `course.ldn` of those who started by the day of the export."""
    return course.ldn[course.ldn["start"] <= EXPORT_END].reset_index(drop=True)


def expected_scores(
    people: People, course: Course, starters: pd.DataFrame, p: DemoParameters
) -> dict[str, np.ndarray]:
    """Return per starter (person, start, stop) the mean expected score around day 90 in three lives.

    started: as they lived. not_started: had they not. kept_taking: had they not stopped.
    """
    who = starters["person"].to_numpy()
    start, stop = starters["start"].to_numpy(), starters["stop"].to_numpy()
    lives: dict[str, list[np.ndarray]] = {"started": [], "not_started": [], "kept_taking": []}
    for after in DAYS_AROUND_90:
        day = start + after
        pain = pain_without_ldn(people, who, day, fluctuation_on(course, who, day, p))
        effect = people.effect[who]
        lives["not_started"].append(expected_score(pain, p))
        lives["started"].append(expected_score(pain + effect * share_of_effect(day, start, stop, p), p))
        always = share_of_effect(day, start, day, p)
        lives["kept_taking"].append(expected_score(pain + effect * always, p))
    return {life: np.mean(scores, axis=0) for life, scores in lives.items()}


def fluctuation_on(course: Course, who: np.ndarray, day: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return the hidden fluctuation on days between those it was drawn for, in keeping with them."""
    seen = course.path
    key = seen["person"].to_numpy() * 10_000 + seen["day"].to_numpy()
    x, days, person = (seen[c].to_numpy() for c in ("fluctuation", "day", "person"))
    before = np.searchsorted(key, who * 10_000 + day, side="right") - 1
    after = np.minimum(before + 1, len(key) - 1)
    noise = Draws(p.seed, p.n_persons).normal("fluctuation between visits")[who]
    since = day - days[before]
    onwards = fluctuation_after(x[before], since, noise, p)
    has_next = (person[after] == who) & (after > before)
    until = np.where(has_next, days[after] - day, 1)
    bridge = fluctuation_between(x[before], since, x[after], until, noise, p)
    return np.where(has_next, bridge, onwards)


def _mean(values: np.ndarray) -> float | None:
    """Return the mean to four decimals (the last bits may differ between processors); None when empty."""
    return round(float(np.mean(values)), 4) if len(values) else None


def _by_mechanism(mechanism: np.ndarray, values: np.ndarray, summary: Any) -> dict[str, Any]:
    return {name: summary(values[mechanism == name]) for name in sorted(set(MECHANISM_OF.tolist()))}
