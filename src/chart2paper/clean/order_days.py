"""Which days an order covers."""

import pandas as pd

from chart2paper.reading.rules import Rule, by_unique, read_texts

# Without a stop date or a supply an order is taken to last one usual supply: a month, the usual quantity of a
# prescription for lasting pain (assumed). It is a rule of cleaning for every drug, told in docs/cleaning.md and marked
# in `end_rule`, and no choice of a study: the sensitivity grid varies choices on clean records, cleaned once.
USUAL_SUPPLY = 30
_LONGEST = 366


def whole_number(texts: pd.Series) -> pd.Series:
    """Reads a whole number up to 366, with or without the word days or refills."""
    found = texts.str.strip().str.lower().str.extract(r"^([0-9]{1,3})(?:\.0+)? ?(days?|refills?)?$")
    number = pd.to_numeric(found[0]).astype("float64")
    return number.where(number <= _LONGEST)


def no_number_entered(texts: pd.Series) -> pd.Series:
    """Sets aside an empty number."""
    return pd.Series("nothing entered", index=texts.index).where(texts.str.strip().eq(""))


COUNT_RULES = (
    Rule("days_supply, refills", whole_number, "30 days", "30", changes=False),
    Rule("days_supply, refills", no_number_entered, "", "nothing entered", refuses=True),
)


def read_count(texts: pd.Series) -> pd.DataFrame:
    """Return the reading of each count of days or refills: value, rule, reason, changed, text."""
    return by_unique(texts, _read_unique)


def _read_unique(texts: pd.Series) -> pd.DataFrame:
    reading = read_texts(texts, COUNT_RULES, "not a whole number", "float64")
    return reading.assign(text=reading["value"].astype("Int64").astype("string"))


def end_of_order(
    start: pd.Series, stop: pd.Series, days_supply: pd.Series, refills: pd.Series
) -> pd.DataFrame:
    """Return the last day an order covers (day) and how it was found (rule).

    The rules in order: the stop date; the supply with all refills; one usual supply of 30 days.
    A stop date before the start leaves the last day empty: the order covers no day for certain.
    """
    supplied = days_supplied(start, days_supply, refills)
    usual = one_supply_assumed(start)
    backwards = stop_before_start(start, stop)
    day = stop.fillna(supplied).fillna(usual).mask(backwards)
    rule = pd.Series("one_supply_assumed", index=start.index, dtype="string")
    rule = rule.mask(supplied.notna(), "days_supplied").mask(stop.notna(), "stop_date")
    return pd.DataFrame({"day": day, "rule": rule.mask(backwards, "stop_before_start")})


def days_supplied(start: pd.Series, days_supply: pd.Series, refills: pd.Series) -> pd.Series:
    """Ends an order without a stop date when its supply, with all refills, runs out."""
    days = days_supply.where(days_supply > 0) * (refills.fillna(0) + 1)
    return start + pd.to_timedelta(days - 1, unit="D")


def one_supply_assumed(start: pd.Series) -> pd.Series:
    """Ends an order with neither a stop date nor a supply after 30 days."""
    return start + pd.Timedelta(days=USUAL_SUPPLY - 1)


def stop_before_start(start: pd.Series, stop: pd.Series) -> pd.Series:
    """Empties a stop date that is before the start; the order then covers no day for certain."""
    return (stop < start).fillna(False).astype(bool)
