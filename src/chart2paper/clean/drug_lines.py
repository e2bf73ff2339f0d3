"""Which drug a line of the medication list orders: ingredients, class and route."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import pandas as pd

from chart2paper.clean.drug_cues import CONTINUED, HAD, NEVER, ORDERED, UNCLEAR
from chart2paper.clean.drug_hints import Hints
from chart2paper.clean.drug_names import DrugNames
from chart2paper.clean.drug_segments import masked
from chart2paper.clean.drug_statements import Standing, said_of_order, standings
from chart2paper.clean.pain_text import tidy_text
from chart2paper.clean.rules import NOT_UNDERSTOOD, by_unique

NOT_LISTED = "not_listed"
NOT_ORDERED = "not_ordered"
# Values of `ingredient` that name no drug.
NO_INGREDIENT = (NOT_LISTED, NOT_UNDERSTOOD, NOT_ORDERED)

# Why a line was read so: names of the rules below.
READ = "ingredients_of_line"
SEVERAL = "several_orders_in_one_line"
UNSURE = "order_not_understood"
TAKEN_NOT_ORDERED = "taken_but_not_ordered"
NEVER_TAKEN = "drug_never_taken"
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


@dataclass(frozen=True)
class Line:
    """What one distinct line says. rows: of the drug list, for the drugs ordered, in the order they are named."""

    ingredients: frozenset[str]
    rows: tuple[int, ...]
    why: str
    may_name: frozenset[str]
    text: str
    directions: str = ""

    @property
    def ingredient(self) -> str:
        """Ingredients joined by +, or why there are none."""
        return joined(self.ingredients) or {
            NOT_LISTED: NOT_LISTED,
            SEVERAL: NOT_UNDERSTOOD,
            UNSURE: NOT_UNDERSTOOD,
        }.get(self.why, NOT_ORDERED)


def ingredients_of_line(lines: pd.Series, drugs: pd.DataFrame) -> pd.DataFrame:
    """Reads the drug a line orders, by whole words of the drug list; of a combination product all ingredients.

    Returns, by line
    ingredient: several joined by + in alphabetical order, or why there is none: `not_listed` (no name of the
    list),
        `not_understood` (several orders in one line, or unclear whether it orders the drug), `not_ordered`
        (the drug was
        stopped, taken before, declined ...).
    why: the rule: one of the constants of this module.
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
    said = {
        "ingredient": [line.ingredient for line in read],
        "why": [line.why for line in read],
        "may_name": [joined(line.may_name) for line in read],
        "text": [line.text for line in read],
        "directions": [line.directions for line in read],
    }
    columns = {name: pd.Series(values, index=texts.index, dtype="string") for name, values in said.items()}
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


def joined(parts: Iterable[str]) -> str | None:
    """Return parts joined by + in alphabetical order, None where there are none."""
    return "+".join(sorted(set(parts))) or None


def read_line(text: str, names: DrugNames, hints: Hints) -> Line:
    """Return what one line says."""
    tidy = names.tidy(text)
    said = [_not_alone(standing) for standing in standings(tidy, names.products(tidy))]
    near = hints.ingredients_near(masked(tidy, [standing.product for standing in said]))
    ordered = _ordered(said)
    shown = _parts(s for s in said if s.kind != NEVER) | near
    if not ordered:
        return Line(frozenset(), (), _why_not(said), shown, tidy)
    parts = _parts(ordered)
    if several_orders_in_one_line(ordered):
        return Line(frozenset(), (), SEVERAL, shown, tidy)
    rows = tuple(row for standing in ordered for row in standing.product.rows)
    others = [standing for standing in said if standing not in ordered]
    return Line(parts, rows, READ, shown - parts, _without(tidy, others) if others else text)


@dataclass(frozen=True)
class Directions:
    """What one distinct text of directions says. of_order: what it says of the order itself (NEVER, HAD), or None."""

    text: str
    tidy: str
    said: tuple[Standing, ...]
    near: frozenset[str]
    of_order: str | None


def read_directions(text: str, names: DrugNames, hints: Hints) -> Directions:
    """Return what directions (sig) say."""
    tidy = names.tidy(text)
    said = tuple(standings(tidy, names.products(tidy)))
    hidden = masked(tidy, [standing.product for standing in said])
    return Directions(text, tidy, said, hints.ingredients_near(hidden), said_of_order(hidden))


def with_directions(line: Line, beside: Directions) -> Line:
    """Return what a line says, given the directions beside it."""
    may_name = line.may_name | _parts(s for s in beside.said if s.kind != NEVER) | beside.near
    others = [standing for standing in beside.said if not standing.product.ingredients <= line.ingredients]
    directions = _without(beside.tidy, others) if others else beside.text
    line = replace(line, may_name=may_name - line.ingredients, directions=directions)
    if beside.of_order is None or not line.ingredients:
        return line
    why = {NEVER: NEVER_TAKEN, HAD: TAKEN_NOT_ORDERED}.get(beside.of_order, UNSURE)
    shown = line.may_name | (line.ingredients if beside.of_order != NEVER else frozenset())
    return replace(line, ingredients=frozenset(), rows=(), why=why, may_name=shown)


def _not_alone(standing: Standing) -> Standing:
    """A word of no list beside the name may be another ingredient: what is ordered is then not understood."""
    return replace(standing, kind=UNCLEAR) if standing.product.partly and standing.kind != NEVER else standing


def _ordered(said: Sequence[Standing]) -> list[Standing]:
    """Return the drugs that the line orders; one that is only continued is ordered where no other is."""
    ordered = [
        standing for standing in said if standing.kind in (ORDERED, None) and not _taken_back(standing, said)
    ]
    return ordered or [standing for standing in said if standing.kind == CONTINUED]


def _taken_back(standing: Standing, said: Sequence[Standing]) -> bool:
    """True where another statement says of the same drug that it is not taken, and no verb orders this one."""
    same = [other.kind for other in said if other.product.ingredients == standing.product.ingredients]
    return standing.kind is None and (NEVER in same or HAD in same)


def several_orders_in_one_line(ordered: Sequence[Standing]) -> bool:
    """Leaves the drug open where a line orders several: no combination product, and not one drug by two names."""
    different = {standing.product.ingredients for standing in ordered}
    amounts = {standing.product.ingredients for standing in ordered if standing.amount}
    return _parts(ordered) not in different or (len(different) > 1 and len(amounts) > 1)


def order_not_understood(kinds: set[str | None]) -> bool:
    """Leaves the drug open where it is only planned, recommended or bound to a condition, or stands beside a word of no
    list that may be another ingredient.
    """
    return bool(kinds & {UNCLEAR, ORDERED, None})


def taken_but_not_ordered(kinds: set[str | None]) -> bool:
    """Keeps as `not_ordered` a line that orders nothing but shows that its drug was taken: stopped, failed, at home."""
    return bool(kinds - {NEVER})


def _why_not(said: Sequence[Standing]) -> str:
    kinds = {standing.kind for standing in said}
    if not kinds:
        return NOT_LISTED
    if order_not_understood(kinds):
        return UNSURE
    return TAKEN_NOT_ORDERED if taken_but_not_ordered(kinds) else NEVER_TAKEN


def _parts(said: Iterable[Standing]) -> frozenset[str]:
    return frozenset().union(*(standing.product.ingredients for standing in said))


def _without(text: str, others: Iterable[Standing]) -> str:
    """Return a text without what it says of other drugs: their amounts are not the dose of the drug ordered."""
    for standing in sorted(others, key=lambda other: -other.start):
        text = text[: standing.start] + text[standing.end :]
    return text.strip(" ,;-|")


def route_of_line(lines: pd.Series) -> pd.Series:
    """Reads the route from words of the line (patch, injection, cream, cap ...); the first kind found counts."""
    return by_unique(lines, _routes_of_unique)["route"]


def _routes_of_unique(texts: pd.Series) -> pd.DataFrame:
    tidy = tidy_text(texts)
    route = pd.Series(pd.NA, index=tidy.index, dtype="string")
    for name, pattern in ROUTES:
        route = route.mask(route.isna() & tidy.str.contains(pattern, regex=True).astype(bool), name)
    return pd.DataFrame({"route": route})
