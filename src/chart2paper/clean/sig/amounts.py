"""Amounts: 300 mg, 1-2 tabs, 2.5 mL, two 300 mg caps, 1 capsule (300 mg total); strengths per mL and per hour."""

from typing import NamedTuple

from chart2paper.clean.sig.numbers import WIDEST, Number
from chart2paper.clean.sig.tokens import Rewrite, Token, first, rule

Range = tuple[float, float]


class Amount(NamedTuple):
    """An amount in one or two ways: mg, a count of units, mL, or `other` (drops, puffs, international units).

    `bare` is a number without a unit word, `total` an amount for the whole day, `mass_unit` its unit of mass in mg.
    """

    mg: Range | None = None
    units: Range | None = None
    volume: Range | None = None
    other: bool = False
    bare: Number | None = None
    total: bool = False
    mass_unit: float | None = None


def _times(number: Number, factor: float) -> Range:
    return number.low * factor, number.high * factor


def _mass(tokens: list[Token]) -> list[Token]:
    """Rule: `300 mg`, `25,000 mcg`."""
    return [
        Token("A", Amount(mg=_times(first(tokens, "n"), first(tokens, "m")), mass_unit=first(tokens, "m")))
    ]


def _volume(tokens: list[Token]) -> list[Token]:
    """Rule: `2.5 mL`, `1 tsp`."""
    return [Token("A", Amount(volume=_times(first(tokens, "n"), first(tokens, "v"))))]


def _count(tokens: list[Token]) -> list[Token]:
    """Rule: `2 tabs`, `half a tablet`, `1-2 capsules`."""
    return [Token("A", Amount(units=_times(first(tokens, "n"), 1.0)))]


def _other(tokens: list[Token]) -> list[Token]:
    """Rule: drops, puffs, international units: an amount that no strength turns into mg."""
    return [Token("A", Amount(other=True))]


def _count_of_mass(tokens: list[Token]) -> list[Token] | None:
    """Rule: `two 300 mg caps` and `2 x 300 mg` are 600 mg."""
    count, each = (token.value for token in tokens if token.kind == "n")
    if count.written == "decimal" or not 0 < count.high <= 10 or each.low != each.high:
        return None
    factor = each.high * first(tokens, "m")
    return [Token("A", Amount(mg=_times(count, factor), units=(count.low, count.high)))]


def _range_of_amounts(tokens: list[Token]) -> list[Token] | None:
    """Rule: `5 mg to 10 mg`, `1 tab or 2 tabs`."""
    low, high = [token.value for token in tokens if token.kind == "A"]
    same = [name for name in ("mg", "units", "volume") if getattr(low, name) and getattr(high, name)]
    if len(same) != 1 or sum(bool(value) for value in (*low[:3], *high[:3])) != 2:
        return None
    start, end = getattr(low, same[0])[0], getattr(high, same[0])[1]
    if not start < end <= WIDEST * start:
        return None
    return [Token("A", high._replace(**{same[0]: (start, end)}))]


def _concentration(tokens: list[Token]) -> list[Token] | None:
    """Rule: `1 mg/mL`, `5 mg/5 mL`, `7.5-325 mg/15 mL`; of a combination the first part."""
    numbers = [token.value for token in tokens if token.kind == "n"]
    masses = [token.value for token in tokens if token.kind == "m"]
    volume = first(tokens, "v") * (numbers[-1].high if tokens[-2].kind == "n" else 1.0)
    if volume <= 0:
        return None
    amount = numbers[0].low * masses[0]
    if numbers[0].low != numbers[0].high and numbers[0].high <= 10 * numbers[0].low:
        return None
    return [Token("C", (amount / volume, amount))]


def _rate(tokens: list[Token]) -> list[Token] | None:
    """Rule: `25 mcg/hr` is the rate of a patch."""
    number, hours = first(tokens, "n"), first(tokens, "h")
    if hours != 1 or number.low != number.high or tokens[-1].text == "minutes":
        return None
    return [Token("J", number.high * first(tokens, "m"))]


def _combination(tokens: list[Token]) -> list[Token] | None:
    """Rule: `5-325 mg`, `5 mg/325 mg`: a combination's strengths; the first one counts."""
    numbers = [token.value for token in tokens if token.kind == "n"]
    masses = [token.value for token in tokens if token.kind == "m"]
    low, high = numbers[0].low, numbers[-1].high
    if len(masses) == len(numbers) == 2 and tokens[2].kind == "-" and low < high < 10 * low:
        return (
            None if masses[0] != masses[1] else [Token("A", Amount(mg=(low * masses[0], high * masses[1])))]
        )
    return [Token("K", (low * first(tokens, "m"), high * first(tokens[::-1], "m")))]


def _same_amount(tokens: list[Token]) -> list[Token] | None:
    """Rule: `1 capsule (300 mg total)` and `300 mg = 1 cap` say one amount in two ways."""
    one, other = [token.value for token in tokens if token.kind == "A"]
    if one.other or other.other:
        known = other if one.other else one
        return [Token("A", known)] if known.mg and not known.total else None
    if any(mine is not None and theirs is not None for mine, theirs in zip(one[:3], other[:3], strict=True)):
        same = one.mg is not None and one.mg == other.mg
        return [Token("A", one)] if same else None
    unit = one.mass_unit or other.mass_unit
    return [
        Token(
            "A",
            Amount(one.mg or other.mg, one.units or other.units, one.volume or other.volume, mass_unit=unit),
        )
    ]


def _one_of(tokens: list[Token]) -> list[Token] | None:
    """Rule: `1 tablet of ibuprofen 200 mg`: one unit, and its strength."""
    one, other = [token.value for token in tokens]
    if one.units != (1.0, 1.0) or one.mg or not other.mg or other.units:
        return None
    return [Token("A", one._replace(mg=other.mg, mass_unit=other.mass_unit))]


def _each(tokens: list[Token]) -> list[Token] | None:
    """Rule: `2 (50 mg) tabs`: so many units, and the strength of each."""
    number, each = tokens[0].value, tokens[2].value
    if not each.mg or each.units or each.mg[0] != each.mg[1]:
        return None
    return [
        Token("A", Amount(mg=_times(number, each.mg[1]), units=_times(number, 1.0), mass_unit=each.mass_unit))
    ]


def _form_alone(tokens: list[Token]) -> list[Token]:
    """Rule: `apply patch` is one; `take tablet` may have lost its number (a ½ that an export dropped)."""
    word = tokens[-1].text
    return [] if len(tokens) > 1 or word in ("patch", "ptch", "ptwk") else [Token("!", None, word)]


STRENGTH_RULES: list[Rewrite] = [
    rule(
        r"n-?u",
        lambda t: [Token("%")] if t[-1].text in ("percent", "%") else [Token("A", Amount(other=True))],
    ),
    rule(r"nm/h(?!\d)", _rate),
    rule(r"nm?[-/](?:nm?[-/])?nm/n?v|nm/n?-?v", _concentration),
    rule(r"nm[/-]nm(?:/nm)?|n[/-]nm|n/n/nm|n-n-nm", _combination),
]
AMOUNT_RULES: list[Rewrite] = [
    rule(r"nxnmf?|na?nmf", _count_of_mass),
    rule(r"nmf?", _mass),
    rule(r"nv", _volume),
    rule(r"na?-?f", _count),
    # dissolve tablet in ...
    rule(r"(?<=D)f", lambda tokens: [Token("A", Amount(units=(1.0, 1.0)))]),
    rule(r"nd", _other),
    rule(r"A[-o|]A", _range_of_amounts),
    rule(r"A\(A[_O]*\)|A=A|A\(=?A[_O]*\)|A,A(?=$|\))", _same_amount),
    rule(r"n\(A\)f", _each),
    rule(r"AA", _one_of),
    rule(r"/?f", _form_alone),
]
