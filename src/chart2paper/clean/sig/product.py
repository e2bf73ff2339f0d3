"""The product: strength of one unit, per mL or per hour, from the drug line or a column of its own."""

import re
from functools import lru_cache
from typing import NamedTuple

from chart2paper.clean.sig.amounts import Amount, Range
from chart2paper.clean.sig.directions import dose_tokens, without_asides
from chart2paper.clean.sig.lexicon import tokenise
from chart2paper.clean.sig.misspelt import resembles_dose_word
from chart2paper.clean.sig.tokens import Rewrite, Token, drop, kinds_of, rewrite, rule

# The highest number that a low-dose name without a unit (`LDN 4.5`) can mean in mg.
LOW_DOSE_MOST = 10.0
# Of a gel or a cream, a weight is that of the gel.
_TOPICAL = re.compile(r"\b(?:gel|cream|ointment|lotion|jelly|ung|topical)\b")


class Product(NamedTuple):
    """What one unit, mL or hour of a product holds, in mg; `stated` is its strength as written, with any range.

    `unsure`: unknown words follow the strength, so that nothing may be taken as usual.
    """

    stated: Range | None = None
    per_unit: float | None = None
    per_ml: float | None = None
    per_hour: float | None = None
    topical: bool = False
    percent: bool = False
    unsure: bool = False
    low_dose: bool = False


@lru_cache(maxsize=1 << 15)
def read_product(text: str, ingredients: int, low_dose: bool) -> tuple[Product, list[Token], frozenset[str]]:
    """Return the product that a line or a strength names, the tokens of what else it says (its directions), its names.

    `low_dose`: the name stands for a low dose, so that a number without a unit is mg. Clinics have a few hundred
    lines and many more directions, so lines are remembered.
    """
    raw = tokenise(text)
    names = frozenset(token.text for token in raw if token.kind == "?")
    product, rest = _split(text, raw, ingredients, low_dose)
    return product, rest, names


def _split(text: str, raw: list[Token], ingredients: int, low_dose: bool) -> tuple[Product, list[Token]]:
    words = [_known(token) for token in without_asides(_names_joined(raw))]
    tokens = rewrite(
        dose_tokens(rewrite(words, _PACK_RULES)), _COMBINATION_RULES if ingredients > 1 else _LINE_RULES
    )
    tokens = [token for token in (_low_dose(tokens) if low_dose else tokens) if token.kind != "%"]
    named = Product(
        topical=bool(_TOPICAL.search(text.lower())),
        percent="%" in text,
        unsure=_unknown_after_strength(raw),
        low_dose=low_dose,
    )
    at = next((i for i, token in enumerate(tokens) if _is_strength(token)), None)
    if at is None:
        return named, _rest([], tokens)
    # 1 % cream 30 g: the weight is that of the tube.
    tube = named.topical and named.percent
    product = named if tube else _strength(named, tokens[at], ingredients)
    unclear = [Token("!")] if tokens[at].kind == "K" and ingredients < 2 and _may_be_doses(tokens[at]) else []
    return product, unclear + _rest(tokens[:at], tokens[at + 1 :])


def _may_be_doses(token: Token) -> bool:
    """Whether two masses of one drug (3 mg/4.5 mg) may be two doses; 5/325 mg are the parts of a combination."""
    low, high = token.value
    plausible: bool = low <= high < 10 * low
    return plausible


def _unknown_after_strength(raw: list[Token]) -> bool:
    """Whether unknown words stand free after the strength: they may be directions in another language."""
    strength = next((at for at, token in enumerate(raw) if token.kind == "m"), len(raw))
    depth, before = 0, ""
    for token in raw[strength:]:
        depth += {"(": 1, ")": -1}.get(token.kind, 0)
        if token.kind == "?" and depth == 0 and before not in ("/", "&", "-", "name"):
            return True
        before = "name" if token.kind in "?_" and before in ("/", "&", "-", "name") else token.kind
    return False


def _known(token: Token) -> Token:
    """In a line unknown words are names, unless they look like a misspelt word of a dose."""
    if token.kind != "?":
        return token
    harmless = token.text[0].isalpha() and not resembles_dose_word(token.text)
    return Token("_" if harmless else "!", None, token.text)


def _names_joined(tokens: list[Token]) -> list[Token]:
    """Leave out the hyphens, bars and plus signs that join names: `morphine-naltrexone`, `oxycodone/APAP`."""
    kept = []
    for at, token in enumerate(tokens):
        named = 0 < at < len(tokens) - 1 and {tokens[at - 1].kind, tokens[at + 1].kind} <= {"?", "_"}
        if not (named and token.kind in "-/&,:j" and "?" in tokens[at - 1].kind + tokens[at + 1].kind):
            kept.append(token)
    return kept


_PACK_RULES: list[Rewrite] = [
    # 12 HR oxycodone, 60 ACTUAT fluticasone, 1 ML medroxyprogesterone (RxNorm)
    rule(r"^_*-?_*n[hdv](?=_)", drop),
    # 4.5 mg per capsule
    rule(r"/(?:f|d)(?!\w)", drop),
    rule(r"(?<=m)f|(?<=n[-/]n)f", drop),
    rule(r"(?<![n])[fd](?!n[^m])", drop),
]
_LINE_RULES: list[Rewrite] = [
    # 100 mg/5 mL (20 mg/mL)
    rule(r"C[(=]C\)?", lambda t: t[:1] if abs(t[0].value[0] - t[2].value[0]) < 1e-9 else None),
    # 50 mg/mL 10 mL: the second volume is that of the container
    rule(r"C[-,(]*A\)?(?=[.,)]|$)", lambda t: t[:1] if t[1:] and _volume_of(t) else None),
]
_COMBINATION_RULES: list[Rewrite] = [
    *_LINE_RULES,
    rule(
        r"A[-/&_,]*A|A_*[-/]_*n", lambda t: [Token("K", (t[0].value.mg[0], 0.0))] if t[0].value.mg else None
    ),
    rule(
        r"n[-/]n|n(?=\)*$|[.,])",
        lambda t: (
            [Token("K", (t[0].value.low, 0.0))] if len(t) > 1 or t[0].value[0] != t[0].value[1] else None
        ),
    ),
]


def _volume_of(tokens: list[Token]) -> bool:
    return any(token.kind == "A" and token.value.volume for token in tokens)


def _low_dose(tokens: list[Token]) -> list[Token]:
    """Rule: `LDN 4.5` is 4.5 mg, where no unit is written and the number is plausible for a low dose."""
    kinds = kinds_of(tokens).rstrip(".")
    at = kinds.find("n")
    if at < 0 or set("CJKA") & set(kinds[:at]) or not re.match(r"n(?:$|[FPs.,(-])", kinds[at:]):
        return tokens
    number = tokens[at].value
    if number.low != number.high or not 0 < number.high <= LOW_DOSE_MOST or number.written == "fraction":
        return tokens
    dose = Token("A", Amount(mg=(number.low, number.high), mass_unit=1.0))
    return [*tokens[:at], dose, *tokens[at + 1 :]]


def _is_strength(token: Token) -> bool:
    if token.kind == "A":
        return (
            bool(token.value.mg)
            and not token.value.units
            and not token.value.volume
            and not token.value.total
        )
    return token.kind in "CJK"


def _strength(product: Product, token: Token, ingredients: int) -> Product:
    if token.kind == "J":
        return product._replace(per_hour=token.value)
    if token.kind == "C":
        per_ml, amount = token.value
        return product._replace(stated=(amount, amount), per_ml=per_ml)
    if token.kind == "K":
        first = token.value[0]
        return product._replace(stated=(first, first), per_unit=first)
    low, high = token.value.mg
    return product._replace(stated=(low, low if ingredients > 1 else high), per_unit=low)


def strength_of_product(text: str, ingredients: int = 1, low_dose: bool = False) -> float | None:
    """Reads the strength of one unit, in mg: the first amount with a unit of mass; of a combination the first part."""
    stated = read_product(text, ingredients, low_dose)[0].stated
    return stated[0] if stated else None


def _rest(before: list[Token], after: list[Token]) -> list[Token]:
    """Return what a line says beside the product: its directions, with dashes as ends of a sentence."""
    loose = "-/:=H&,.()ODdu"
    opened = sum({"(": 1, ")": -1}.get(token.kind, 0) for token in before)
    closing = next((at for at, token in enumerate(after) if token.kind == ")"), None)
    if opened > 0 and closing is not None:
        after = after[:closing] + after[closing + 1 :]
    kept = [Token("!") if token.kind == "n" else token for token in before if token.kind not in loose]
    rest = [Token(".") if token.kind in "-:" else token for token in after]
    if not {token.kind for token in rest} - set(loose):
        rest = []
    while rest and rest[-1].kind in ".,":
        rest.pop()
    return kept + rest
