"""Visits: when they were and whether they took place."""

import pandas as pd

from chart2paper.clean.births import earliest_birth
from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.outcome import (
    Change,
    Cleaned,
    Refusal,
    change_of,
    optional_change,
    repeated,
    require_some,
    settle,
    where,
)
from chart2paper.reading.dates import ends_after_lock
from chart2paper.reading.listed_words import NOT_LISTED, read_words, words_of
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import blank
from chart2paper.tables.clean import VISIT
from chart2paper.tables.extract import EXTRACT_VISIT

BEFORE_BIRTH = "date is before birth"
SAME_VISIT = "visit id is used twice, with different content"


def clean_visit(frame: pd.DataFrame, person: pd.DataFrame, mapping: Mapping, data_lock_date: str) -> Cleaned:
    """Clean the extracted visits; `person` are the clean persons.

    No-shows and cancelled visits are kept with their status. A last day that is missing, unreadable or
    after the lock is the first day.
    """
    lock = pd.Timestamp(data_lock_date)
    start = read_date_column(frame, "visit_start_date", mapping, lock)
    end = read_date_column(frame, "visit_end_date", mapping, lock)
    status = read_words(
        frame["visit_status"], words_of(mapping, "visit_status"), f"visit status: {NOT_LISTED}"
    )
    require_dates(frame["visit_start_date"], start, "visit_start_date")
    todo = "list its words in the mapping: values: visit_status"
    require_some(
        status["value"].notna(),
        ~blank(frame["visit_status"]),
        "visit_status",
        "no visit status was understood",
        todo,
    )
    refusals = [
        Refusal("visit_start_date", start["reason"]),
        Refusal("visit_status", status["reason"]),
        Refusal("visit_start_date", before_birth(frame["person_id"], start["day"], person)),
    ]
    fit = pd.concat([refusal.reason for refusal in refusals], axis=1).isna().all(axis=1)
    refusals.append(Refusal("visit_occurrence_id", same_visit_twice(frame.assign(day=start["day"]), fit)))
    backwards = end_before_start(start["day"], end["day"])
    last = end["day"].mask(backwards).fillna(start["day"])
    return settle(
        frame,
        EXTRACT_VISIT,
        VISIT,
        {"visit_start_date": start["day"], "visit_end_date": last, "visit_status": status["value"]},
        refusals,
        [
            change_of("visit_start_date", start, start["text"]),
            _end_change(frame, end, backwards, start["text"]),
            change_of("visit_status", status, status["value"]),
        ],
    )


def before_birth(person_id: pd.Series, day: pd.Series, person: pd.DataFrame) -> pd.Series:
    """Sets aside a row whose date is before the person's birth date, or before the first day it may have been."""
    born = pd.Series(earliest_birth(person).to_numpy(), index=person["person_id"].astype("string"))
    return where((day < person_id.astype("string").map(born)).fillna(False), BEFORE_BIRTH)


def same_visit_twice(frame: pd.DataFrame, fit: pd.Series) -> pd.Series:
    """Sets aside a visit whose id another row already has; the one on the earliest day is kept.

    Exact duplicates were taken out before; these rows differ in some column.
    """
    return where(repeated(frame, ["visit_occurrence_id"], fit), SAME_VISIT)


def end_before_start(start: pd.Series, end: pd.Series) -> pd.Series:
    """Empties a last day that is before the first day."""
    return (end < start).fillna(False).astype(bool)


def require_dates(texts: pd.Series, reading: pd.DataFrame, column: str) -> None:
    """Raise `Problems` when dates were entered in a column and not one of them was understood."""
    todo = "check date_formats in the mapping, and the data lock date"
    require_some(reading["day"].notna(), ~blank(texts), column, "no date was understood", todo)


def _end_change(frame: pd.DataFrame, end: pd.DataFrame, backwards: pd.Series, start: pd.Series) -> Change:
    change = optional_change("visit_end_date", frame["visit_end_date"], end, end["text"])
    rule = change.rule.astype("string").mask(backwards, end_before_start.__name__)
    rule = rule.mask(ends_after_lock(end["reason"]), ends_after_lock.__name__)
    new = change.new.astype("string").mask(backwards | end["reason"].notna(), start.astype("string"))
    return Change("visit_end_date", rule, new)
