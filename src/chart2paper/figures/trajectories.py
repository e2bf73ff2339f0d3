"""Numbers of the trajectory figure: every drawn person's scores, and each arm's mean over time."""

import math
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from chart2paper.figures.numbers import counted, rows_of
from chart2paper.figures.style import arm_names
from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.figures import TRAJECTORIES_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/trajectories"
# Enough lines to see the spread; more would be a grey block and a large file.
MOST_PERSONS, MOST_POINTS = 120, 4000
BIN_WIDTHS = (7, 14, 30, 60, 90, 180, 365)
MOST_BINS = 12
# A mean of one or two people says more about them than about their arm.
FEWEST_PERSONS = 3


def trajectories_frame(
    analysis_set: pd.DataFrame, scores: pd.DataFrame, window_days: list[Any]
) -> pd.DataFrame:
    """Return what the trajectory figure draws (TRAJECTORIES_FIGURE).

    The means use everyone's scores; lines are drawn for an evenly spaced selection of persons (by study
    id) when there are many. A mean is over persons, each with the mean of their scores in those days,
    and its interval is a t interval. Fewer than three persons have no mean.

    Parameters
    ----------
    analysis_set: rows of ANALYSIS_SET.
    scores: rows of DAILY_SCORES.
    window_days: first and last day of the outcome window; None = open end.
    """
    first, last = window_days[0], last_day(analysis_set, window_days)
    points = points_of(analysis_set, scores)
    points = points[points["day"].between(-last, last)]
    sizes = analysis_set["role"].value_counts().reindex(ROLES, fill_value=0)
    parts = [
        pd.DataFrame({"layer": "arm", "role": ROLES, "n": sizes.to_numpy()}),
        pd.DataFrame({"layer": "window", "day": [float(first), float(last)]}),
        *(_drawn(points[points["role"] == role]) for role in ROLES),
        _means(points, _bin_width(points["day"])),
    ]
    return shape(pd.concat([part for part in parts if len(part)], ignore_index=True), TRAJECTORIES_FIGURE)


def points_of(analysis_set: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Return every score of the matched people with its day since their index date, in the order of people and days."""
    points = analysis_set[["person_id", "role", "index_date"]].merge(scores, on="person_id")
    points["day"] = (points["date"] - points["index_date"]).dt.days
    return points.sort_values(["role", "person_id", "day"])


def last_day(analysis_set: pd.DataFrame, window_days: list[Any]) -> int:
    """Return the window's last day; an open window ends with the last outcome (or one day after it began)."""
    if window_days[1] is not None:
        return int(window_days[1])
    latest = analysis_set["days_to_final"].max()
    return int(window_days[0]) + 1 if pd.isna(latest) else max(int(latest), int(window_days[0]) + 1)


def _drawn(points: pd.DataFrame) -> pd.DataFrame:
    """Return the lines of an evenly spaced selection of persons."""
    ids = np.sort(points["person_id"].unique())
    if len(ids) == 0:
        return pd.DataFrame()
    room = math.floor(MOST_POINTS / (len(points) / len(ids)))
    count = min(len(ids), MOST_PERSONS, max(1, room))
    chosen = ids[np.linspace(0, len(ids) - 1, count).round().astype("int64")]
    drawn = points.loc[points["person_id"].isin(chosen), ["role", "person_id", "day", "score"]]
    return drawn.assign(layer="person")


def _bin_width(days: pd.Series) -> int:
    """Return the narrowest usual width that cuts the days into at most a dozen bins."""
    span = int(days.max() - days.min()) if len(days) else 0
    fitting = [width for width in BIN_WIDTHS if span / width <= MOST_BINS]
    return fitting[0] if fitting else math.ceil(span / MOST_BINS / 365) * 365


def _means(points: pd.DataFrame, width: int) -> pd.DataFrame:
    """Return the mean of each arm in bins of `width` days; the index date closes the last bin before."""
    bins = np.ceil(points["day"] / width).rename("bin")
    persons = points.groupby(["role", bins, "person_id"])[["day", "score"]].mean()
    arms = persons.groupby(["role", "bin"])
    means = arms["score"].agg(["mean", "std", "count"]).assign(day=arms["day"].mean()).reset_index()
    means = means[means["count"] >= FEWEST_PERSONS]
    half = stdtrit(means["count"] - 1, 0.975) * means["std"] / np.sqrt(means["count"])
    return pd.DataFrame(
        {
            "layer": "mean",
            "role": means["role"],
            "day": means["day"],
            "score": means["mean"],
            "ci_low": means["mean"] - half,
            "ci_high": means["mean"] + half,
            "n": means["count"],
            "days": width,
        }
    )


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the trajectories in sentences, from the plotted points alone."""
    first, last = frame.loc[frame["layer"] == "window", "day"].sort_values()
    names = arm_names(words, short_name)
    texts = [_arm_text(frame[frame["role"] == role], names[role], words) for role in ROLES]
    return " ".join([words.words(f"{DRAWN}#alt", first=f"{first:.0f}", last=f"{last:.0f}"), *texts])


def _arm_text(arm: pd.DataFrame, name: str, words: Values) -> str:
    people = counted(words, "people", int(arm.loc[arm["layer"] == "arm", "n"].iloc[0]))
    means = arm[arm["layer"] == "mean"].sort_values("day")
    before, after = means[means["day"] <= 0], means[means["day"] > 0]
    scores = [
        words.words(f"{DRAWN}#alt_mean", mean=f"{point.score:.1f}", day=printed(point.day, 0))
        for part in (before, after)
        for point in rows_of(part.tail(1))
    ]
    texts = {"scores": ", ".join(scores)} if scores else {"fewest": f"{FEWEST_PERSONS}"}
    return words.words(f"{DRAWN}#alt_arm", {"means": bool(scores)}, name=name, people=people, **texts)
