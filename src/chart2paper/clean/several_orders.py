"""A drug line that holds several orders."""

import re
from collections.abc import Callable, Iterable

import pandas as pd

from chart2paper.reading.rules import read_each
from chart2paper.reading.split_cells import pieces

# Tried in this order. "/" and "+" join the ingredients of one product too, and stand between orders only where
# each has its own directions.
SEPARATORS = ("\n", ";", "|", ",")
JOINING = (" / ", "/", " + ", "+", " and ")

_AMOUNT = r"\d ?(?:mg|mcg|ug|g|ml|iu|units?|meq|%)(?![a-z])"
# What may stand before the drug in an order.
_LEAD = (
    r"\W*(?:(?:rx|started?|continue|cont|add(?:ed)?|also|plus|resume|on|stop(?:ped)?|hold|d/c|dc)\b[ .:]*)?"
)
# A drug, listed or not, with the amount of one unit after it; but not the words that begin a direction.
_DIRECTION = (
    r"(?:tak(?:e|ing)|then|increas\w*|titrate|decrease|taper|reduce|every|after|before|with|total|dose|strength|"
    r"morning|noon|afternoon|evening|night|nightly|bedtime|daily|weekly|once|twice|apply|inject|dispense|repeat|"
    r"follow\w*|maximum|until|tab\w*|cap\w*|each|weeks?|days?|months?|oral|place|give|needed|quantity|refills?|"
    r"supply|equals|from|over|used)"
)
_ORDER = re.compile(
    rf"{_LEAD}(?!{_DIRECTION}\b)(?P<first>[a-z]{{4,}})(?:[ -][a-z]+){{0,3}} [\d.,/-]*{_AMOUNT}", re.I
)
_DOSE = re.compile(_AMOUNT, re.I)
_SIG = re.compile(r"\b(?:daily|nightly|weekly|[bt]id|qid|qhs|qd|q ?\d+ ?h|prn|po|at night|hs|\d ?x)\b", re.I)


def several_orders(lines: pd.Series, drugs: pd.DataFrame) -> pd.Series:
    """Return what stands between the orders of a drug line that holds several; missing where it holds one.

    `drugs` is the drug list. A part is an order when it begins with a listed name, or with another word and
    the amount of one unit. Two orders are told when they name different ingredients, at least one of them
    listed, and, where only commas stand between them, each has its own dose or is nothing but a name: the
    ingredients of one product are listed with commas too. Between "/", "+" and "and", each has its own directions.
    """
    names = dict(zip(drugs["name"].str.casefold(), drugs["ingredient"], strict=True))
    names |= {name: name for name in names.values() if "+" not in name}
    products = {frozenset(name.split("+")) for name in names.values() if "+" in name}
    longest = sorted(names, key=lambda name: (-len(name), name))
    listed = re.compile(_LEAD + rf"(?P<name>{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)

    def orders(parts: list[str], between: str) -> bool:
        if between in JOINING:
            parts = [part for part in parts if _SIG.search(part)]
        strict = between == "," or between in JOINING
        return len(parts) > 1 and _are_orders(parts, listed, names, products, strict)

    return read_each(lines, lambda line: separator_of(line, (*SEPARATORS, *JOINING), orders))


def separator_of(
    cell: str, separators: Iterable[str], several: Callable[[list[str], str], bool], codes: bool = False
) -> str | None:
    """Return the first of some separators between whose parts a cell holds several entries; None if there is none.

    several: says so of the parts that are not empty, and the separator. codes: see `pieces`.
    """
    for text in separators:
        if several([part for part in pieces(cell, [text], codes=codes) if part], text):
            return text
    return None


def _are_orders(
    parts: list[str],
    listed: re.Pattern[str],
    names: dict[str, str],
    products: set[frozenset[str]],
    strict: bool,
) -> bool:
    ingredients: dict[str, bool] = {}
    for part in parts:
        found, other = listed.match(part), _ORDER.match(part)
        if found:
            alone = found.end() == len(part.rstrip(" ."))
            if not strict or alone or _DOSE.search(part):
                ingredients[names[found["name"].casefold()]] = True
        elif other:
            ingredients[other["first"].casefold()] = False
    return len(ingredients) > 1 and any(ingredients.values()) and frozenset(ingredients) not in products
