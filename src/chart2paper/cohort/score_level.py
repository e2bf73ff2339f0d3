"""How bad somebody's pain usually is: the mean of a year's scores, shrunk towards the mean of the clinic.

The mean of one score says little about a person and that of ten says much. Scores are taken as a one-way layout with
people as random effects: a mean of n scores is kept by between / (between + within / n) and the rest of the way to the
mean of the clinic is gone (empirical Bayes, Efron and Morris 1975). The variances are the moment estimates of the
unbalanced layout (Searle 1971, Linear Models, chapter 11). All of it is known on the day itself: the variances and the
mean of the clinic are those of the scores up to that day.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.cohort.days import Numbers, person_days

YEAR_DAYS = 365
Vector = NDArray[np.float64]


def score_level(scores: pd.DataFrame, person: Numbers, day: Numbers) -> pd.Series:
    """Return the usual score of each person on a day (points); missing without a score in the year up to it.

    While the variances are not known (fewer than two people with a score by then, or nobody with two), a mean is left
    as it is: whether somebody has a value depends on nobody else.
    scores: person, day, score, one row per day, sorted.
    """
    known = person_days(scores["person"], scores["day"])
    first = np.searchsorted(known, person_days(person, day - YEAR_DAYS + 1), side="left")
    end = np.searchsorted(known, person_days(person, day), side="right")
    n = (end - first).astype("float64")
    by_then, before = _sums(scores)
    total = _at(by_then, np.where(n > 0, end - 1, -1)) - _at(before, np.where(n > 0, first, -1))
    clinic = variances_by_day(scores)
    mean, within, between = clinic.to_numpy()[clinic.index.searchsorted(day, side="right") - 1].T
    own = total / np.where(n > 0, n, np.nan)
    shrunk = mean + _kept(within, between, n) * (own - mean)
    return pd.Series(np.where(np.isnan(shrunk), own, shrunk))


def variances_by_day(scores: pd.DataFrame) -> pd.DataFrame:
    """Return mean (points; everybody counts once), within and between (squared points) of the scores up to each day.

    scores: as in `score_level`. One row per day with a score, and one before all of them; missing while not known.
    """
    by_then, before = _sums(scores)
    score, had = scores["score"].to_numpy("float64"), scores.groupby("person").cumcount().to_numpy()
    n = had + 1
    steps = {
        "people": had == 0,
        "scores": np.ones(len(scores)),
        "sum": score,
        "squares": score**2,
        "squares_of_sums": by_then**2 / n - before**2 / np.maximum(had, 1),
        "squared_numbers": n**2 - had**2,
        "means": by_then / n - before / np.maximum(had, 1),
    }
    days = scores["day"].to_numpy()
    order = np.argsort(days, kind="stable")
    so_far = pd.DataFrame(steps, dtype="float64").iloc[order].cumsum().set_axis(days[order])
    so_far = so_far[~so_far.index.duplicated(keep="last")]
    start = pd.DataFrame(0.0, index=[np.iinfo("int64").min], columns=so_far.columns)
    return _moments(pd.concat([start, so_far]))


def _moments(of: pd.DataFrame) -> pd.DataFrame:
    people, scores = (of[name].where(of[name] > 1) for name in ("people", "scores"))
    spare = (scores - people).where(scores > people)
    within = ((of["squares"] - of["squares_of_sums"]) / spare).clip(lower=0)
    among = (of["squares_of_sums"] - of["sum"] ** 2 / scores) / (people - 1)
    usual_number = (scores - of["squared_numbers"] / scores) / (people - 1)
    between = ((among - within) / usual_number).clip(lower=0)
    return pd.DataFrame({"mean": of["means"] / people, "within": within, "between": between})


def _kept(within: Vector, between: Vector, n: Vector) -> Vector:
    """Return how much of a mean of n scores is kept; all of it where scores of a person do not differ."""
    spread = between + within / np.maximum(n, 1)
    return np.where(
        within > 0, between / np.where(within > 0, spread, 1), np.where(np.isnan(within), np.nan, 1)
    )


def _sums(scores: pd.DataFrame) -> tuple[Vector, Vector]:
    """Return the sum of each person's scores up to and including each row, and without it."""
    by_then = scores.groupby("person")["score"].cumsum()
    before = by_then.groupby(scores["person"]).shift(fill_value=0.0)
    return by_then.to_numpy("float64"), before.to_numpy("float64")


def _at(values: Vector, position: Numbers) -> Vector:
    """Return `values` at the positions, missing where the position is -1."""
    return np.append(values, np.nan)[position]
