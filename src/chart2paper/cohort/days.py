"""Looking things up by person and day, for millions of people and days at once.

People are numbered by the order of their ids and days are counted from 1 January 1970, so that a
person and a day become one whole number. In a sorted list of such numbers "the last score up to
this day" and "how many visits in this year" are binary searches.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

# Days fit into 20 bits: some 1,400 years on either side of 1970.
_DAY_BITS = 20
_DAY_ZERO = 1 << (_DAY_BITS - 1)
# Days that no record reaches: "since ever" and "for ever".
LONG_AGO, FAR_AHEAD = -_DAY_ZERO, _DAY_ZERO - 1


def day_numbers(dates: pd.Series) -> Numbers:
    """Return days since 1 January 1970; the dates must all be there."""
    return dates.to_numpy("datetime64[D]").astype("int64")


def dates_of(days: pd.Series | Numbers) -> pd.Series:
    """Return the dates of day numbers (missing stays missing)."""
    return pd.to_datetime(pd.Series(days), unit="D").astype("datetime64[us]")


def person_days(person: Numbers | pd.Series, day: Numbers | pd.Series) -> Numbers:
    """Return one number per person and day that sorts by person, then day."""
    days = np.clip(np.asarray(day, dtype="int64"), LONG_AGO, FAR_AHEAD)
    numbers: Numbers = (np.asarray(person, dtype="int64") << _DAY_BITS) + days + _DAY_ZERO
    return numbers


def last_up_to(known: Numbers, person: Numbers, day: Numbers) -> Numbers:
    """Return the place in sorted `known` of each person's last entry up to and including a day; -1 = none."""
    position = np.searchsorted(known, person_days(person, day), side="right") - 1
    if len(known) == 0:
        return position
    same_person = (known[position] >> _DAY_BITS) == person
    return np.where((position >= 0) & same_person, position, -1)


def count_between(known: Numbers, person: Numbers, first: Numbers, last: Numbers) -> Numbers:
    """Return how many entries of sorted `known` each person has from day `first` to day `last`."""
    end = np.searchsorted(known, person_days(person, last), side="right")
    start = np.searchsorted(known, person_days(person, first), side="left")
    days: Numbers = np.maximum(end - start, 0)
    return days


def covered(starts: Numbers, ends: Numbers, person: Numbers, day: Numbers) -> NDArray[np.bool_]:
    """Return whether any of a person's periods (sorted starts, sorted ends, both inclusive) covers a day."""
    long_ago = np.full(len(day), LONG_AGO)
    begun = count_between(starts, person, long_ago, day)
    over = count_between(ends, person, long_ago, np.asarray(day) - 1)
    return begun > over
