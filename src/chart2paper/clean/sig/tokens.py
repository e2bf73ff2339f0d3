"""Tokens of a text, and how rules rewrite them.

Each token has a kind of one letter, so that a rule of the grammar is a regular expression over kinds:

    n number     m unit of mass   v unit of volume   f tablet, capsule ...   d drop, puff ...   u unit of no mass
    h hour, day, week   q every   x times   a a, an   / per   - to (range)   o to   & and   | or   , . ( ) : =
    F times a day   P share of days   X so many times   s time of day   E meals   y day of the week
    1 one dose only   i increase   e decrease   b by   g goal   U up to   k maximum   t then   w was
    l as tolerated   r for   c as needed
    D dissolve   L water   B before, after   j in, with   # quantity   $ refills   S supply   R follow-up   N do not
    O total   G divided   H dose   p as directed   V take   _ harmless   ? unknown
    ! changes the dose in a way that no rule reads

Made by rules: A amount, C strength per mL, K strengths of a combination, J rate of a patch, % strength in per cent,
Z duration, W numbered step, I increments, M maximum, ~ something dissolved. Kinds left over make a text unread.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple


class Token(NamedTuple):
    """One token: its kind, what it means (a number, an amount, ...), and the word it was."""

    kind: str
    value: Any = None
    text: str = ""


Build = Callable[[list[Token]], list[Token] | None]
Rewrite = tuple[re.Pattern[str], Build]
# Rules, and the kinds without one of which none of them fits.
Rules = tuple[str, Sequence[Rewrite]]


def rule(pattern: str, build: Build) -> Rewrite:
    """Return a rule: where the kinds of tokens match `pattern`, `build` gives what stands in their place, or None."""
    return re.compile(pattern), build


def rewrite(tokens: list[Token], rules: Sequence[Rewrite]) -> list[Token]:
    """Return `tokens` after each rule, in order, has been applied wherever it fits, from left to right."""
    kinds = kinds_of(tokens)
    for pattern, build in rules:
        if pattern.search(kinds):
            tokens = _rewrite_once(tokens, kinds, pattern, build)
            kinds = kinds_of(tokens)
    return tokens


def kinds_of(tokens: list[Token]) -> str:
    """Return the kinds of the tokens as one text."""
    return "".join([token[0] for token in tokens])


def _rewrite_once(tokens: list[Token], kinds: str, pattern: re.Pattern[str], build: Build) -> list[Token]:
    written: list[Token] = []
    end = 0
    for match in pattern.finditer(kinds):
        new = build(tokens[match.start() : match.end()]) if match.end() > match.start() else None
        if new is not None:
            written += tokens[end : match.start()] + new
            end = match.end()
    return written + tokens[end:]


def first(tokens: list[Token], kind: str) -> Any:
    """Return the value of the first token of `kind`, or None."""
    return next((token.value for token in tokens if token.kind == kind), None)


def drop(tokens: list[Token]) -> list[Token]:
    """Rule that leaves nothing."""
    return []
