"""Days counted from 1 January 2014, as text."""

import numpy as np

EPOCH = np.datetime64("2014-01-01", "D")
ICD10_START = int((np.datetime64("2015-10-01", "D") - EPOCH).astype("int64"))


def iso(day: np.ndarray) -> np.ndarray:
    """Return `day` (days since 1 January 2014) as texts such as 2016-03-05."""
    return np.datetime_as_string(EPOCH + day.astype("timedelta64[D]")).astype(object)


def iso_or_blank(day: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Return ISO texts where `known`, and empty texts elsewhere."""
    return np.where(known, iso(np.where(known, day, 0)), "")
