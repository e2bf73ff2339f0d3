"""What one drug line says: the drug it orders, or why none, and what else it names."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from chart2paper.clean.drug_cues import CONTINUED, HAD, NEVER, ORDERED, UNCLEAR
from chart2paper.clean.drug_hints import Hints
from chart2paper.clean.drug_names import DrugNames
from chart2paper.clean.drug_segments import masked
from chart2paper.clean.drug_statements import Standing, standings, statement_of_order
from chart2paper.reading.rules import NOT_UNDERSTOOD

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


def joined(parts: Iterable[str]) -> str | None:
    """Return parts joined by + in alphabetical order, None where there are none."""
    return "+".join(sorted(set(parts))) or None


def read_line(text: str, names: DrugNames, hints: Hints) -> Line:
    """Return what one line says."""
    tidy = names.tidy(text)
    found = [_not_alone(standing) for standing in standings(tidy, names.products(tidy))]
    near = hints.ingredients_near(masked(tidy, [standing.product for standing in found]))
    ordered = _ordered(found)
    shown = _parts(s for s in found if s.kind != NEVER) | near
    if not ordered:
        return Line(frozenset(), (), _why_not(found), shown, tidy)
    parts = _parts(ordered)
    if several_orders_in_one_line(ordered):
        return Line(frozenset(), (), SEVERAL, shown, tidy)
    rows = tuple(row for standing in ordered for row in standing.product.rows)
    others = [standing for standing in found if standing not in ordered]
    return Line(parts, rows, READ, shown - parts, _without(tidy, others) if others else text)


@dataclass(frozen=True)
class Directions:
    """What one distinct text of directions says. of_order: what it says of the order itself (NEVER, HAD), or None."""

    text: str
    tidy: str
    found: tuple[Standing, ...]
    near: frozenset[str]
    of_order: str | None


def read_directions(text: str, names: DrugNames, hints: Hints) -> Directions:
    """Return what directions (sig) say."""
    tidy = names.tidy(text)
    found = tuple(standings(tidy, names.products(tidy)))
    hidden = masked(tidy, [standing.product for standing in found])
    return Directions(text, tidy, found, hints.ingredients_near(hidden), statement_of_order(hidden))


def with_directions(line: Line, beside: Directions) -> Line:
    """Return what a line says, given the directions beside it."""
    may_name = line.may_name | _parts(s for s in beside.found if s.kind != NEVER) | beside.near
    others = [standing for standing in beside.found if not standing.product.ingredients <= line.ingredients]
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


def _ordered(found: Sequence[Standing]) -> list[Standing]:
    """Return the drugs that the line orders; one that is only continued is ordered where no other is."""
    ordered = [
        standing
        for standing in found
        if standing.kind in (ORDERED, None) and not _taken_back(standing, found)
    ]
    return ordered or [standing for standing in found if standing.kind == CONTINUED]


def _taken_back(standing: Standing, found: Sequence[Standing]) -> bool:
    """True where another statement says of the same drug that it is not taken, and no verb orders this one."""
    same = [other.kind for other in found if other.product.ingredients == standing.product.ingredients]
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


def _why_not(found: Sequence[Standing]) -> str:
    kinds = {standing.kind for standing in found}
    if not kinds:
        return NOT_LISTED
    if order_not_understood(kinds):
        return UNSURE
    return TAKEN_NOT_ORDERED if taken_but_not_ordered(kinds) else NEVER_TAKEN


def _parts(found: Iterable[Standing]) -> frozenset[str]:
    return frozenset().union(*(standing.product.ingredients for standing in found))


def _without(text: str, others: Iterable[Standing]) -> str:
    """Return a text without what it says of other drugs: their amounts are not the dose of the drug ordered."""
    for standing in sorted(others, key=lambda other: -other.start):
        text = text[: standing.start] + text[standing.end :]
    return text.strip(" ,;-|")
