"""Quick versions of both analyses on the clinic's records before any mess.

They share no code with the workflow, so that the simulated clinic can be checked without it.
"""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.people import EXPORT_END, People


def _scored(course: Course) -> pd.DataFrame:
    seen = course.appointments
    return seen[seen["score"].notna() & (seen["day"] <= EXPORT_END)]


def _nearest(pool: pd.DataFrame, target: pd.Series, scales: dict[str, float], how_many: int) -> list[int]:
    distance = sum(((pool[c] - target[c]) / scale) ** 2 for c, scale in scales.items())
    return list(distance.sort_values(kind="stable").index[:how_many])


def replication(people: People, course: Course) -> dict[str, float]:
    """First against last score, at least 60 days of LDN against never; 42 comparators per 36 exposed."""
    both = _scored(course).groupby("person")["score"].agg(["first", "last", "size"])
    both = both[both["size"] >= 2].copy()
    both["age"], both["female"] = people.age[both.index], people.female[both.index].astype(float)
    both["group"] = people.condition[both.index]
    both = both[both["age"] >= 18]
    ldn = course.ldn[course.ldn["start"] <= EXPORT_END]
    days = np.minimum(ldn["stop"], EXPORT_END) - ldn["start"]
    users = both[both.index.isin(ldn.loc[days >= 60, "person"])]
    never = both[~both.index.isin(ldn["person"])]
    taken: list[int] = []
    for number, (_, user) in enumerate(users.iterrows()):
        pool = never[(never["group"] == user["group"]) & ~never.index.isin(taken)]
        many = 2 if number % 6 == 5 else 1
        taken += _nearest(pool, user, {"first": 1.9, "age": 14, "female": 0.5}, many)
    matched = never.loc[taken]
    return {
        "n_exposed": len(users),
        "n_comparator": len(matched),
        "exposed_percent": _mean_percent(users),
        "comparator_percent": _mean_percent(matched),
        "exposed_ratio": float(users["last"].mean() / users["first"].mean() - 1) * 100,
        "comparator_ratio": float(matched["last"].mean() / matched["first"].mean() - 1) * 100,
        "baseline": float(users["first"].mean()),
    }


def _mean_percent(rows: pd.DataFrame) -> float:
    rows = rows[rows["first"] > 0]
    return float(((rows["last"] - rows["first"]) / rows["first"]).mean() * 100)


def target_trial(people: People, course: Course) -> dict[str, float]:
    """Starters against people under care that day, matched on the last score; ANCOVA on the day-90 score."""
    complete = _matched_sets(people, course).dropna(subset=["final"])
    design = complete[["exposed", "baseline", "age", "female", "opioid", "adjuvant"]].astype(float)
    design["previous"] = complete["previous"].fillna(complete["previous"].mean())
    design["no_previous"] = complete["previous"].isna().astype(float)
    design.insert(0, "one", 1.0)
    weight = np.sqrt(complete["weight"].to_numpy())
    x, y = design.to_numpy() * weight[:, None], complete["final"].to_numpy() * weight
    coefficient, *_ = np.linalg.lstsq(x, y, rcond=None)
    scores = x * (y - x @ coefficient)[:, None]
    bread = np.linalg.inv(x.T @ x)
    variance = bread @ (scores.T @ scores) @ bread  # White 1980: heteroscedasticity-consistent
    return {"estimate": float(coefficient[1]), "standard_error": float(np.sqrt(variance[1, 1]))}


def _matched_sets(people: People, course: Course) -> pd.DataFrame:
    chart = _Chart(people, course)
    ldn = course.ldn[course.ldn["start"] <= EXPORT_END].sort_values(["start", "person"])
    used = np.zeros(len(people.entry), dtype=bool)
    rows = []
    for person, day in zip(ldn["person"], ldn["start"], strict=True):
        group = np.flatnonzero((people.condition == people.condition[person]) & (people.entry <= day))
        facts = chart.on(group, day)
        facts = facts[facts["baseline"].notna() & (facts["age"] >= 18)]
        own = facts.loc[person]
        free = (chart.ldn_start[facts.index] > day) & ~used[facts.index]
        near = (facts["baseline"] - own["baseline"]).abs() <= 1
        pool = facts[free & near & ((facts["age"] - own["age"]).abs() <= 15)]
        scales = {"baseline": 1.0, "age": 14.0, "female": 0.5, "opioid": 0.5, "adjuvant": 0.5}
        chosen = _nearest(pool, own, scales, 2)
        if not chosen:
            continue
        used[chosen] = True
        one_set = facts.loc[[person, *chosen]].copy()
        one_set["set"], one_set["exposed"] = person, [True] + [False] * len(chosen)
        one_set["weight"] = [1.0] + [1 / len(chosen)] * len(chosen)
        one_set["final"] = chart.outcome(one_set.index.to_numpy(), day)
        rows.append(one_set)
    return pd.concat(rows)


class _Chart:
    """Looks up what is recorded of persons on a day."""

    def __init__(self, people: People, course: Course):
        scored = _scored(course)
        self.people = people
        self.person, self.day = scored["person"].to_numpy(), scored["day"].to_numpy()
        self.score = scored["score"].to_numpy()
        self.key = self.person * 10_000 + self.day
        self.ldn_start = np.full(len(people.entry), 10**6)
        self.ldn_start[course.ldn["person"]] = course.ldn["start"]

    def on(self, who: np.ndarray, day: int) -> pd.DataFrame:
        last = np.searchsorted(self.key, who * 10_000 + day, side="right") - 1
        before = np.maximum(last - 1, 0)
        recent = (self.person[last] == who) & (day - self.day[last] <= 90) & (last >= 0)
        people = self.people
        return pd.DataFrame(
            {
                "baseline": np.where(recent, self.score[last], np.nan),
                "previous": np.where(
                    (self.person[before] == who) & (before < last), self.score[before], np.nan
                ),
                "age": people.age[who] + (day - people.entry[who]) / 365.25,
                "female": people.female[who].astype(float),
                "opioid": ((people.opioid_from[who] <= day) & (day <= people.opioid_to[who])).astype(float),
                "adjuvant": ((people.adjuvant_from[who] <= day) & (day <= people.adjuvant_to[who])).astype(
                    float
                ),
            },
            index=who,
        )

    def outcome(self, who: np.ndarray, day: int) -> np.ndarray:
        found = []
        for person in who:
            low, high = np.searchsorted(self.key, [person * 10_000 + day + 45, person * 10_000 + day + 151])
            if low == high:
                found.append(np.nan)
                continue
            gap = np.abs(self.day[low:high] - day - 90)
            found.append(self.score[low:high][np.argmin(gap)])
        return np.array(found)
