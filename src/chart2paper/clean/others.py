"""Procedures and observations: their dates; the rest is kept as written."""

from collections.abc import Sequence

import pandas as pd

from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.outcome import Cleaned, Refusal, change_of, repeated, settle, where
from chart2paper.clean.several_in_a_cell import finding_problems
from chart2paper.clean.visits import before_birth, require_dates
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import blank
from chart2paper.tables.clean import OBSERVATION, PROCEDURE
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import EXTRACT_OBSERVATION, EXTRACT_PROCEDURE

SAME_ROW = "row id is used twice by one person on one day"
NOTHING_NAMED = "nothing named"


def clean_procedure(
    frame: pd.DataFrame, person: pd.DataFrame, mapping: Mapping, data_lock_date: str
) -> Cleaned:
    """Clean the extracted procedures; `person` are the clean persons."""
    return _clean_dated(
        frame, EXTRACT_PROCEDURE, PROCEDURE, "procedure_date", person, mapping, pd.Timestamp(data_lock_date)
    )


def clean_observation(
    frame: pd.DataFrame, person: pd.DataFrame, mapping: Mapping, data_lock_date: str
) -> Cleaned:
    """Clean the extracted observations; `person` are the clean persons."""
    return _clean_dated(
        frame,
        EXTRACT_OBSERVATION,
        OBSERVATION,
        "observation_date",
        person,
        mapping,
        pd.Timestamp(data_lock_date),
    )


def _clean_dated(
    frame: pd.DataFrame,
    source: Table,
    target: Table,
    date: str,
    person: pd.DataFrame,
    mapping: Mapping,
    lock: pd.Timestamp,
) -> Cleaned:
    named = f"{date.removesuffix('_date')}_source_value"
    raise_if_any(finding_problems(frame, named, source.name, mapping))
    day = read_date_column(frame, date, mapping, lock)
    require_dates(frame[date], day, date)
    refusals = [
        Refusal(date, day["reason"]),
        Refusal(named, nothing_named(frame[named])),
        Refusal(date, before_birth(frame["person_id"], day["day"], person)),
    ]
    refusals.append(same_row_twice(frame, source, day["day"], refusals, also=named))
    return settle(frame, source, target, {date: day["day"]}, refusals, [change_of(date, day, day["text"])])


def nothing_named(texts: pd.Series) -> pd.Series:
    """Sets aside a row that does not say what was done, seen or ordered."""
    return where(blank(texts), NOTHING_NAMED)


def same_row_twice(
    frame: pd.DataFrame, source: Table, day: pd.Series, refusals: Sequence[Refusal], also: str | None = None
) -> Refusal:
    """Sets aside a row whose id the same person already has on that day."""
    own = f"{source.name}_id"
    fit = pd.concat([refusal.reason for refusal in refusals], axis=1).isna().all(axis=1)
    columns = ["person_id", "day", own] + ([also] if also and also in source.key else [])
    return Refusal(own, where(repeated(frame.assign(day=day), columns, fit), SAME_ROW))
