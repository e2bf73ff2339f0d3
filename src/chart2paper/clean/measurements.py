"""Scores: which can be believed, and whose and when they are."""

from typing import NamedTuple

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.decimals import SCORE_COLUMNS, decimal_problems, with_points
from chart2paper.clean.outcome import (
    Change,
    Cleaned,
    Refusal,
    change_of,
    repeated,
    require_some,
    settle,
    where,
)
from chart2paper.clean.score_scale import scale_problems
from chart2paper.clean.scores import read_scores
from chart2paper.clean.visits import before_birth, require_dates
from chart2paper.problems import raise_if_any
from chart2paper.reading.listed_words import NOT_LISTED, read_words, words_of
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import blank
from chart2paper.tables.clean import MEASUREMENT
from chart2paper.tables.extract import EXTRACT_MEASUREMENT

MARKED_AS_ERROR = "entry was marked as an error"
OTHER_PERSON = "charted under a visit of another person"
OTHER_DAY = "charted more than one day away from the visit it belongs to"
NOT_HELD = "charted under a visit that did not take place"
SAME_READING = "same reading charted twice"
SAME_ENTRY = "entry id is used twice, with different content"
DAYS_FROM_VISIT = pd.Timedelta(days=1)


def clean_measurement(
    frame: pd.DataFrame,
    person: pd.DataFrame,
    visits: pd.DataFrame,
    words: pd.DataFrame,
    mapping: Mapping,
    data_lock_date: str,
    outcome: Outcome,
) -> Cleaned:
    """Clean the extracted scores of `outcome`; `person` and `visits` are clean, `words` is the list for its scores.

    Two different values of one kind at one time are both kept: nobody can tell which is right.
    The kind of score is a question, not a value: that the mapping translates it is not logged row by row.
    """
    raise_if_any(decimal_problems(frame, SCORE_COLUMNS, mapping))
    read = _read(frame, words, mapping, pd.Timestamp(data_lock_date), outcome)
    _require_readable(frame, read.day, read.kind, read.score, mapping, outcome)
    visit = visits_of(frame, visits)
    astray = visit_not_on_file(frame, visit)
    columns = {
        "visit_occurrence_id": frame["visit_occurrence_id"].mask(astray),
        "measurement_date": read.day["day"],
        "measurement_datetime": read.day["value"].where(read.day["has_time"]),
        "score_kind": read.kind["value"],
        "value_as_number": read.score["value"],
        "value_rule": read.score["rule"],
    }
    changes = [
        change_of("measurement_date", read.day, read.day["text"]),
        change_of("value_source_value", read.score, read.score["text"]),
        _visit_change(astray),
    ]
    refusals = _refusals(frame, read, person, visit, outcome)
    refusals += _repetitions(frame, read, refusals)
    return settle(frame, EXTRACT_MEASUREMENT, MEASUREMENT, columns, refusals, changes)


class _Read(NamedTuple):
    day: pd.DataFrame
    kind: pd.DataFrame
    mark: pd.DataFrame
    score: pd.DataFrame


def _read(
    frame: pd.DataFrame, words: pd.DataFrame, mapping: Mapping, lock: pd.Timestamp, outcome: Outcome
) -> _Read:
    """Read the columns; a decimal comma that was read as a point counts as changed."""
    value = with_points(frame, SCORE_COLUMNS, mapping)["value_source_value"]
    score = read_scores(value, words, outcome)
    comma = value.fillna("").ne(frame["value_source_value"].fillna("")).astype(bool)
    return _Read(
        read_date_column(frame, "measurement_date", mapping, lock),
        _listed(frame, "measurement_source_value", "kind of measurement", mapping),
        _listed(frame, "status_source_value", "status of the entry", mapping),
        score.assign(changed=score["changed"] | (comma & score["value"].notna())),
    )


def _listed(frame: pd.DataFrame, column: str, what: str, mapping: Mapping) -> pd.DataFrame:
    return read_words(frame[column], words_of(mapping, column), f"{what}: {NOT_LISTED}")


def _refusals(
    frame: pd.DataFrame, read: _Read, person: pd.DataFrame, visit: pd.DataFrame, outcome: Outcome
) -> list[Refusal]:
    day, people = read.day["day"], frame["person_id"]
    return [
        Refusal("measurement_source_value", read.kind["reason"]),
        Refusal("measurement_source_value", not_the_score(read.kind["value"], outcome)),
        Refusal("status_source_value", read.mark["reason"].where(~blank(frame["status_source_value"]))),
        Refusal("status_source_value", entry_marked_as_error(read.mark["value"])),
        Refusal("measurement_date", read.day["reason"]),
        Refusal("value_source_value", read.score["reason"]),
        Refusal("measurement_date", before_birth(people, day, person)),
        Refusal("visit_occurrence_id", visit_of_another_person(people, visit)),
        Refusal("measurement_date", charted_on_another_day(day, visit)),
        Refusal("visit_occurrence_id", visit_not_held(visit)),
    ]


def _repetitions(frame: pd.DataFrame, read: _Read, refusals: list[Refusal]) -> list[Refusal]:
    """Return what repeats a row that nothing else is wrong with."""
    fit = pd.concat([refusal.reason for refusal in refusals], axis=1).isna().all(axis=1)
    readings = frame.assign(
        when=read.day["value"], kind=read.kind["value"], value=read.score["value"], day=read.day["day"]
    )
    twice = same_reading_twice(readings, fit)
    again = same_entry_twice(readings, fit & twice.isna())
    return [Refusal("value_source_value", twice), Refusal("measurement_id", again)]


def _require_readable(
    frame: pd.DataFrame,
    day: pd.DataFrame,
    kind: pd.DataFrame,
    score: pd.DataFrame,
    mapping: Mapping,
    outcome: Outcome,
) -> None:
    require_dates(frame["measurement_date"], day, "measurement_date")
    is_score = kind["value"].notna() & ~kind["value"].eq("not_a_score")
    todo = "list the kinds of question in the mapping: values: measurement_source_value"
    entered = ~blank(frame["measurement_source_value"])
    require_some(
        is_score, entered, "measurement_source_value", f"no kind of {outcome.score} was recognised", todo
    )
    todo = "check which column holds the value, and the list of words for scores"
    entered = is_score & ~blank(frame["value_source_value"])
    require_some(
        score["value"].notna(), entered, "value_source_value", f"no {outcome.score} was understood", todo
    )
    raise_if_any(scale_problems(frame, is_score.fillna(False).astype(bool), score, mapping, outcome))


def not_the_score(kind: pd.Series, outcome: Outcome) -> pd.Series:
    """Sets aside what the mapping calls `not_a_score`, such as a goal, a location or a method."""
    return where(kind.eq("not_a_score"), not_a(outcome))


def not_a(outcome: Outcome) -> str:
    """Return why an answer to another question is set aside."""
    return f"not a {outcome.score} (goal, location, method or the like)"


def entry_marked_as_error(mark: pd.Series) -> pd.Series:
    """Sets aside an entry that the chart itself marks as an error."""
    return where(mark.eq("error"), MARKED_AS_ERROR)


def visits_of(frame: pd.DataFrame, visits: pd.DataFrame) -> pd.DataFrame:
    """Return the clean visit each row names: its person, first and last day and status; missing if unknown."""
    columns = ["person_id", "visit_start_date", "visit_end_date", "visit_status"]
    by_id = visits.set_index(visits["visit_occurrence_id"].astype("string"))[columns]
    return by_id.reindex(frame["visit_occurrence_id"].astype("string")).set_axis(frame.index)


def visit_of_another_person(person_id: pd.Series, visit: pd.DataFrame) -> pd.Series:
    """Sets aside a score charted under a visit of another person: whose score it is cannot be known."""
    other = visit["person_id"].notna() & visit["person_id"].astype("string").ne(person_id.astype("string"))
    return where(other.fillna(False), OTHER_PERSON)


def charted_on_another_day(day: pd.Series, visit: pd.DataFrame) -> pd.Series:
    """Sets aside a score dated more than one day before the visit it is charted under, or after it.

    It was typed into the wrong visit, and which of the two dates is right cannot be known. One day is
    allowed for entries made around midnight or on the next morning.
    """
    early = day < visit["visit_start_date"] - DAYS_FROM_VISIT
    late = day > visit["visit_end_date"] + DAYS_FROM_VISIT
    return where((early | late).fillna(False), OTHER_DAY)


def visit_not_held(visit: pd.DataFrame) -> pd.Series:
    """Sets aside a score charted under a no-show or a cancelled visit: nobody was there to be asked."""
    return where(visit["visit_status"].isin(["no_show", "cancelled"]), NOT_HELD)


def visit_not_on_file(frame: pd.DataFrame, visit: pd.DataFrame) -> pd.Series:
    """Empties a visit id that no clean visit has; the score stands, because it has a date of its own."""
    return ~blank(frame["visit_occurrence_id"]) & visit["person_id"].isna()


def same_reading_twice(readings: pd.DataFrame, fit: pd.Series) -> pd.Series:
    """Sets aside a score equal to another in person, visit, time, kind and value, such as under a second item id."""
    columns = ["person_id", "visit_occurrence_id", "when", "kind", "value"]
    return where(repeated(readings, columns, fit), SAME_READING)


def same_entry_twice(readings: pd.DataFrame, fit: pd.Series) -> pd.Series:
    """Sets aside an entry whose id the same person already has on that day."""
    return where(repeated(readings, ["person_id", "day", "measurement_id"], fit), SAME_ENTRY)


def _visit_change(astray: pd.Series) -> Change:
    rule = where(astray, visit_not_on_file.__name__)
    return Change("visit_occurrence_id", rule, pd.Series(pd.NA, index=astray.index, dtype="string"))
