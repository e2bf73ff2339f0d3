"""Orders of low-dose naltrexone: titration, refills, stop dates with reasons."""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import EXPORT_END
from chart2paper.statistics.random_streams import Draws

# (first line, directions): people titrate 1.5 -> 3 -> 4.5 mg.
FIRST_LINES = (
    (
        "low dose naltrexone 1.5 mg caps - titrate by 1.5 mg weekly to 4.5 mg",
        "1 cap qhs, add 1 cap each week, max 3",
    ),
    ("naltrexone 1.5 mg cap, compounded", "1 cap qhs x 7 days, then 2 caps, then 3 caps"),
    ("LDN 1.5mg qhs", "start 1.5 mg, increase as tolerated"),
)
LATER_LINES = (
    ("naltrexone 4.5 mg cap, compounded", "1 cap qhs"),
    ("LDN 4.5mg qhs", "take at bedtime"),
    ("LDN 3mg qhs", "take at bedtime"),
    ("low-dose naltrexone 3 mg capsule", "1 cap nightly"),
    ("Naltrexone (compounded) 4.5 MG Oral Capsule", "take 1 capsule by mouth at bedtime"),
)
MOST_ORDERS = 30
FIRST_ORDER_DAYS = 21  # a visit this long after the first order brings the full-dose order
ORDER_DAYS = 160  # and a visit this long after that one renews it


def ldn_orders(seen: pd.DataFrame, course: Course, p: DemoParameters) -> pd.DataFrame:
    """Return the LDN orders written at visits between each person's start and stop.

    An order ends at the next one ("Completed"), at the day LDN was stopped ("Discontinued"), or runs on.
    """
    ldn = course.ldn[course.ldn["start"] <= EXPORT_END].reset_index(drop=True)
    who, stop = ldn["person"].to_numpy(dtype="int64"), ldn["stop"].to_numpy()
    came = seen[seen["status"] == 0].sort_values(["person", "day"], kind="stable")
    key = came["person"].to_numpy() * 10_000 + came["day"].to_numpy()
    day, orders = ldn["start"].to_numpy(), []
    for number in range(MOST_ORDERS):
        if len(who) == 0:
            break
        following = _next_visit(key, who, day, FIRST_ORDER_DAYS if number == 0 else ORDER_DAYS)
        goes_on = following < np.minimum(stop, EXPORT_END + 1)
        orders.append(_orders(number, who, day, np.where(goes_on, following, stop), goes_on, ldn, p))
        who, stop, day, ldn = who[goes_on], stop[goes_on], following[goes_on], ldn[goes_on]
    return pd.concat(orders, ignore_index=True) if orders else pd.DataFrame()


def _next_visit(key: np.ndarray, who: np.ndarray, day: np.ndarray, wait: int) -> np.ndarray:
    """Return the first completed visit at least `wait` days after `day`; a day after the export if none."""
    place = np.searchsorted(key, who * 10_000 + day + wait)
    found = key[np.minimum(place, len(key) - 1)]
    is_theirs = (place < len(key)) & (found // 10_000 == who)
    return np.where(is_theirs, found % 10_000, EXPORT_END + 1)


def _orders(
    number: int,
    who: np.ndarray,
    day: np.ndarray,
    end: np.ndarray,
    goes_on: np.ndarray,
    ldn: pd.DataFrame,
    p: DemoParameters,
) -> pd.DataFrame:
    draw = Draws(p.seed, p.n_persons)
    lines = FIRST_LINES if number == 0 else LATER_LINES
    kind = draw.pick("first LDN line" if number == 0 else "later LDN line", [1] * len(lines))[who]
    return pd.DataFrame(
        {
            "person": who,
            "day": day,
            "stop": end,
            "DrugLine": np.array([line for line, _ in lines], dtype=object)[kind],
            "Sig": np.array([sig for _, sig in lines], dtype=object)[kind],
            "DaysSupply": "30",
            "Refills": "2" if number == 0 else "5",
            "Status": np.where(goes_on, "Completed", "Discontinued"),
            "StopReason": np.where(goes_on, "", ldn["stop_reason"].to_numpy()),
        }
    )
