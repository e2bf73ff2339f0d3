"""How likely people are to come and be scored in a week, given what was last recorded of them."""

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.design_matrix import Design, design
from chart2paper.statistics.logistic import logistic
from chart2paper.statistics.results import NotEstimable

PERSON = ["set_id", "person_id"]
TIME_AND_ARM = ("week", "week_squared", "exposed", "exposed_by_week", "exposed_by_week_squared")
LAST_SCORE = ("last_score", "exposed_by_last_score")


def weeks_at_risk(people: pd.DataFrame, scores: pd.DataFrame, last_day: np.ndarray) -> pd.DataFrame:
    """Return one row per person and week after the index date up to a last day (one per person).

    Week k holds days 7k - 6 to 7k. Columns: set_id, person_id, exposed, week, last_score (the latest
    recorded before the week), scored (whether the week has a score), and the products that the models use.
    """
    weeks = np.ceil(np.maximum(last_day, 0) / 7).astype("int64")
    rows = people[PERSON].assign(exposed=is_exposed(people).astype(float)).loc[people.index.repeat(weeks)]
    rows["week"] = rows.groupby(PERSON).cumcount() + 1
    rows["before"] = 7 * (rows["week"] - 1)
    known = scores[[*PERSON, "day", "score"]].astype({"day": "int64"}).rename(columns={"score": "last_score"})
    rows = pd.merge_asof(
        rows.sort_values(["before", *PERSON]),
        known.sort_values(["day", *PERSON]),
        left_on="before",
        right_on="day",
        by=PERSON,
    ).drop(columns=["before", "day"])
    visits = pd.MultiIndex.from_frame(scores[PERSON].assign(week=week_of(scores["day"])))
    rows["scored"] = pd.MultiIndex.from_frame(rows[[*PERSON, "week"]]).isin(visits)
    return _with_products(rows.sort_values([*PERSON, "week"], ignore_index=True))


def week_of(day: pd.Series) -> pd.Series:
    """Return the week after the index date that a day lies in: days 1 to 7 are week 1."""
    return (day.astype("int64") + 6) // 7


def _with_products(rows: pd.DataFrame) -> pd.DataFrame:
    squared = rows["week"] ** 2
    return rows.assign(
        week_squared=squared,
        exposed_by_week=rows["exposed"] * rows["week"],
        exposed_by_week_squared=rows["exposed"] * squared,
        exposed_by_last_score=rows["exposed"] * rows["last_score"],
    )


def visit_weights(rows: pd.DataFrame) -> np.ndarray | NotEstimable:
    """Return, for each week at risk, the weight of a score in it (stabilised inverse intensity of visits).

    The chance of a score in that week given time and arm alone, over the chance given the last recorded
    score too: scores that came because the last one was bad count less. Two logistic models of the weeks
    (pooled over people, which with short intervals is a proportional rate model) stand for the visit
    intensity of Lin, Scharfstein and Rosenheck (2004), stabilised as by Buzkova and Lumley (2007).
    """
    scored = rows["scored"].to_numpy(dtype=float)
    chances = []
    for columns in (list(TIME_AND_ARM), [*TIME_AND_ARM, *LAST_SCORE]):
        matrix = design(rows, columns, {})
        assert isinstance(matrix, Design)  # only an effect that is asked about can fail, and none is
        model = logistic(matrix.matrix, scored, np.ones(len(rows)))
        if isinstance(model, NotEstimable):
            return NotEstimable("time, arm and last score predict perfectly who comes in some week")
        chances.append(special.expit(matrix.matrix @ model.coefficients))
    ratio: np.ndarray = chances[0] / chances[1]
    return ratio
