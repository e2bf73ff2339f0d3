"""Directions of a line or a sig, from text to the tokens that steps are made of."""

from chart2paper.clean.sig.amounts import AMOUNT_RULES, STRENGTH_RULES, Amount
from chart2paper.clean.sig.asides import ASIDE_RULES, HISTORY_RULES, LIQUID_RULES
from chart2paper.clean.sig.frequencies import FREQUENCY_RULES
from chart2paper.clean.sig.numbers import NUMBER_RULES
from chart2paper.clean.sig.titration import DURATION_RULES, NUMBERED_RULES, TITRATION_RULES
from chart2paper.clean.sig.tokens import Rewrite, Token, drop, rewrite, rule
from chart2paper.clean.sig.totals import MAXIMUM_RULES, SCHEME_RULES, TOTAL_RULES


def _bare(tokens: list[Token]) -> list[Token]:
    """Rule: a number left without a unit word is a count of units, if it can be one."""
    return [Token("A", Amount(bare=tokens[0].value))]


# A number counts units only where a frequency, an end or a joining word follows, as in `2 po tid`.
BARE_RULES: list[Rewrite] = [rule(r"n(?=[FPsEZ1WIcl.,&)tXkM(]|$)", _bare)]
TIDY_RULES: list[Rewrite] = [
    rule(r"\(\)|[()][.,]*\)", drop),
    rule(r"(?<=[sW]):", drop),
    rule(r"c", drop),
    rule(r"\([FPsZW&,.M]*\)", lambda t: t[1:-1]),
]


def dose_tokens(words: list[Token]) -> list[Token]:
    """Return numbers, amounts, frequencies and the words between them; `words` have no reasons or warnings left."""
    tokens = [token for token in words if token.kind not in "_V"]
    for rules in (
        SCHEME_RULES,
        DURATION_RULES,
        FREQUENCY_RULES,
        STRENGTH_RULES,
        AMOUNT_RULES,
        LIQUID_RULES,
        MAXIMUM_RULES,
        TOTAL_RULES,
        NUMBERED_RULES,
    ):
        tokens = rewrite(tokens, rules)
    return tokens


def steps_of(tokens: list[Token]) -> list[Token]:
    """Return the tokens with increments, earlier doses and bare counts read."""
    for rules in (HISTORY_RULES, TITRATION_RULES, BARE_RULES, TIDY_RULES):
        tokens = rewrite(tokens, rules)
    return tokens


def without_asides(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a text after numbers, reasons, warnings, quantities and visits have been read."""
    return rewrite(rewrite(tokens, NUMBER_RULES), ASIDE_RULES)
