"""Doses that cannot be believed of their drug."""

import pandas as pd

from chart2paper.clean.drug_reading import NOT_ORDERED
from chart2paper.reading.rules import NOT_UNDERSTOOD

OUTSIDE_RANGE = "outside_plausible_range"
_ROUNDING = 1e-9


def believable_doses(dose: pd.DataFrame, line: pd.DataFrame) -> pd.DataFrame:
    """Return the doses read (`read_doses`), emptied where the line orders no drug or the dose cannot be believed.

    line: `ingredients_of_order` of the same rows.
    """
    odd = outside_plausible_range(dose["daily_dose_mg"], line)
    none = line["ingredient"].isin([NOT_UNDERSTOOD, NOT_ORDERED])
    return dose.assign(
        strength_mg=dose["strength_mg"].mask(none),
        daily_dose_mg=dose["daily_dose_mg"].mask(odd | none),
        rule=dose["rule"].astype("string").mask(odd, OUTSIDE_RANGE),
    )


def outside_plausible_range(daily_dose_mg: pd.Series, line: pd.DataFrame) -> pd.Series:
    """Empties a daily dose outside the range of its name in the drug list: to be looked at in the chart.

    A missing end of the range is no limit.
    """
    low, high = line["lowest_daily_mg"], line["highest_daily_mg"]
    return (daily_dose_mg < low * (1 - _ROUNDING)) | (daily_dose_mg > high * (1 + _ROUNDING))
