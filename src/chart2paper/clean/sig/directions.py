"""Directions of a line or a sig, from text to the tokens that steps are made of."""

from chart2paper.clean.sig.amounts import AMOUNT_RULES, STRENGTH_RULES, Amount
from chart2paper.clean.sig.asides import ASIDE_RULES, HISTORY_RULES, LIQUID_RULES
from chart2paper.clean.sig.frequencies import FREQUENCY_RULES
from chart2paper.clean.sig.numbers import NUMBER_RULES
from chart2paper.clean.sig.titration import DURATION_RULES, NUMBERED_RULES, TITRATION_RULES
from chart2paper.clean.sig.tokens import Rewrite, Rules, Token, drop, kinds_of, rewrite, rule
from chart2paper.clean.sig.totals import MAXIMUM_RULES, SCHEME_RULES, TOTAL_RULES


def _bare(tokens: list[Token]) -> list[Token]:
    """Rule: a number left without a unit word is a count of units, if it can be one."""
    return [Token("A", Amount(bare=tokens[0].value))]


def _total_again(tokens: list[Token]) -> list[Token] | None:
    return [tokens[1]] if tokens[1].value.total and tokens[1].value.mg else None


# A number counts units only where a frequency, an end or a joining word follows, as in `2 po tid`.
BARE_RULES: list[Rewrite] = [rule(r"n(?=[FPsEZ1WIcl.,&)tXkM(]|$)", _bare)]
TIDY_RULES: list[Rewrite] = [
    rule(r"\(\)|[()][.,]*\)", drop),
    rule(r"(?<=[sW]):", drop),
    rule(r"/?c", drop),
    rule(r"\([FPsZW&,.M]*\)", lambda t: t[1:-1]),
    # (80 mg/day), = 60 mg/day: the day's total in other words
    rule(r"\(A\)|=A", _total_again),
    # 30 mg am / 20 mg pm
    rule(r"(?<=[sF])/(?=A)", lambda tokens: [Token("&")]),
]


# In order, each with the kinds without one of which none of the rules fits.
_OF_DOSES: tuple[Rules, ...] = (
    ("n", SCHEME_RULES),
    ("hsY", DURATION_RULES),
    ("hsEyxXqF", FREQUENCY_RULES),
    ("n", STRENGTH_RULES),
    ("nf", AMOUNT_RULES),
    ("DL", LIQUID_RULES),
    ("k", MAXIMUM_RULES),
    ("hOG", TOTAL_RULES),
    ("h", NUMBERED_RULES),
)
_OF_STEPS: tuple[Rules, ...] = (
    ("w", HISTORY_RULES),
    ("iotUgl", TITRATION_RULES),
    ("n", BARE_RULES),
    ("():c=/", TIDY_RULES),
)


def _rewritten(tokens: list[Token], sets: tuple[Rules, ...]) -> list[Token]:
    for needed, rules in sets:
        if not set(needed).isdisjoint(kinds_of(tokens)):
            tokens = rewrite(tokens, rules)
    return tokens


def dose_tokens(words: list[Token]) -> list[Token]:
    """Return numbers, amounts, frequencies and the words between them; `words` have no reasons or warnings left."""
    tokens = [token for token in words if token.kind not in "_V"]
    return _rewritten(tokens, _OF_DOSES)


def steps_of(tokens: list[Token]) -> list[Token]:
    """Return the tokens with increments, earlier doses and bare counts read."""
    return _rewritten(tokens, _OF_STEPS)


def without_asides(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a text after numbers, reasons, warnings, quantities and visits have been read."""
    return rewrite(rewrite(tokens, NUMBER_RULES), ASIDE_RULES)
