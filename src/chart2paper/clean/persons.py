"""Persons: birth date, sex, and who is over 89."""

import pandas as pd

from chart2paper.clean.births import (
    OLDEST,
    birth_date_of_many,
    birth_from_age,
    earliest_birth,
    only_years,
    partial_births,
    placeholder_birth,
    stated_over_89,
    within_year,
)
from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.outcome import Change, Cleaned, optional_change, require_some, settle
from chart2paper.problems import Problems
from chart2paper.reading.listed_words import read_words, words_of
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.mapping.births import no_births
from chart2paper.reading.rules import NOT_UNDERSTOOD, blank
from chart2paper.tables.clean import PERSON
from chart2paper.tables.extract import EXTRACT_PERSON


def clean_person(frame: pd.DataFrame, visits: pd.DataFrame, mapping: Mapping, data_lock_date: str) -> Cleaned:
    """Clean the extracted persons; `visits` are the extracted visits (for the age at the first one).

    No person is set aside: birth date and sex are emptied where they cannot be believed, and logged.
    The log names the rule that read or emptied a birth date and its row, but never shows the date.
    Raises `Problems` where not one person has a date or year of birth, or an age at a visit.
    """
    lock = pd.Timestamp(data_lock_date)
    births = read_births(frame, visits, mapping, lock)
    over_89, emptied_by = _unbelievable(frame, births, visits, mapping, lock)
    sex = read_words(frame["gender_source_value"], words_of(mapping, "gender_source_value"))
    entered = ~blank(frame["gender_source_value"])
    todo = "list its words in the mapping: values: gender_source_value"
    require_some(sex["value"].notna(), entered, "gender_source_value", "no sex was understood", todo)
    believed = births["birth_date"].notna() & emptied_by.isna()
    return settle(
        frame,
        EXTRACT_PERSON,
        PERSON,
        {
            "birth_date": births["birth_date"].where(believed),
            "birth_within_days": births["birth_within_days"].where(believed),
            "over_89": over_89,
            "sex": sex["value"],
        },
        [],
        [
            _birth_change(births["rule"], emptied_by),
            optional_change("gender_source_value", frame["gender_source_value"], sex, sex["value"]),
        ],
    )


def read_births(
    frame: pd.DataFrame, visits: pd.DataFrame, mapping: Mapping, lock: pd.Timestamp
) -> pd.DataFrame:
    """Return birth_date, birth_within_days and the rule that read it (missing where nothing was changed), by person.

    A whole date counts first, then a year or month of birth, then the ages at the visits.
    """
    whole = read_date_column(frame, "birth_date", mapping, lock, first=None)
    born = pd.DataFrame(
        {
            "birth_date": whole["day"],
            "birth_within_days": pd.Series(0.0, index=frame.index).where(whole["day"].notna()),
            "rule": whole["rule"].astype("string").where(whole["changed"]),
        }
    )
    if only_years(born["birth_date"]):
        born = _as_years(born)
    partial = partial_births(frame["birth_date"].where(born["birth_date"].isna()))
    partial = partial.where(partial["day"] <= lock)
    born = _filled(born, partial["day"], partial["within_days"], partial["rule"].astype("string"))
    ages = birth_from_age(frame["person_id"], visits, _visit_days(visits, mapping, lock))
    born = _filled(born, ages["day"], ages["within_days"], birth_from_age.__name__)
    not_read = ~blank(frame["birth_date"]) & born["birth_date"].isna()
    nobody = len(born) > 0 and born["birth_date"].isna().all() and blank(frame["birth_date"]).all()
    if nobody and not stated_over_89(frame["person_id"], visits).any():
        raise Problems([no_births(mapping)])
    return born.assign(rule=born["rule"].mask(not_read, NOT_UNDERSTOOD))


def birth_day_not_kept(birth: pd.Series) -> pd.Series:
    """Takes birth dates for years of birth where nearly everybody is born on one day of the year, such as 1 January."""
    return pd.to_datetime(pd.DataFrame({"year": birth.dt.year, "month": 7, "day": 2}), errors="coerce")


def _as_years(born: pd.DataFrame) -> pd.DataFrame:
    year = birth_day_not_kept(born["birth_date"]).astype("datetime64[us]")
    return born.assign(
        birth_date=year,
        birth_within_days=within_year(year),
        rule=born["rule"].mask(year.notna(), birth_day_not_kept.__name__),
    )


def _filled(born: pd.DataFrame, day: pd.Series, within: pd.Series, rule: pd.Series | str) -> pd.DataFrame:
    new = born["birth_date"].isna() & day.notna()
    return born.assign(
        birth_date=born["birth_date"].mask(new, day),
        birth_within_days=born["birth_within_days"].mask(new, within),
        rule=born["rule"].mask(new, rule),
    )


def _unbelievable(
    frame: pd.DataFrame, births: pd.DataFrame, visits: pd.DataFrame, mapping: Mapping, lock: pd.Timestamp
) -> tuple[pd.Series, pd.Series]:
    """Return who is over 89, and the name of the rule that empties each birth date (missing: it stands)."""
    birth = births["birth_date"]
    over_89 = pd.Series(False, index=frame.index)
    emptied_by = pd.Series(pd.NA, index=frame.index, dtype="string")
    if mapping.over_89_birth_shift:
        first_visit = first_day(frame["person_id"], visits, mapping, lock)
        emptied_by = emptied_by.mask(
            age_cannot_be_checked(birth, first_visit), age_cannot_be_checked.__name__
        )
        over_89 = over_89_by_birth_shift(birth, first_visit)
        return over_89, emptied_by.mask(over_89, over_89_by_birth_shift.__name__)
    to_the_day = birth.where(births["birth_within_days"].eq(0))
    for rule, empty in (
        (older_than_anyone, older_than_anyone(birth, lock)),
        (birth_date_of_many, birth_date_of_many(to_the_day)),
        (placeholder_birth, placeholder_birth(birth, lock)),
    ):
        emptied_by = emptied_by.mask(empty, rule.__name__)
    grouped = over_89_at_data_lock(earliest_birth(births), lock) & emptied_by.isna()
    emptied_by = emptied_by.mask(grouped, over_89_at_data_lock.__name__)
    stated = stated_over_89(frame["person_id"], visits)
    return grouped | stated, emptied_by.mask(stated, stated_over_89.__name__)


def over_89_at_data_lock(birth: pd.Series, lock: pd.Timestamp) -> pd.Series:
    """Groups a person who has turned 90 by the data lock date, the oldest age that could be shown.

    The birth date is emptied and `over_89` set, as the HIPAA Safe Harbor rule asks (45 CFR 164.514).
    """
    return age_on(lock, birth).between(90, OLDEST).astype(bool)


def older_than_anyone(birth: pd.Series, lock: pd.Timestamp) -> pd.Series:
    """Empties a birth date that would make the person older than 120 at the data lock date."""
    return (age_on(lock, birth) > OLDEST).astype(bool)


def over_89_by_birth_shift(birth: pd.Series, first_visit: pd.Series) -> pd.Series:
    """Groups a person whose age at the first visit is over 120, where the source moves birth dates far back.

    Such a source (MIMIC-III) has itself moved everybody who was ever over 89, so all other ages stand.
    """
    return (age_on(first_visit, birth) > OLDEST).astype(bool)


def age_cannot_be_checked(birth: pd.Series, first_visit: pd.Series) -> pd.Series:
    """Empties a birth date from a source that moves birth dates where there is no visit to measure the age at."""
    return birth.notna() & first_visit.isna()


def age_on(day: pd.Timestamp | pd.Series, birth: pd.Series) -> pd.Series:
    """Return completed years of age on `day`; missing where a date is missing."""
    days = pd.Series(day, index=birth.index) if isinstance(day, pd.Timestamp) else day
    before_birthday = (days.dt.month < birth.dt.month) | (
        (days.dt.month == birth.dt.month) & (days.dt.day < birth.dt.day)
    )
    years: pd.Series = (days.dt.year - birth.dt.year - before_birthday).where(days.notna() & birth.notna())
    return years


def first_day(persons: pd.Series, visits: pd.DataFrame, mapping: Mapping, lock: pd.Timestamp) -> pd.Series:
    """Return the first day of any visit of each person, missing where there is none."""
    starts = _visit_days(visits, mapping, lock)
    first = starts.groupby(visits["person_id"].astype("string")).min()
    return persons.astype("string").map(first).astype("datetime64[us]")


def _visit_days(visits: pd.DataFrame, mapping: Mapping, lock: pd.Timestamp) -> pd.Series:
    return read_date_column(visits, "visit_start_date", mapping, lock)["day"]


def _birth_change(rule: pd.Series, emptied_by: pd.Series) -> Change:
    """Log what was done, not the date: the clean table holds it where ages need it, and nothing else does."""
    nothing = pd.Series(pd.NA, index=rule.index, dtype="string")
    return Change("birth_date", rule.mask(emptied_by.notna(), emptied_by), nothing, nothing)
