"""The share of people still on treatment, when some are not followed to the end."""

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.tables.harms import TIME_ON_TREATMENT
from chart2paper.tables.read_write import shape

# Days at which the numbers at risk are told even when nothing happens.
SHOWN_DAYS = (0, 30, 60, 90, 180, 365, 730)


def time_on_treatment(exposure_time: pd.DataFrame) -> pd.DataFrame:
    """Return the Kaplan-Meier curve of time on treatment (TIME_ON_TREATMENT).

    exposure_time: rows of EXPOSURE_TIME. Kaplan and Meier (1958); variance of Greenwood (1926); pointwise 95 %
    intervals on the log-log scale (Kalbfleisch and Prentice 2002), which stay between 0 and 1. People who are
    censored on a day are at risk on it. `at_risk` counts those at risk at the beginning of the day.
    """
    days = exposure_time["days"].to_numpy("int64")
    stopped = exposure_time["stopped"].to_numpy("int64") == 1
    if not len(days):
        return shape(pd.DataFrame(columns=TIME_ON_TREATMENT.column_names), TIME_ON_TREATMENT)
    shown = [day for day in SHOWN_DAYS if day <= days.max()]
    moments = np.unique(np.concatenate([days, shown]))
    at_risk = len(days) - np.searchsorted(np.sort(days), moments, side="left")
    events = np.array([(stopped & (days == day)).sum() for day in moments])
    censored = np.array([(~stopped & (days == day)).sum() for day in moments])
    share = np.cumprod(1 - events / at_risk)
    low, high = _log_log(share, events, at_risk)
    columns = {"day": moments, "at_risk": at_risk, "stopped": events, "censored": censored}
    frame = pd.DataFrame({**columns, "share": share, "ci_low": low, "ci_high": high})
    return shape(frame, TIME_ON_TREATMENT)


def _log_log(share: np.ndarray, events: np.ndarray, at_risk: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits; none where the share is 0 or 1, for which the scale has no place."""
    left = at_risk - events
    terms = np.divide(events, at_risk * left, out=np.zeros(len(share)), where=left > 0)
    inside = (share > 0) & (share < 1)
    log = np.log(np.where(inside, share, 0.5))
    reach = special.ndtri(0.975) * np.sqrt(np.cumsum(terms)) / np.abs(log)
    limits = [
        np.where(inside, np.where(inside, share, 0.5) ** np.exp(side * reach), np.nan) for side in (1, -1)
    ]
    return limits[0], limits[1]
