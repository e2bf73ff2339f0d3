"""Risk sets: for each exposed person, the people who could have been exposed on that day and were not.

Source of the design: Prentice and Breslow 1978; for treatment in routine care Lu 2005 (Biometrics
61:721-728, balanced risk set matching).
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.cohort.alike import alike
from chart2paper.cohort.chart import Chart
from chart2paper.cohort.covariates import covariates_on
from chart2paper.cohort.days import Numbers, day_numbers, person_days
from chart2paper.cohort.design import Design
from chart2paper.cohort.facts import scores_in_window
from chart2paper.cohort.pairs import index_dates


@dataclass(frozen=True)
class RiskSets:
    """Who may be compared with whom on which index date of theirs.

    pairs: exposed, candidate: row of the exposed and row of `slots`.
    slots: the candidates' person, day and covariates, one row per different person and day.
    passes: per person whether they are compared with anyone (`counterpart`) and, if so, whether a score in the
        outcome window is there when the protocol asks for one (`outcome`).
    compared: per person whether they are like an exposed person on a day, whatever their outcome.
    """

    pairs: pd.DataFrame
    slots: pd.DataFrame
    passes: pd.DataFrame
    compared: pd.Series


def risk_sets(exposed: pd.DataFrame, periods: pd.DataFrame, chart: Chart, design: Design) -> RiskSets:
    """Return the risk sets of the exposed.

    exposed: eligible exposed people with their covariates, day and day_in_stay.
    periods: `EligibleTime.periods`, when people could be comparators.
    """
    moments = index_dates(exposed, _with_person_facts(periods, chart), design)
    slots, row = _slots(moments, chart, design)
    pairs = pd.DataFrame({"exposed": moments["exposed"], "candidate": row})
    numbers = pairs["exposed"].to_numpy(), pairs["candidate"].to_numpy()
    pairs = pairs[alike(exposed, slots, numbers, list(design.exact), design.calipers)]
    compared = slots["person"].iloc[pairs["candidate"].unique()]
    if design.outcome_required:
        scores = scores_in_window(
            chart, slots["person"].to_numpy(), slots["day"].to_numpy(), design.outcome_days
        )
        pairs = pairs[scores[pairs["candidate"]] > 0]
    pairs = _earliest(pairs, slots)
    kept = slots["person"].iloc[pairs["candidate"].unique()]
    everyone = pd.Series(np.arange(len(chart.people)))
    was_compared = everyone.isin(compared)
    passes = {
        "outcome": everyone.isin(kept) | ~was_compared,
        "counterpart": everyone.isin(kept),
    }
    return RiskSets(pairs, slots, pd.DataFrame(passes), was_compared)


def _slots(moments: pd.DataFrame, chart: Chart, design: Design) -> tuple[pd.DataFrame, Numbers]:
    """Return the covariates of each different person and day, sorted, and the row of each moment among them."""
    keys = person_days(moments["person"], moments["day"])
    first, row = np.unique(keys, return_index=True, return_inverse=True)[1:]
    different = moments[["person", "day"]].iloc[first].reset_index(drop=True)
    return covariates_on(different, chart, design.baseline_days), row


def _with_person_facts(periods: pd.DataFrame, chart: Chart) -> pd.DataFrame:
    birth = chart.people["birth_date"].mask(chart.people["over_89"].astype(bool))
    born = pd.Series(np.nan, index=birth.index)
    born[birth.notna()] = day_numbers(birth.dropna())
    person = periods["person"].to_numpy()
    return periods.assign(birth=born.to_numpy()[person], sex=chart.people["sex"].to_numpy()[person])


def _earliest(pairs: pd.DataFrame, slots: pd.DataFrame) -> pd.DataFrame:
    """Keep, of a candidate's several stays for the same exposed person, the earliest."""
    pairs = pairs.assign(
        person=slots["person"].to_numpy()[pairs["candidate"]], day=slots["day"].to_numpy()[pairs["candidate"]]
    )
    pairs = pairs.sort_values(["exposed", "person", "day"]).drop_duplicates(["exposed", "person"])
    return pairs[["exposed", "candidate"]]
