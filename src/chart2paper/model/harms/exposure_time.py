"""How long each exposed person took the exposure drug, and at which dose."""

import pandas as pd

from chart2paper.cohort.design import Design
from chart2paper.cohort.exposure import counts_as_exposure
from chart2paper.statistics.arms import is_exposed
from chart2paper.tables.harms import EXPOSURE_TIME
from chart2paper.tables.read_write import shape


def exposure_time(analysis_set: pd.DataFrame, orders: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return the first episode of use of each matched exposed person (EXPOSURE_TIME).

    analysis_set: rows of ANALYSIS_SET. orders: rows of DRUG.

    An episode begins at the index date and ends at the last day covered before a gap of more than
    `design.gap_days` days. Someone whose cover reaches to within that gap of the data lock date may still be
    taking it: they are censored at the lock, or at their last covered day if that is earlier.
    """
    people = analysis_set.loc[is_exposed(analysis_set), ["set_id", "person_id", "index_date", "final_date"]]
    own = orders[counts_as_exposure(orders, design)].merge(people, on="person_id")
    lock = pd.Timestamp(design.data_lock_date)
    own = own[own["drug_exposure_start_date"].between(own["index_date"], lock)]
    own = own.assign(end=own["drug_exposure_end_date"].fillna(own["drug_exposure_start_date"]))
    first = _first_episode(own, design.gap_days)
    # The reason stands on the order that ends the episode.
    ending = first.sort_values(["person_id", "end", "drug_exposure_start_date", "drug_exposure_id"])
    ending = ending.drop_duplicates("person_id", keep="last").set_index("person_id")
    ending = ending[["end", "stop_reason"]].reindex(people["person_id"]).set_axis(people.index)
    last = ending["end"].fillna(people["index_date"])
    stopped = last + pd.Timedelta(days=design.gap_days) < lock
    people["days"] = (last.where(last <= lock, lock) - people["index_date"]).dt.days
    people["stopped"] = stopped.astype("int64")
    people["stop_reason"] = ending["stop_reason"].astype("string").where(stopped)
    people["daily_dose_mg"] = people["person_id"].map(_last_dose(own))
    return shape(people, EXPOSURE_TIME)


def _first_episode(own: pd.DataFrame, gap_days: int) -> pd.DataFrame:
    """Return the orders before the first gap, as `cohort.exposure.first_episode` counts it."""
    own = own.sort_values(["person_id", "drug_exposure_start_date", "end", "drug_exposure_id"])
    reached = own.groupby("person_id")["end"].cummax()
    before = pd.to_datetime(reached.groupby(own["person_id"]).shift())
    gap = (own["drug_exposure_start_date"] - before).dt.days - 1
    new_episode = gap.gt(gap_days).astype("int64")
    return own[new_episode.groupby(own["person_id"]).cumsum() == 0]


def _last_dose(own: pd.DataFrame) -> pd.Series:
    """Return by person the dose of the last order that began by the day of the outcome."""
    known = own[own["daily_dose_mg"].notna() & own["drug_exposure_start_date"].le(own["final_date"])]
    known = known.sort_values(["person_id", "drug_exposure_start_date", "drug_exposure_id"])
    return known.groupby("person_id")["daily_dose_mg"].last()
