"""How much of a drug a line orders: strength of one unit, and the highest daily dose."""

import re

import pandas as pd

from chart2paper.clean.pain_text import tidy_text

_N = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,7}(?:\.[0-9]+)?|\.[0-9]+)"
_MASS = r"(?:mg|milligrams?|mcg|ug|µg|μg|micrograms?|gm|grams?|g)"
_MG = {"m": 1.0, "u": 0.001, "µ": 0.001, "μ": 0.001, "g": 1000.0}
_AMOUNT = (
    rf"(?<![0-9.,])(?P<low>{_N}) ?(?:(?:-|/|to) ?(?P<high>{_N}) ?)?(?P<unit>{_MASS})\b"
    r"(?P<rate> ?/ ?h(?:r|our)?\b)?"
)
_COUNT_WORDS = {"half": "0.5", "one": "1", "two": "2", "three": "3", "four": "4"}
_C = rf"(?:{_N}|half|one|two|three|four)"
_UNITS = r"(?:tab|cap|pill|supp|ptch|patch|film|loz)[a-z]*(?:\(s\))?"
_COUNT = rf"(?<![0-9./-])(?P<low>{_C}) ?(?:(?:-|to|or) ?(?P<high>{_C}) ?)?(?:an? )?{_UNITS}"
_QUANTITY = rf"(?:disp\w*|qty|quantity|supply|#) ?:? ?#? ?{_N}(?: ?{_UNITS})?"
_MOST_UNITS = 10
_TITRATION = r"titrat|increas|up to|\bthen\b|advanc|taper"
_STEP = (
    rf"\b(?:by|in steps of) {_N} ?{_MASS}"
    r"(?: (?:weekly|daily|every [a-z0-9 ]{1,12}?(?:weeks?|days?)|each week|per week|a week))?"
)
_PACE = (
    r"\b(?:weekly|every (?:[0-9]+ )?weeks?|each week|per week|a week|every (?:[0-9]+ )?days?"
    r"|x ?[0-9]+ (?:weeks?|days?)|for [0-9]+ (?:weeks?|days?))\b"
)
FREQUENCIES = (
    (2.0, r"\b(?:qam|morning)\b.*\b(?:qhs|hs|bedtime|night|evening|qpm)\b"),
    (4.0, r"\b(?:qid|q\.i\.d\.?|(?:four|4) ?(?:times|x)|4x)\b"),
    (3.0, r"\b(?:tid|t\.i\.d\.?|(?:three|3) ?(?:times|x)|3x)\b"),
    (2.0, r"\b(?:bid|b\.i\.d\.?|twice|(?:two|2) ?(?:times|x)|2x)\b"),
    (0.5, r"\b(?:qod|every other day|every 2 days)\b"),
    (1 / 28, r"\b(?:monthly|every (?:4|four) weeks|q4 ?w(?:eeks)?|every month|once a month)\b"),
    (1 / 7, r"\b(?:weekly|every week|once a week|per week|each week|every 7 days)\b"),
    (
        1.0,
        r"\b(?:qd|q\.d\.?|daily|once|every day|per day|a day|qam|morning)\b"
        r"|\b(?:qhs|q\.h\.s\.?|hs|bedtime|nightly|night|evening|qpm)\b"
        r"|/ ?day\b",
    ),
)


def read_doses(orders: pd.DataFrame) -> pd.DataFrame:
    """Return strength_mg, daily_dose_mg, rule and text of each order.

    `orders` has the texts line, strength, dose, unit and sig, `named` (number of ingredients) and `times_per_day`
    (the drug list's, missing where a frequency must be written). Distinct orders are read once.
    A dose that no rule reads is missing. Units: mg and mg per day.
    """
    keys = ["line", "strength", "dose", "unit", "sig", "named", "times_per_day"]
    texts = orders[keys].assign(**{name: orders[name].astype("string").fillna("") for name in keys[:5]})
    distinct = texts.drop_duplicates().reset_index(drop=True)
    read = pd.concat([distinct[keys], _read_distinct(distinct)], axis=1)
    return texts.merge(read, on=keys, how="left").set_axis(orders.index)[
        ["strength_mg", "daily_dose_mg", "rule", "text"]
    ]


def _read_distinct(orders: pd.DataFrame) -> pd.DataFrame:
    line, strength_text, dose, unit, sig = (
        tidy_text(orders[name]) for name in ("line", "strength", "dose", "unit", "sig")
    )
    directions = (line + " ; " + sig).str.replace(_QUANTITY, " ", regex=True)
    strength = strength_of_product(strength_text).fillna(strength_of_product(line))
    rate = patch_rate(strength_text).fillna(patch_rate(line))
    single = orders["named"] <= 1
    times = times_per_day(directions).fillna(orders["times_per_day"])
    per_take = {
        "dose_in_mg": dose_in_mg(dose, unit),
        "count_in_dose": count_in_dose(dose, unit) * strength,
        "directions_in_mg": directions_in_mg(sig).where(single),
        "count_in_directions": count_in_directions(line, sig) * strength,
        "one_unit": one_unit(line, strength_text, strength, single).mask(dose.ne("")),
    }
    daily = pd.Series(float("nan"), index=orders.index)
    rule = pd.Series(pd.NA, index=orders.index, dtype="string")
    goal = titration_goal(line, sig, strength) * times_in_titration(directions).fillna(
        orders["times_per_day"]
    )
    for name, amount in {
        "patch_rate": rate * 24,
        "titration_goal": goal,
        **{name: amount * times for name, amount in per_take.items()},
    }.items():
        new = rule.isna() & amount.notna()
        daily, rule = daily.mask(new, amount), rule.mask(new, name)
    text = _shown([orders[name].str.strip() for name in ("line", "strength", "dose", "unit", "sig")])
    return pd.DataFrame(
        {
            "strength_mg": strength.mask(rate.notna()),
            "daily_dose_mg": daily,
            "rule": rule,
            "text": text,
        }
    )


def _shown(texts: list[pd.Series]) -> pd.Series:
    """Join the texts that are not empty by bars, as the log shows them."""
    joined = texts[0]
    for text in texts[1:]:
        joined = joined + (" | " + text).where(text.ne(""), "")
    return joined.astype("string")


def _number(texts: pd.Series) -> pd.Series:
    plain = texts.astype("object").str.replace(",", "", regex=False).replace(_COUNT_WORDS)
    return pd.to_numeric(plain).astype("float64")


def _mg(numbers: pd.Series, units: pd.Series) -> pd.Series:
    """Convert to mg; `mcg`, `micrograms` and `ug` are thousandths of a mg, `g` and `gm` thousands."""
    micro = units.str.match(r"mc|mic").fillna(False).astype(bool)
    return numbers * units.str.slice(0, 1).map(_MG).astype("float64").mask(micro, 0.001)


def strength_of_product(texts: pd.Series) -> pd.Series:
    """Reads the strength of one unit, in mg: the first amount with a unit of mass; of a combination the first part."""
    found = texts.str.extract(_AMOUNT)
    return _mg(_number(found["low"]), found["unit"]).where(found["rate"].isna())


def patch_rate(texts: pd.Series) -> pd.Series:
    """Reads the rate of a patch, in mg per hour; worn all day it gives 24 times that."""
    found = texts.str.extract(_AMOUNT)
    return _mg(_number(found["low"]), found["unit"]).where(found["rate"].notna())


def highest_mg(texts: pd.Series) -> pd.Series:
    """Reads the highest amount of mass in a text, in mg; of a range the higher end."""
    found = texts.str.extractall(_AMOUNT)
    amounts = _mg(_number(found["high"].fillna(found["low"])), found["unit"]).where(found["rate"].isna())
    return amounts.groupby(level=0).max().reindex(texts.index)


def dose_in_mg(dose: pd.Series, unit: pd.Series) -> pd.Series:
    """Reads a dose column with its unit of mass, in mg; of a range (325-650) the higher end."""
    return highest_mg((dose + " " + unit).where(~dose.str.contains(_MASS, regex=True).astype(bool), dose))


def count_in_dose(dose: pd.Series, unit: pd.Series) -> pd.Series:
    """Reads a dose column that counts tablets, capsules, patches or the like, times their strength; of a range
    the higher end."""
    return count_of_units(dose + " " + unit)


def directions_in_mg(sig: pd.Series) -> pd.Series:
    """Reads a dose in mg from the directions of a single drug; of a range the higher end."""
    return highest_mg(sig)


def count_in_directions(line: pd.Series, sig: pd.Series) -> pd.Series:
    """Reads how many units the directions, or else the line, say to take at a time, times their strength."""
    return count_of_units(sig).fillna(count_of_units(line))


def one_unit(line: pd.Series, strength_text: pd.Series, strength: pd.Series, single: pd.Series) -> pd.Series:
    """Takes one unit of the product where no amount is stated; a range in the line of one drug is its dose."""
    return strength.mask(single & strength_text.eq(""), highest_mg(line))


def count_of_units(texts: pd.Series) -> pd.Series:
    """Reads how many units are taken at a time; of a range the higher number.

    More than ten at a time is a quantity dispensed, not a dose.
    """
    found = texts.str.replace(_QUANTITY, " ", regex=True).str.extract(_COUNT)
    count = _number(found["high"].fillna(found["low"]))
    return count.where((count > 0) & (count <= _MOST_UNITS))


def times_per_day(texts: pd.Series) -> pd.Series:
    """Reads how often a day: every so many hours (of a range the shorter interval), or words such as bid and qhs."""
    hours = texts.str.extract(
        r"\b(?:q|every) ?([0-9]{1,2})(?: ?(?:-|to) ?[0-9]{1,2})? ?(?:h|hr|hrs|hours?)\b"
    )[0]
    interval = _number(hours)
    times = 24 / interval.where(interval > 0)
    for per_day, words in FREQUENCIES:
        times = times.mask(times.isna() & texts.str.contains(words, regex=True).astype(bool), per_day)
    return times


def times_in_titration(texts: pd.Series) -> pd.Series:
    """Reads how often a day where the dose is stepped up; the pace of the steps (weekly) is not a frequency."""
    return times_per_day(texts.str.replace(_STEP, " ", regex=True).str.replace(_PACE, " ", regex=True))


def titration_goal(line: pd.Series, sig: pd.Series, strength: pd.Series) -> pd.Series:
    """Reads the highest dose that a titration orders, in mg or as a count of units.

    The size of the steps does not count.
    """
    text = line + " ; " + sig
    # The product's own strength comes first and may exceed the goal (50 mg tablets, titrate to 4.5 mg).
    after = text.str.extract(rf"(?:{_TITRATION})(.*)$", flags=re.DOTALL)[0].fillna("")
    after = after.str.replace(_STEP, " ", regex=True)
    counted = after.str.extractall(_COUNT)
    count = _number(counted["high"].fillna(counted["low"])).groupby(level=0).max().reindex(text.index)
    return highest_mg(after).fillna(count.where(count <= _MOST_UNITS) * strength)
