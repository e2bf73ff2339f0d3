"""What stands beside the dose: reasons, warnings, quantities dispensed, next visits, earlier doses."""

from chart2paper.clean.sig.misspelt import resembles_dose_word
from chart2paper.clean.sig.tokens import Rewrite, Token, drop, rule
from chart2paper.clean.sig.vocabulary import DAY

_WORD = r"[?_]"
_REASON = rf"[rc]:?(?:{_WORD}|[|,&/j-](?={_WORD}))+!?"
_END = r"(?=[.)]|$)"


def _reason(tokens: list[Token]) -> list[Token] | None:
    """Rule: what follows `for` or `as needed for` is the reason, with `only` after it.

    A short unknown word may be an abbreviation of a dose, and one that looks like a word of a dose may be one.
    """
    unknown = [token.text for token in tokens if token.kind == "?"]
    if any(len(word) < 4 or resembles_dose_word(word) for word in unknown):
        return None
    rest = [] if tokens[-1].text == "only" or tokens[-1].kind != "!" else [tokens[-1]]
    return ([tokens[0]] if tokens[0].kind == "c" else []) + rest


def _sentence(tokens: list[Token]) -> list[Token]:
    """Rule: what was said about a next visit or a warning leaves the end of a sentence."""
    return [Token(".")]


ASIDE_RULES: list[Rewrite] = [
    # 30 day supply; disp #30; qty 90; 3 refills
    rule(r"n-?h?-?S", _sentence),
    # refill monthly, refills x3: when the drug is fetched, not when it is taken; #30 for 30 days
    rule(
        r"\$(?:xn|[jq]+n?h|P)(?!n)|[n!]\$(?:[jq]+n?-?h|P|xn)?"
        r"|[#$][:_-]*#?:?(?:n\(n\)|n)(?:[fdv]|mf?)?(?:[jqr/a]+n?-?h|P)?",
        _sentence,
    ),
    # RTC every 4 weeks; follow up with Dr Smith in 2-3 months; labs monthly
    rule(r"R(?:[?_VajrRo&]|,(?=[?_VR]))*(?:[jqo/]*n?-?h|[jq]+s|P|F)?(?:r[#$?_]+)?(?=[.,)&]|$)", _sentence),
    # 30 minutes before food
    rule(
        r"n-?h_", lambda t: [] if t[-1].text.startswith(("before", "after")) and t[-2].value < DAY else None
    ),
    # A warning holds no number and no time, else it might be about the dose.
    rule(rf"N[?_VN!ac&|,/:jBRrLl-]*{_END}", _sentence),
    rule(_REASON, _reason),
]


def _previous(tokens: list[Token]) -> list[Token]:
    """Rule: `(was 4.5 mg)`, `previously 3 mg qhs`, `from 3 mg to ...` tell of an earlier dose."""
    return []


HISTORY_RULES: list[Rewrite] = [
    rule(r"wA[FPsE]*(?=[ot])", _previous),
    rule(r"\(w[j:]*A[FPsE&,]*\)", _previous),
    rule(r"w[j:]*A[FPsE]*(?=[.,)]|$)", _previous),
]


def _as_liquid(tokens: list[Token]) -> list[Token] | None:
    """Rule: `dissolve 1 tab in 50 mL water` makes a liquid, whose doses are read by volume."""
    solid, liquid = [token.value for token in tokens if token.kind == "A"]
    if not liquid.volume or solid.volume or solid.other or liquid.volume[0] != liquid.volume[1]:
        return None
    if tokens[0].kind != "D" and tokens[1].text not in ("in", "into"):
        return None
    return [Token("~", (solid, liquid.volume[1])), Token(".")]


LIQUID_RULES: list[Rewrite] = [
    rule(r"DA(?:[&,]?D)?[jo]*AL*|AjAL+", _as_liquid),
    # with 8 oz of water: what it is taken with
    rule(r"j(?:A|a|n)?L+|L", drop),
    rule(r"D(?!A?j)", drop),
]
