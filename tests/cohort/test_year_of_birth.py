"""Who is known by the year of birth only is old enough when they surely are, not when they may be."""

import pandas as pd

from chart2paper.cohort.days import day_numbers
from chart2paper.cohort.eligible_time import birthday

PEOPLE = pd.DataFrame(
    {
        "birth_date": pd.to_datetime(["1998-07-02", "1998-07-02", None]),
        "birth_within_days": pd.array([0, 182, None], dtype="Int64"),
        "over_89": [False, False, True],
    }
)


def test_the_last_day_of_the_year_counts():
    adult = birthday(PEOPLE, 18)
    on = pd.Series(pd.to_datetime(["2016-07-02", "2016-12-31"]))
    assert adult[:2].tolist() == day_numbers(on).tolist()
    assert adult[2] < 0
