"""Doses that change: steps, increments, goals, and how long each lasts."""

from chart2paper.clean.sig.tokens import Rewrite, Token, drop, first, rule
from chart2paper.clean.sig.vocabulary import DAY

DURATION_RULES: list[Rewrite] = [
    # may repeat once in 2 hours: the maximum of the day says how often
    rule(r"Y(?:xn|X)?(?:[jBoq]*n?-?h)?(?:xn(?!h)|X)?", lambda tokens: tokens[:1]),
    # x 7 days, for one week, for the first week, after 2 weeks, in 1 week
    rule(r"r(?:a|n-?|!)?h|(?<!n)xn-?h|[Bj]n-?h|[Bj]ah", lambda t: [Token("Z")] if _lasts(t) else None),
    # x 3 nights, for 5 mornings
    rule(r"[rx]ns", lambda t: [Token("Z")] if t[-1].text in ("nights", "mornings", "evenings") else None),
    rule(r"Zk(?=[.,)]|$)", lambda t: t[:1]),
]
NUMBERED_RULES: list[Rewrite] = [
    # week 1:, days 1-7, wk 3 and on
    rule(r"[rjo]*hn(?:&(?=[:.,)]|$))?:?", lambda t: [Token("W")] if first(t, "h") >= 24 else None),
]


def _lasts(tokens: list[Token]) -> bool:
    """Whether the tokens are a time that a step lasts: a day or more, `after` but not `before`, `in 24 hours` not."""
    if tokens[0].kind == "B" and tokens[0].text not in ("after", "following"):
        return False
    if any(token.kind == "!" and token.text != "first" for token in tokens):
        return False
    return not (tokens[0].kind == "j" and first(tokens, "h") < 24) and first(tokens, "h") >= 1


def _increment(tokens: list[Token]) -> list[Token] | None:
    """Rule: `increase by 1.5 mg weekly`, `add 1 cap each week`: the size of the steps and their pace, not a dose."""
    stepped = any(token.kind in "An" for token in tokens)
    rare = any(token.kind == "P" or (token.kind == "h" and token.value > DAY) for token in tokens)
    by = any(token.kind == "b" for token in tokens)
    if stepped and not by and not rare:
        return None
    return [Token("I", stepped or rare)]


def _open(tokens: list[Token]) -> list[Token]:
    """Rule: `increase as tolerated` states neither a step nor a goal."""
    return [Token("I", False)]


_PACE = r"[FPZlc,]*"
TITRATION_RULES: list[Rewrite] = [
    rule(
        rf"i{_PACE}b(?:A|n)(?![An])(?:[/a]h)?{_PACE}|i{_PACE}(?:A|n)(?:P|[/a]h){_PACE}|iP{_PACE}(?=[oUgktM.,)]|$)",
        lambda t: _keep_comma(_increment(t), t),
    ),
    rule(r"[oUg]*t", lambda t: t[-1:]),
    rule(r"i[Zlc]*(?=[oUgM])", lambda t: [Token("I", True)]),
    rule(r"i[Zc]*l[Zc]*", _open),
    rule(r"[oUg]+:?(?=[An])", lambda t: [Token("U", None, "up")]),
    rule(r"l", drop),
]


def _keep_comma(new: list[Token] | None, tokens: list[Token]) -> list[Token] | None:
    return new if new is None or tokens[-1].kind != "," else [*new, tokens[-1]]
