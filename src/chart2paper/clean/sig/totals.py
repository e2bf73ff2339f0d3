"""Amounts for a whole day, and the most that a day may hold."""

import re
from typing import NamedTuple

from chart2paper.clean.sig.amounts import Amount
from chart2paper.clean.sig.tokens import Rewrite, Token, first, kinds_of, rule
from chart2paper.clean.sig.vocabulary import DAY

_MOST_IN_SCHEME = 6


class Maximum(NamedTuple):
    """The most that is allowed: an amount, of a day or not said (`doubtful`: of a dose?), or so many times a day."""

    amount: Amount | None = None
    a_day: bool = False
    doubtful: bool = False
    times: float | None = None


def _scheme(tokens: list[Token]) -> list[Token] | None:
    """Rule: `1-0-1` is morning, noon, evening (and night); `3 x 1` is one three times a day."""
    numbers = [token.value for token in tokens if token.kind == "n"]
    if any(
        n.high > _MOST_IN_SCHEME or n.low != n.high or (n.written == "decimal" and n.high % 0.5)
        for n in numbers
    ):
        return None
    times = tokens[1].kind == "x"
    count = numbers[0].high * numbers[1].high if times else sum(n.high for n in numbers)
    return [Token("A", Amount(units=(count, count), total=True))] if count else None


def _for_the_day(tokens: list[Token]) -> list[Token]:
    """Rule: `900 mg/day`, `900 mg in 3 divided doses`, `total daily dose 900 mg`."""
    amount = first(tokens, "A")
    return [Token("A", amount._replace(total=True))] + [token for token in tokens if token.kind == "F"]


def _per_day(tokens: list[Token]) -> list[Token] | None:
    return _for_the_day(tokens) if first(tokens, "h") == DAY else None


def _divided(tokens: list[Token]) -> list[Token] | None:
    """Rule: an amount that is divided is the day's; the number of doses or times after it changes nothing."""
    if any(token.kind == "n" and token.value.high > 12 for token in tokens):
        return None
    if tokens[1].kind == "F" and tokens[1].text != "weak":
        return None
    return _for_the_day([token for token in tokens if token.kind != "F"])


def _total_a_day(tokens: list[Token]) -> list[Token] | None:
    """Rule: `900 mg total daily`; a mere `total` may be that of one time."""
    return _for_the_day(tokens) if "dail" in tokens[-1].text or "day" in tokens[-1].text else None


def _number_per_day(tokens: list[Token]) -> list[Token] | None:
    """Rule: `3/day`, `two a day` without a unit is so many a day."""
    if first(tokens, "h") != DAY:
        return None
    return [Token("A", Amount(bare=first(tokens, "n"), total=True))]


def _times_per_day(tokens: list[Token]) -> list[Token] | None:
    """Rule: `1 tab 3/day` is three times a day."""
    times = first(tokens, "n").high
    return [Token("F", times)] if first(tokens, "h") == DAY and times <= DAY else None


def _maximum(tokens: list[Token]) -> list[Token] | None:
    """Rule: `max 8/day`, `not to exceed 4 g/day`, `no more than 3 per day`, `max 8 in 24 hours`."""
    said = next(token.text for token in tokens if token.kind == "k")
    daily = any(word in said for word in ("dail", "mdd", "day"))
    number, hours = [t.value for t in tokens if t.kind == "n"], first(tokens, "h")
    if hours is not None:
        hours *= number.pop().high if re.search("n-?h", kinds_of(tokens)) else 1.0
        if hours != DAY:
            return None
    times, amount = first(tokens, "F"), first(tokens, "A")
    if amount is None and not number:
        return [Token("M", Maximum(times=times))] if times is not None else None
    if times not in (None, 1.0) or (amount and amount.other):
        return None
    if any(token.kind == "H" for token in tokens):
        return [Token("M", Maximum(times=number[0].high))] if hours else None
    daily = daily or hours is not None or times is not None or bool(amount and amount.total)
    return [
        Token("M", Maximum(amount or Amount(bare=number[0]), daily, doubtful="dose" in said and not daily))
    ]


_PERIOD = r"(?:/n?h|ah|ja?n?-?h|F)"
MAXIMUM_RULES: list[Rewrite] = [
    rule(rf"k[:=]?nH{_PERIOD}", _maximum),
    rule(rf"k[:=]?[An]{_PERIOD}?(?![AFnh])", _maximum),
    rule(r"kF", _maximum),
    rule(r"[An](?:/n?h|ah|F)k(?![An])", _maximum),
]
SCHEME_RULES: list[Rewrite] = [rule(r"n-n-n(?:-n)?f?(?![mv-])|nxnf?(?![mvhH])", _scheme)]
TOTAL_RULES: list[Rewrite] = [
    rule(r"A[/a]h", _per_day),
    rule(r"(?<=A)n[/a]h", _times_per_day),
    rule(r"n[/a]h", _number_per_day),
    rule(r"Aj?nGH?|AO?,?G(?:[jo]*nH?)?F?|AF[,]?G(?:[jo]*nH?)?F?|AjGF?", _divided),
    rule(r"O:?A", _for_the_day),
    rule(r"AO(?=[.,]|$)", _total_a_day),
]
