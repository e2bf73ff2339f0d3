"""One distinct order: its product, its directions, and the highest standing dose a day that they allow."""

import math
from dataclasses import replace
from typing import NamedTuple

from chart2paper.clean.sig.directions import dose_tokens, without_asides
from chart2paper.clean.sig.dose_rules import IN_COLUMN
from chart2paper.clean.sig.events import Unread
from chart2paper.clean.sig.lexicon import tokenise
from chart2paper.clean.sig.milligrams import Measure
from chart2paper.clean.sig.product import Product, read_product
from chart2paper.clean.sig.reader import Reader
from chart2paper.clean.sig.tokens import Token


class Texts(NamedTuple):
    """The texts of one order, and of the drug list: the number of ingredients, usual times a day, a low-dose name."""

    line: str
    strength: str
    dose: str
    unit: str
    sig: str
    named: int
    times_per_day: float
    low_dose: bool


class Dose(NamedTuple):
    """Strength of one unit in mg, dose in mg a day, and the rule that read it; None where not understood."""

    strength_mg: float | None
    daily_mg: float | None
    rule: str | None


def read_order(texts: Texts) -> Dose:
    """Return the highest standing dose a day that an order allows; no dose where any number or word is unexplained."""
    line, in_line, names = read_product(texts.line, texts.named, texts.low_dose)
    product = _product(line, read_product(texts.strength, texts.named, False)[0]) if texts.strength else line
    strength = product.stated[0] if product.stated else None
    try:
        daily, rule = _daily(texts, product, in_line, names)
    except Unread:
        return Dose(strength, None, None)
    return Dose(strength, daily, rule)


def _product(line: Product, column: Product) -> Product:
    stated = column if column.stated or column.per_hour else line
    return stated._replace(
        topical=line.topical or column.topical,
        percent=line.percent or column.percent,
        unsure=line.unsure,
        low_dose=line.low_dose,
    )


def _daily(texts: Texts, product: Product, in_line: list[Token], names: frozenset[str]) -> tuple[float, str]:
    directions = _directions(texts.sig, names)
    reader = Reader(
        product,
        texts.named <= 1,
        None if math.isnan(texts.times_per_day) or product.unsure else texts.times_per_day,
    )
    column = _dose_column(texts.dose, texts.unit)
    if column:
        return _of_column(column, in_line, directions, reader)
    if in_line and directions:
        return _of_both(in_line, directions, reader)
    return reader.read(in_line or directions)


def _directions(sig: str, names: frozenset[str]) -> list[Token]:
    words = [Token("_", None, t.text) if t.kind == "?" and t.text in names else t for t in tokenise(sig)]
    return dose_tokens(without_asides(words))


def _dose_column(dose: str, unit: str) -> list[Token]:
    """Rule: the amount at a time stands in a column of its own, with or without its unit."""
    if not dose.strip():
        return []
    tokens = tokenise(dose)
    if {token.kind for token in tokens} <= set("n-o"):
        tokens += tokenise(unit)
    amounts = dose_tokens(without_asides(tokens))
    if len(amounts) != 1 or amounts[0].kind not in "AJ":
        raise Unread("a dose column that is not understood")
    return amounts


def _of_column(column: list[Token], line: list[Token], sig: list[Token], reader: Reader) -> tuple[float, str]:
    """Rule: a column of doses gives the amount at a time, the directions how often; both must agree on an amount."""
    if column[0].kind == "J":
        return replace(reader, product=reader.product._replace(per_hour=column[0].value)).read([*line, *sig])
    # A column gives the drug's own mass, even of a solution in per cent.
    reader = replace(reader, product=reader.product._replace(percent=False))
    if not any(token.kind in "AI" for token in [*line, *sig]):
        dose, rule = reader.read([*column, *line, *sig])
        return dose, IN_COLUMN.get(rule, rule)
    at_a_time, _ = replace(reader, usual_times=1.0).read(column)
    stated = [
        Measure(reader.product, reader.single).mg(token.value) for token in [*line, *sig] if token.kind == "A"
    ]
    if not any(math.isclose(at_a_time, amount, rel_tol=0.011) for amount in stated):
        raise Unread("dose column and directions disagree")
    return _of_both(line, sig, reader) if line and sig else reader.read(line or sig)


def _of_both(line: list[Token], sig: list[Token], reader: Reader) -> tuple[float, str]:
    """Rule: directions in the line and in the sig are one order, or state one dose; a titration's goal is the dose."""
    if not (_says_how_often(line) and _says_how_often(sig)):
        return reader.read([*line, Token(","), *sig])
    of_line, of_sig = reader.read(line), reader.read(sig)
    if math.isclose(of_line[0], of_sig[0], rel_tol=0.011):
        return of_sig if of_sig[1] == "titration_goal" else of_line
    if of_line[1] == "titration_goal" and of_line[0] > of_sig[0] and of_sig[1] != "titration_goal":
        return of_line
    raise Unread("line and directions disagree")


def _says_how_often(tokens: list[Token]) -> bool:
    return any(token.kind in "FsPE" for token in tokens)
