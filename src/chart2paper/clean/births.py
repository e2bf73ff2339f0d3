"""When people were born: to the day, or to within some days where the export says no more.

`birth_date` is then the middle of the days it may have been, and `birth_within_days` how far off it may be.
"""

import pandas as pd

from chart2paper.reading.rules import Rule, by_unique, read_texts

# How far the middle of a month, and of a year (2 July), is from its ends: a leap year begins a day earlier.
MONTH, YEAR, LEAP_YEAR = 16, 182, 183
OLDEST = 120
# Nobody in a chart is so old: systems that have no birth date write one of these years.
PLACEHOLDER_YEARS = (1899, 1900, 1901)
PLACEHOLDER_AGE = 105
# A birth date is a placeholder when more people share it than this, and than 20 times its part of 60 years.
FEWEST_SHARING = 10
DAYS_OF_BIRTHS = 60 * 365


def month_of_birth(texts: pd.Series) -> pd.Series:
    """Reads year and month of birth; the middle of the month stands for the day, which is at most 16 days off."""
    parts = texts.str.strip().str.extract(
        r"^(?:(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})|(?P<month2>[0-9]{1,2})/(?P<year2>[0-9]{4}))$"
    )
    year = pd.to_numeric(parts["year"].fillna(parts["year2"]))
    month = pd.to_numeric(parts["month"].fillna(parts["month2"]))
    known = month.between(1, 12)
    return _days(year[known], month[known], 15).reindex(texts.index)


def year_of_birth(texts: pd.Series) -> pd.Series:
    """Reads a year of birth; the middle of the year stands for the day, which is at most half a year off."""
    year = pd.to_numeric(texts.str.strip().str.extract(r"^((?:1[6-9]|20|21)[0-9]{2})(?:\.0+)?$")[0]).dropna()
    return _days(year, 7, 2).reindex(texts.index)


def birth_from_age(persons: pd.Series, visits: pd.DataFrame, day: pd.Series) -> pd.DataFrame:
    """Works out a birth date from the ages in completed years at the visits: the middle of the days that fit them all.

    Without a birth date only. `visits` has person_id and age_source_value, `day` their days. Returns day and
    within_days by person; ages that no single birth date fits tell nothing.
    """
    texts = visits["age_source_value"].astype("string").str.strip().str.lower()
    found = texts.str.extract(r"^([0-9]{1,3})(?:\.[0-9]+)? ?(?:y|yo|y/o|yrs?|years?)?(?: old)?$")[0]
    age = pd.to_numeric(found).astype("float64")
    known = pd.DataFrame({"person_id": visits["person_id"].astype("string"), "age": age, "day": day}).dropna()
    known = known[known["age"].between(0, OLDEST)]
    ages = known["age"].astype("int64")
    bounds = pd.DataFrame(
        {
            "person_id": known["person_id"],
            "first": _years_before(known["day"], ages + 1) + pd.Timedelta(days=1),
            "last": _years_before(known["day"], ages),
        }
    )
    span = bounds.groupby("person_id").agg(first=("first", "max"), last=("last", "min"))
    span = span[span["first"] <= span["last"]]
    width = (span["last"] - span["first"]).dt.days
    middle = span["first"] + pd.to_timedelta(width // 2, unit="D")
    by_person = pd.DataFrame({"day": middle.astype("datetime64[us]"), "within_days": width - width // 2})
    return by_person.reindex(persons.astype("string")).set_axis(persons.index)


def stated_over_89(persons: pd.Series, visits: pd.DataFrame) -> pd.Series:
    """Groups a person whose age at a visit is written as 90+, >89 or 90 and over."""
    texts = visits["age_source_value"].astype("string").str.strip().str.lower().fillna("")
    pattern = r"(?:90 ?\+|(?:>|over) ?89|(?:>=|≥) ?90|90 (?:and|or) (?:over|older|above))"
    over = visits.loc[texts.str.fullmatch(pattern).astype(bool), "person_id"].astype("string")
    return persons.astype("string").isin(over.unique()).astype(bool)


def placeholder_birth(birth: pd.Series, lock: pd.Timestamp) -> pd.Series:
    """Empties a birth in 1899, 1900 or 1901: systems write these years where they know no birth date."""
    old = lock.year - birth.dt.year > PLACEHOLDER_AGE
    placeholder: pd.Series = (birth.dt.year.isin(PLACEHOLDER_YEARS) & old).astype(bool)
    return placeholder


def birth_date_of_many(birth: pd.Series) -> pd.Series:
    """Empties a birth date that implausibly many people share: it stands for a date that is not known."""
    shared = shared_births(birth)
    return birth.isin(shared.index[shared > most_sharing(int(birth.notna().sum()))]).astype(bool)


def shared_births(birth: pd.Series) -> pd.Series:
    """Return how many people have each birth date, the most shared first."""
    return birth.dropna().value_counts()


def most_sharing(people: int) -> float:
    """Return how many of so many people may share a birth date before it is taken for a placeholder."""
    return max(FEWEST_SHARING, 20 * people / DAYS_OF_BIRTHS)


def only_years(birth: pd.Series) -> bool:
    """Return whether nine in ten birth dates are the same day of different years: they are years, not days."""
    known = birth.dropna()
    if len(known) < 2 * FEWEST_SHARING or known.dt.year.nunique() < 5:
        return False
    return bool(known.dt.strftime("%m-%d").value_counts().iloc[0] >= 0.9 * len(known))


def partial_births(texts: pd.Series) -> pd.DataFrame:
    """Return the reading of birth texts that hold no whole date: day (middle), within_days and rule."""
    return by_unique(texts, _read_partial)


PARTIAL_RULES = (
    Rule("birth_date", month_of_birth, "05/1960", "1960-05-15"),
    Rule("birth_date", year_of_birth, "1960", "1960-07-02"),
)


def _read_partial(texts: pd.Series) -> pd.DataFrame:
    reading = read_texts(texts, PARTIAL_RULES, "no whole date", "datetime64[us]")
    within = within_year(reading["value"]).mask(reading["rule"].eq(month_of_birth.__name__), MONTH)
    return pd.DataFrame({"day": reading["value"], "within_days": within, "rule": reading["rule"]})


def within_year(birth: pd.Series) -> pd.Series:
    """Return how far the middle of the year of birth may be off, in days; missing without a year."""
    leap = birth.dt.is_leap_year
    return pd.Series(YEAR, index=birth.index, dtype="float64").mask(leap, LEAP_YEAR).where(birth.notna())


def earliest_birth(people: pd.DataFrame) -> pd.Series:
    """Return the first day on which people may have been born."""
    return people["birth_date"] - _within(people)


def latest_birth(people: pd.DataFrame) -> pd.Series:
    """Return the last day on which people may have been born: by then they were, whatever the day was."""
    return people["birth_date"] + _within(people)


def _within(people: pd.DataFrame) -> pd.Series:
    # Simulated people, whose births are all days, need not say so.
    days = people.get("birth_within_days", pd.Series(0, index=people.index))
    return pd.to_timedelta(days.fillna(0).astype("int64"), unit="D")


def _days(year: pd.Series, month: pd.Series | int, day: int) -> pd.Series:
    parts = pd.DataFrame({"year": year, "month": month, "day": day}, index=year.index).astype("int64")
    return pd.to_datetime(parts, errors="coerce").astype("datetime64[us]")


def _years_before(day: pd.Series, years: pd.Series) -> pd.Series:
    """Return the same day so many years earlier (29 February: the 28th)."""
    parts = pd.DataFrame({"year": day.dt.year - years, "month": day.dt.month, "day": day.dt.day})
    found = pd.to_datetime(parts, errors="coerce")
    return found.fillna(pd.to_datetime(parts.assign(day=28), errors="coerce")).astype("datetime64[us]")
