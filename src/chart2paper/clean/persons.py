"""Persons: birth date, sex, and who is over 89."""

import pandas as pd

from chart2paper.clean.dates import read_dates
from chart2paper.clean.outcome import Change, Cleaned, optional_change, require_some, settle, where
from chart2paper.clean.rules import NOT_UNDERSTOOD, blank
from chart2paper.clean.words import read_words, words_of
from chart2paper.dictionary.clean import PERSON
from chart2paper.dictionary.extract import EXTRACT_PERSON
from chart2paper.mapping import Mapping

OLDEST = 120


def clean_person(frame: pd.DataFrame, visits: pd.DataFrame, mapping: Mapping, data_lock_date: str) -> Cleaned:
    """Clean the extracted persons; `visits` are the extracted visits (for the age at the first one).

    No person is set aside: birth date and sex are emptied where they cannot be believed, and logged.
    The log names the rule that read or emptied a birth date and its row, but never shows the date.
    """
    lock = pd.Timestamp(data_lock_date)
    born = read_dates(frame["birth_date"], mapping.date_formats, lock, first=None)
    birth = born["day"]
    if mapping.over_89_birth_shift:
        first_visit = first_day(frame["person_id"], visits, mapping, lock)
        emptied_by = where(age_cannot_be_checked(birth, first_visit), age_cannot_be_checked.__name__).astype(
            "string"
        )
        over_89 = over_89_by_birth_shift(birth, first_visit)
        emptied_by = emptied_by.mask(over_89, over_89_by_birth_shift.__name__)
    else:
        emptied_by = where(older_than_anyone(birth, lock), older_than_anyone.__name__).astype("string")
        over_89 = over_89_at_data_lock(birth, lock)
        emptied_by = emptied_by.mask(over_89, over_89_at_data_lock.__name__)
    sex = read_words(frame["gender_source_value"], words_of(mapping, "gender_source_value"))
    entered = ~blank(frame["gender_source_value"])
    todo = "list its words in the mapping: values: gender_source_value"
    require_some(sex["value"].notna(), entered, "gender_source_value", "no sex was understood", todo)
    return settle(
        frame,
        EXTRACT_PERSON,
        PERSON,
        {"birth_date": birth.where(emptied_by.isna()), "over_89": over_89, "sex": sex["value"]},
        [],
        [
            _birth_change(frame["birth_date"], born, emptied_by),
            optional_change("gender_source_value", frame["gender_source_value"], sex, sex["value"]),
        ],
    )


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
    return (days.dt.year - birth.dt.year - before_birthday).where(days.notna() & birth.notna())


def first_day(persons: pd.Series, visits: pd.DataFrame, mapping: Mapping, lock: pd.Timestamp) -> pd.Series:
    """Return the first day of any visit of each person, missing where there is none."""
    starts = read_dates(visits["visit_start_date"], mapping.date_formats, lock)["day"]
    first = starts.groupby(visits["person_id"].astype("string")).min()
    return persons.astype("string").map(first).astype("datetime64[us]")


def _birth_change(raw: pd.Series, born: pd.DataFrame, emptied_by: pd.Series) -> Change:
    """Log what was done, not the date: the clean table holds it where ages need it, and nothing else does."""
    rule = born["rule"].astype("string").where(born["changed"])
    rule = rule.mask(born["reason"].notna() & ~blank(raw), NOT_UNDERSTOOD)
    rule = rule.mask(emptied_by.notna(), emptied_by.astype("string"))
    nothing = pd.Series(pd.NA, index=raw.index, dtype="string")
    return Change("birth_date", rule, nothing, nothing)
