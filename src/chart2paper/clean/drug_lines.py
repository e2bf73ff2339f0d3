"""Which drug a line of the medication list names: ingredients, class and route."""

import re
from functools import partial

import pandas as pd

from chart2paper.clean.pain_text import tidy_text
from chart2paper.clean.rules import by_unique

NOT_LISTED = "not_listed"
# What follows is about other drugs, or directions: a drug named there is not what the line orders.
_ASIDE = re.compile(
    r";| - |\b(?:do not|don't|avoid|instead|in place of|replac\w*|switch\w*|stop\w*|hold|with caution|titrat\w*"
    r"|not with|allerg\w*)\b.*"
)
ROUTES = (
    (
        "injection",
        r"\b(?:im|iv|sc|sq|subq|subcut|subcutaneous|intramuscular|inj|injection|injectable|ivpca|vial|syringe)\b",
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
    """Reads the drugs a line names: whole words of the drug list, the longest name first.

    Returns ingredient (several joined by + in alphabetical order; `not_listed` where no name of the
    list is found), drug_class, route and times_per_day (the drug list's, brand names before generic names)
    and named (how many ingredients). Words are whole, so methylnaltrexone is never naltrexone.
    Each distinct line is read once.
    """
    return by_unique(lines, partial(_read_unique, drugs=drugs))


def _read_unique(texts: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    lines = tidy_text(texts)
    named = lines.str.replace(_ASIDE, "", regex=True).str.findall(_any_name(drugs["name"]))
    found = named.explode().dropna().str.replace(r"[\s/-]+", " ", regex=True).rename("name").reset_index()
    found = found.merge(drugs.assign(name=_spaced(drugs["name"])), on="name", how="left")
    # A brand name tells more than the ingredient beside it: Vivitrol is injected, naltrexone need not be.
    found["generic"] = found["name"].eq(found["ingredient"])
    found = found.sort_values(["index", "generic", "name"], kind="stable")
    first = found.drop_duplicates("index").set_index("index").reindex(lines.index)
    ingredient = _joined(found, "ingredient", lines.index)
    return pd.DataFrame(
        {
            "ingredient": ingredient.fillna(NOT_LISTED),
            "drug_class": _joined(found, "drug_class", lines.index),
            "route": first["route"].astype("string"),
            "times_per_day": first["times_per_day"].astype("float64"),
            "named": (ingredient.str.count(r"\+") + 1).fillna(0).astype("int64"),
        }
    )


def _spaced(names: pd.Series) -> pd.Series:
    return names.str.replace(r"[\s/-]+", " ", regex=True)


def _any_name(names: pd.Series) -> re.Pattern[str]:
    """Return a pattern for any name of the list as whole words, whatever joins the words, longest first."""
    longest_first = sorted(_spaced(names), key=lambda name: (-len(name), name))
    either = "|".join(re.escape(name).replace(r"\ ", r"[\s/-]+") for name in longest_first)
    return re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])")


def _joined(found: pd.DataFrame, column: str, index: pd.Index) -> pd.Series:
    """Return the distinct parts of `column` of each line, sorted and joined by +."""
    parts = found[["index", column]].dropna().astype({column: "object"})
    parts = parts.assign(**{column: parts[column].str.split("+")}).explode(column)
    parts = parts.drop_duplicates().sort_values(["index", column])
    return parts.groupby("index")[column].agg("+".join).reindex(index).astype("string")


def route_of_line(lines: pd.Series) -> pd.Series:
    """Reads the route from words of the line (patch, injection, cream, cap ...); the first kind found counts."""
    return by_unique(lines, _routes_of_unique)["route"]


def _routes_of_unique(texts: pd.Series) -> pd.DataFrame:
    tidy = tidy_text(texts)
    route = pd.Series(pd.NA, index=tidy.index, dtype="string")
    for name, pattern in ROUTES:
        route = route.mask(route.isna() & tidy.str.contains(pattern, regex=True).astype(bool), name)
    return pd.DataFrame({"route": route})
