"""What happened between index date and the end of the outcome window that could change what the outcome means."""

import pandas as pd

from chart2paper.cohort.chart import has_class
from chart2paper.cohort.days import day_numbers
from chart2paper.cohort.design import Design
from chart2paper.cohort.exposure import counts_as_exposure, first_episode, same_drug
from chart2paper.tables.missing import EVENTS
from chart2paper.tables.read_write import shape

NO_REASON = "no reason recorded"


def collect_events(
    people: pd.DataFrame, drug: pd.DataFrame, procedure: pd.DataFrame, design: Design
) -> pd.DataFrame:
    """Return the intercurrent events of the matched people (EVENTS), from the day after the index date.

    stopped_exposure: the first day after an exposed person's first episode of use (gaps up to `design.gap_days`
    do not end it; see `cohort/exposure.py`). started_exposure: a comparator's first order that counts as the
    exposure. started_opioid: the first opioid order of a person not on one at the index date. procedure: every
    day with one. Nothing after the outcome window or the data lock date.

    people: ANALYSIS_SET; drug, procedure: the clean tables DRUG and PROCEDURE.
    """
    lock = pd.Timestamp(design.data_lock_date)
    orders = _orders(drug, design, lock)
    exposed = people["role"].eq("exposed").fillna(False)
    not_on_opioid = people["on_opioid"].ne(1).fillna(True)
    procedures = procedure.rename(columns={"procedure_date": "on", "procedure_source_value": "detail"})
    parts = [
        _of(people[exposed], _stops(orders[orders["exposure"]], lock, design.gap_days), "stopped_exposure"),
        _first(_of(people[~exposed], _starts(orders[orders["exposure"]]), "started_exposure")),
        _first(_of(people[not_on_opioid], _starts(orders[orders["opioid"]]), "started_opioid")),
        _of(people, procedures[["person_id", "on", "detail"]], "procedure"),
    ]
    return shape(_within(pd.concat(parts, ignore_index=True), design, lock), EVENTS)


def _orders(drug: pd.DataFrame, design: Design, lock: pd.Timestamp) -> pd.DataFrame:
    """Return the orders written by the lock, with first and last day covered and what they are."""
    known = drug[drug["drug_exposure_start_date"] <= lock]
    start = known["drug_exposure_start_date"]
    end = known["drug_exposure_end_date"].fillna(start)
    return known.assign(
        first=start,
        last=end.where(end <= lock, lock).where(end >= start, start),
        exposure=counts_as_exposure(known, design),
        opioid=has_class(known["drug_class"], "opioid") & ~same_drug(known, design),
    )


def _stops(orders: pd.DataFrame, lock: pd.Timestamp, gap_days: int) -> pd.DataFrame:
    """Return the day after each person's first episode, where it is known to have ended."""
    days = orders.assign(
        person=orders["person_id"], first=day_numbers(orders["first"]), last=day_numbers(orders["last"])
    )
    episodes = first_episode(days, gap_days)
    episodes = episodes.assign(
        person_id=episodes["person"], last=episodes["first_use"] + episodes["days_of_use"] - 1
    )
    ends = days.merge(episodes[["person_id", "last"]], on=["person_id", "last"])
    # A supply that ran out shortly before the lock may have been renewed after it.
    ends = ends[
        ends["end_rule"].eq("stop_date") | (ends["last"] + gap_days <= day_numbers(pd.Series([lock]))[0])
    ]
    on = pd.to_datetime(ends["last"] + 1, unit="D")
    return pd.DataFrame(
        {"person_id": ends["person_id"], "on": on, "detail": ends["stop_reason"].fillna(NO_REASON)}
    )


def _starts(orders: pd.DataFrame) -> pd.DataFrame:
    return orders[["person_id", "first", "ingredient"]].set_axis(["person_id", "on", "detail"], axis=1)


def _of(people: pd.DataFrame, days: pd.DataFrame, event: str) -> pd.DataFrame:
    """Return the days as events of matched people, after their index date; what shares a day is one event."""
    wanted = ["set_id", "person_id", "role", "index_date", "days_to_final"]
    rows = people[wanted].merge(days, on="person_id")
    rows = rows.assign(event=event, day=(rows["on"] - rows["index_date"]).dt.days)
    rows = rows[rows["day"] >= 1].drop_duplicates().sort_values("detail", kind="stable")
    keys = ["set_id", "role", "person_id", "event", "day"]
    once = rows.drop_duplicates(keys)
    details = rows.groupby(keys)["detail"].agg("; ".join).rename("all").reset_index()
    return once.merge(details, on=keys).assign(detail=lambda frame: frame["all"]).drop(columns="all")


def _first(events: pd.DataFrame) -> pd.DataFrame:
    return events.sort_values("day", kind="stable").drop_duplicates(["set_id", "person_id"])


def _within(events: pd.DataFrame, design: Design, lock: pd.Timestamp) -> pd.DataFrame:
    """Keep what lies in the follow-up, and mark what came by the day of the outcome."""
    end = (lock - events["index_date"]).dt.days
    if design.outcome_days[1] is not None:
        end = end.clip(upper=design.outcome_days[1])
    outcome = events["days_to_final"].astype("float64")
    before = events["day"].le(outcome) | outcome.isna()
    return events.assign(before_outcome=before.astype("int64"))[events["day"].le(end)]
