"""The share of people still on treatment, when some are not followed to the end."""

import numpy as np
import pandas as pd
from scipy import stats

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
    position = np.searchsorted(moments, days)
    events, censored = (
        np.bincount(position, weights=who, minlength=len(moments)).astype("int64")
        for who in (stopped, ~stopped)
    )
    at_risk = len(days) - np.searchsorted(np.sort(days), moments, side="left")
    share, error = _survival(days, stopped, moments)
    low, high = _log_log(share, error)
    columns = {"day": moments, "at_risk": at_risk, "stopped": events, "censored": censored}
    frame = pd.DataFrame({**columns, "share": share, "ci_low": low, "ci_high": high})
    return shape(frame, TIME_ON_TREATMENT)


def _survival(days: np.ndarray, stopped: np.ndarray, moments: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the share still on treatment after each moment, and its standard error."""
    from statsmodels.duration.survfunc import SurvfuncRight

    curve = SurvfuncRight(days, stopped)
    steps = np.searchsorted(curve.surv_times, moments, side="right")
    return np.append(1.0, curve.surv_prob)[steps], np.append(0.0, curve.surv_prob_se)[steps]


def _log_log(share: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits; none where the share is 0 or 1, for which the scale has no place."""
    inside = np.where((share > 0) & (share < 1), share, np.nan)
    reach = stats.norm.ppf(0.975) * error / np.abs(inside * np.log(inside))
    return inside ** np.exp(reach), inside ** np.exp(-reach)
