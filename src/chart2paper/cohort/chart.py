"""The records an analysis may look at: nothing after the data lock date, people and days as numbers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.catalogue.covariates import OBSERVED
from chart2paper.cohort.days import Numbers, dates_of, day_numbers
from chart2paper.cohort.design import Design
from chart2paper.cohort.exposure import counts_as_exposure, names_exposure, same_drug
from chart2paper.cohort.pain_groups import pain_group_history
from chart2paper.cohort.scores import daily_scores
from chart2paper.tables.cohort import DAILY_SCORES
from chart2paper.tables.read_write import shape


@dataclass(frozen=True)
class Chart:
    """Everyone's records up to the data lock date, by person number and day number.

    people: person_id, birth_date, over_89, sex; row n is person number n, in the order of the ids.
    visits: person, first, last day of completed visits.
    scores: person, day, score; one row per day with a pain score.
    orders: person, first, last day, and whether the order is the exposure drug (`same_drug`), counts
        as the exposure (`exposure`), only names it or may (`unclear`), or is another opioid or adjuvant
        (`opioid`, `adjuvant`).
    pain_groups: person, day, pain_group, mechanism; see `pain_groups.pain_group_history`.
    observations: person, day, name (what was observed), value (text); the names that covariates are charted under.
    lock: day number of the data lock date.
    """

    people: pd.DataFrame
    visits: pd.DataFrame
    scores: pd.DataFrame
    orders: pd.DataFrame
    pain_groups: pd.DataFrame
    observations: pd.DataFrame
    lock: int


def chart_up_to_lock(
    person: pd.DataFrame,
    visit: pd.DataFrame,
    measurement: pd.DataFrame,
    drug: pd.DataFrame,
    condition: pd.DataFrame,
    observation: pd.DataFrame,
    design: Design,
) -> Chart:
    """Return the records of the clean tables that begin by the data lock date; what lasts longer is cut there."""
    people = person.sort_values("person_id").reset_index(drop=True)
    lock = int(np.datetime64(design.data_lock_date, "D").astype("int64"))
    known = pd.Index(people["person_id"])
    visit = visit[(visit["visit_status"] == "completed").to_numpy(dtype=bool)]
    scores = daily_scores(measurement, list(design.kinds))
    return Chart(
        people=people,
        visits=_periods(known, visit["person_id"], visit["visit_start_date"], visit["visit_end_date"], lock),
        scores=_on_day(known, scores["person_id"], scores["date"], lock, score=scores["score"]),
        orders=_orders(known, drug, design, lock),
        pain_groups=_pain_groups(known, condition, lock),
        observations=_observations(known, observation, lock),
        lock=lock,
    )


def scores_by_date(chart: Chart) -> pd.DataFrame:
    """Return the scores of a chart as DAILY_SCORES, which the later rooms read."""
    people, scores = chart.people["person_id"], chart.scores
    return shape(
        pd.DataFrame(
            {
                "person_id": people.array[scores["person"].to_numpy()],
                "date": dates_of(scores["day"]),
                "score": scores["score"],
            }
        ),
        DAILY_SCORES,
    )


def _pain_groups(known: pd.Index, condition: pd.DataFrame, lock: int) -> pd.DataFrame:
    pain = condition[condition["pain_group"].notna()]
    columns = {name: pain[name] for name in ("pain_group", "mechanism")}
    return pain_group_history(
        _on_day(known, pain["person_id"], pain["condition_start_date"], lock, **columns)
    )


def _observations(known: pd.Index, observation: pd.DataFrame, lock: int) -> pd.DataFrame:
    read = observation[observation["observation_source_value"].isin(OBSERVED)]
    return _on_day(
        known,
        read["person_id"],
        read["observation_date"],
        lock,
        name=read["observation_source_value"],
        value=read["value_as_string"],
    )


def _orders(known: pd.Index, drug: pd.DataFrame, design: Design, lock: int) -> pd.DataFrame:
    same = same_drug(drug, design)
    start, end = drug["drug_exposure_start_date"], drug["drug_exposure_end_date"]
    return _periods(
        known,
        drug["person_id"],
        start,
        end.fillna(start),  # without an end an order covers the day it was written
        lock,
        same_drug=same,
        exposure=counts_as_exposure(drug, design),
        unclear=names_exposure(drug, design),
        # The exposure drug never counts as a covariate, or treatment would be adjusted away.
        opioid=has_class(drug["drug_class"], "opioid") & ~same,
        adjuvant=has_class(drug["drug_class"], "adjuvant") & ~same,
    )


def has_class(classes: pd.Series, name: str) -> pd.Series:
    """Return which rows name a class among those joined by + (each different text is split once)."""
    hits = [text for text in classes.dropna().unique() if name in text.split("+")]
    return classes.isin(hits).astype(bool)


def _on_day(
    known: pd.Index, person_id: pd.Series, date: pd.Series, lock: int, **columns: pd.Series
) -> pd.DataFrame:
    frame = pd.DataFrame(
        {"person": known.get_indexer(pd.Index(person_id)), "day": day_numbers(date), **_bare(columns)}
    )
    frame = frame[(frame["person"] >= 0) & (frame["day"] <= lock)]
    return frame.sort_values(["person", "day", *columns], ignore_index=True)


def _periods(
    known: pd.Index, person_id: pd.Series, start: pd.Series, end: pd.Series, lock: int, **columns: pd.Series
) -> pd.DataFrame:
    first = day_numbers(start)
    last: Numbers = np.clip(day_numbers(end), first, np.maximum(first, lock))
    frame = pd.DataFrame(
        {"person": known.get_indexer(pd.Index(person_id)), "first": first, "last": last, **_bare(columns)}
    )
    frame = frame[(frame["person"] >= 0) & (frame["first"] <= lock)]
    return frame.sort_values(["person", "first", "last"], ignore_index=True)


def _bare(columns: dict[str, pd.Series]) -> dict[str, pd.Series]:
    """Return the columns numbered from 0, so that rows line up by position."""
    return {name: column.reset_index(drop=True) for name, column in columns.items()}
