"""Which drug a line of the medication list orders: ingredients, class and route."""

from collections.abc import Sequence
from functools import partial

import numpy as np
import pandas as pd

from chart2paper.clean.drug_hints import Hints
from chart2paper.clean.drug_names import DrugNames
from chart2paper.clean.drug_reading import Line, joined, read_directions, read_line, with_directions
from chart2paper.clean.score_text import tidy_text
from chart2paper.reading.rules import by_unique

# Parts line and directions where both are read together; no text of an export holds it.
_BETWEEN = "\x1f"
ROUTES = (
    (
        "injection",
        r"\b(?:im|iv|sc|sq|subq|subcut|subcutaneous|intramuscular|inj|injection|injectable|ivpca|vial"
        r"|syringe)\b",
    ),
    ("transdermal", r"\b(?:patch|patches|transdermal|td)\b"),
    ("topical", r"\b(?:cream|gel|ointment|lotion|topical|topically|jelly)\b"),
    (
        "other",
        r"\b(?:supp|suppository|rectal|intranasal|nasal|sublingual|buccal|film|implant|pump|intrathecal"
        r"|epidural)\b",
    ),
    (
        "oral",
        r"\b(?:po|oral|by mouth|tabs?|tablets?|caps?|capsules?|elixir|liquid|soln|solution|suspension)\b",
    ),
)


def ingredients_of_line(lines: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    """Reads the drug a line orders, by whole words of the drug list; of a combination product all ingredients.

    Returns, by line
    ingredient: several joined by + in alphabetical order, or why there is none: `not_listed` (no name of the
    list),
        `not_understood` (several orders in one line, or unclear whether it orders the drug), `not_ordered`
        (the drug was
        stopped, taken before, declined ...).
    why: the rule: one of the constants of `drug_reading`.
    may_name: ingredients, joined by +, that the line names or may name beside the order: drugs stopped,
    continued or not
        understood, and drugs one letter apart. Drugs that were clearly never taken (declined, considered) are
        not in it.
    text: the line without what it says of other drugs (in lower case where that is cut away or nothing is
    read).
    drug_class, route, times_per_day: the drug list's, brand names before generic names.
    named: how many ingredients. low_dose: the name stands for a low dose. lowest_daily_mg, highest_daily_mg:
    the plausible range.
    Words are whole, so methylnaltrexone is never naltrexone. Each distinct line is read once.
    """
    return ingredients_of_order(lines, pd.Series("", index=lines.index), drugs)


def ingredients_of_order(lines: pd.Series, directions: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    """Return `ingredients_of_line`, given the directions (sig) beside each line too.

    Directions that say of the order that it was declined or stopped count; drugs that they name are never the
    drug ordered, but
    may_name has them. Also returns directions: without what they say of other drugs.
    """
    pairs = lines.astype("string").fillna("") + _BETWEEN + directions.astype("string").fillna("")
    return by_unique(pairs, partial(_read_unique, drugs=drugs))


def _read_unique(texts: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    names, hints = DrugNames(drugs), Hints(drugs)
    pairs = [(line, directions) for line, _, directions in (text.partition(_BETWEEN) for text in texts)]
    lines = {line: read_line(line, names, hints) for line in dict.fromkeys(line for line, _ in pairs)}
    beside = {text: read_directions(text, names, hints) for text in dict.fromkeys(text for _, text in pairs)}
    read = [with_directions(lines[line], beside[directions]) for line, directions in pairs]
    columns_read = {
        "ingredient": [line.ingredient for line in read],
        "why": [line.why for line in read],
        "may_name": [joined(line.may_name) for line in read],
        "text": [line.text for line in read],
        "directions": [line.directions for line in read],
    }
    columns = {
        name: pd.Series(values, index=texts.index, dtype="string") for name, values in columns_read.items()
    }
    named = pd.Series([len(line.ingredients) for line in read], index=texts.index, dtype="int64")
    return pd.DataFrame({**columns, "named": named}).join(_facts(read, drugs, texts.index))


def _facts(read: Sequence[Line], drugs: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Return what the drug list says of each line's drug: a brand name tells more than the ingredient beside it."""
    generic = drugs["name"].eq(drugs["ingredient"])
    best = [min(line.rows, key=lambda row: (generic[row], drugs["name"][row]), default=-1) for line in read]
    facts = drugs.reindex(best)[["route", "times_per_day"]].set_axis(index)
    classes = [
        joined(part for row in line.rows for part in str(drugs["drug_class"][row]).split("+"))
        for line in read
    ]
    return facts.assign(drug_class=pd.Series(classes, index=index, dtype="string")).join(
        _plausible(read, drugs, index)
    )


def _plausible(read: Sequence[Line], drugs: pd.DataFrame, index: pd.Index) -> pd.DataFrame:
    """Return the narrowest range that the names of one drug give (LDN beside naltrexone: that of LDN), and low_dose.

    A combination has the range of the first name, whose strength comes first.
    """
    low, high = drugs["lowest_daily_mg"].to_numpy(), drugs["highest_daily_mg"].to_numpy()
    usual = drugs[drugs["name"].eq(drugs["ingredient"])].set_index("ingredient")["highest_daily_mg"]
    rows = [list(line.rows) if len(line.ingredients) == 1 else list(line.rows[:1]) for line in read]
    none = float("nan")
    lowest = pd.Series([np.fmax.reduce(low[r], initial=none) for r in rows], index=index, dtype="float64")
    highest = pd.Series([np.fmin.reduce(high[r], initial=none) for r in rows], index=index, dtype="float64")
    of_drug = pd.Series([line.ingredient for line in read], index=index).map(usual).astype("float64")
    return pd.DataFrame(
        {"lowest_daily_mg": lowest, "highest_daily_mg": highest, "low_dose": highest < of_drug}
    )


def route_of_line(lines: pd.Series) -> pd.Series:
    """Reads the route from words of the line (patch, injection, cream, cap ...); the first kind found counts."""
    return by_unique(lines, _routes_of_unique)["route"]


def _routes_of_unique(texts: pd.Series) -> pd.DataFrame:
    tidy = tidy_text(texts)
    route = pd.Series(pd.NA, index=tidy.index, dtype="string")
    for name, pattern in ROUTES:
        route = route.mask(route.isna() & tidy.str.contains(pattern, regex=True).astype(bool), name)
    return pd.DataFrame({"route": route})
